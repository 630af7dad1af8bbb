"""Entries as editors work on them, with their texts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.plain_text import PlainJSONField, PlainTextField
from publishing.entries.fields import (
    UID_LENGTH,
    KeyField,
    LanguageField,
    new_uid,
    somebody,
    validate_language,
    validate_unanswered,
)
from publishing.entries.sight import EntryQuerySet, may_see_own
from publishing.records.record import Answer

# What somebody may do with the entries of one kind. `publish`: at level open; `set_level`: at every level, and to make
# a level more open.
PERMISSIONS = ("add", "change", "delete", "view", "review", "publish", "set_level", "withdraw")


class Entry(models.Model):
    """Multi-table inheritance: what all entries share, as editors work on them, in one table for all kinds.

    A kind (a practice, an organisation, a network) is a subclass with a table of its own beside it. It sets `KIND`, the
    class of its `RECORD`, the names in `RECORD_PARTS` (relations its record reads), in `PARTS` (those whose rows are
    its own: its history keeps them, and they go with it), in `REQUIRED_WORDS` (fields of the original text that can't
    be empty), and the permissions; its texts hang on `texts`. It gives its `places()`, the countries that its level
    must be careful enough for, and its `bodies()`, the entries that its record refers to. `kinds` is {KIND: subclass}.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kinds: dict[str, type["Entry"]] = {}

    KIND = ""
    RECORD_PARTS = ()
    PARTS = ("texts", "citations", "pictures", "consents")
    REQUIRED_WORDS = ("title",)

    # What the reader of a list may call it and whether it is hidden from them: see publishing.entries.sight.
    called, hidden = "", False

    id = KeyField(primary_key=True)
    entry_kind = models.CharField(max_length=20, editable=False)  # the KIND of its subclass, never another
    uid = models.CharField(max_length=UID_LENGTH, unique=True, default=new_uid, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_("The last part of the public address. Name no person and no place finer than the level allows."),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    level = models.CharField(
        _("level"),
        max_length=11,
        choices=Level,
        default=Level.OPEN,
        help_text=_(
            "Open: as written. Generalised: organisations are described, not named. Anonymised: no title, regions "
            "instead of countries. Withheld: nothing is public. Could naming anyone here, now, harm them?"
        ),
    )
    original_language = LanguageField(
        _("original language"), max_length=12, default="en", validators=[validate_language]
    )
    unanswered = models.JSONField(
        _("fields without an answer"), default=dict, blank=True, validators=[validate_unanswered]
    )
    verified_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When the facts were last compared with their sources."),
    )
    notes = PlainTextField(_("editors' notes"), blank=True, help_text=_("Never published."))
    safety = PlainJSONField(_("safety questions"), default=dict, blank=True)
    confirmed = models.JSONField(_("looked at and harmless"), default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = somebody(_("added by"), editable=False)
    edited_by = somebody(_("changed by"), editable=False)
    submitted_by = somebody(_("submitted by"), editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    # To what people last agreed by publishing the entry, or what was made more careful since. Never public.
    agreed_level = models.CharField(max_length=11, choices=Level, blank=True, editable=False)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["slug"]
        default_permissions = ()  # they are given for each kind
        constraints = [
            models.UniqueConstraint(fields=["entry_kind", "slug"], name="entry_address_unique"),
            models.CheckConstraint(condition=~Q(entry_kind=""), name="entry_has_a_kind"),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="entry_level_known",
                violation_error_message=_("The level is one of the four levels."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review", "published", "withdrawn"]), name="entry_state_known"
            ),
        ]

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.KIND:
            Entry.kinds[cls.KIND] = cls

    def __init__(self, *args, **kwargs):
        if not args:  # a new one: those that are read come with positional values
            kwargs.setdefault("entry_kind", self.KIND)
        super().__init__(*args, **kwargs)

    def __str__(self):
        if not self.KIND:  # the table of all kinds has no texts
            return f"{self.entry_kind} {self.uid}"
        if self.called:
            return self.called
        # Read through `texts` so that a prefetched list of entries costs no query a row.
        titles = {text.language: text.title for text in self.texts.all()}
        return titles.get(self.original_language) or self.slug

    def validate_unique(self, exclude=None):
        super().validate_unique(exclude)
        # Forms don't ask the constraint, since they leave out the kind.
        asked = "slug" not in (exclude or ())
        if asked and type(self).objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": self.unique_error_message(type(self), ["slug"])})

    @classmethod
    def published_parts(cls):
        """Those of PARTS that its record is made of; the others are published with another entry."""
        read = {path.partition("__")[0] for path in cls.RECORD_PARTS}
        return [name for name in cls.PARTS if name in read]

    def is_seen_by(self, user):
        """The rule of EntryQuerySet.seen_by, asked of one entry, which need not be saved."""
        kind = type(self)
        return kind.objects.shows_all_to(user) or (self.created_by_id == user.pk and may_see_own(user, kind))

    def to_record(self):
        """Everything the entry holds, as its record at level open: the policy has not been applied yet."""
        return self.RECORD.of(self)

    def answers(self):
        return dict(sorted(self.unanswered.items()))

    def drop_needless_reasons(self):
        """Save it without the reasons why fields are empty that are not."""
        if not set(self.unanswered.values()) - {Answer.WITHHELD}:
            return
        saved = type(self).objects.editable().get(pk=self.pk)
        left = saved.to_record().unanswered
        if left != saved.answers():
            type(self).objects.filter(pk=self.pk).update(unanswered=left)
            self.unanswered = left

    def leads(self):
        """(field of the form, entry) for those that have to be public before it: its record would hold nobody else."""
        return []

    def published_with(self):
        """[(entry, record)] of public entries that tell more of themselves once this one is published."""
        return []

    def doubts(self):
        """Sentences for editors about what does not fit together in it. They stop nothing."""
        return []

    def names(self):
        """What the entry is called, for the search whether words name it: names that other words could not be."""
        return []

    @staticmethod
    def no_more_open(then, now):
        """The fields of an earlier version, serialised as those of `now` are, without what would show more than now."""
        withheld = {name: answer for name, answer in now["unanswered"].items() if answer == Answer.WITHHELD}
        level = Level.most_careful([then["level"], now["level"]])
        return then | {"level": level, "unanswered": then["unanswered"] | withheld}

    def kept_out(self):
        """{field of the record: keys of its parts} that an editor keeps out of the directory, earlier editions too."""
        return {}

    def may_be_exported(self):
        """Unless the newest agreement says no: its end alone allows nothing that it did not."""
        agreed = self.newest_agreement()
        return agreed is None or agreed.exports

    def may_show_pictures(self, day=None):
        """Whether photographs were agreed to on `day`, even alone, while no newer agreement for the web says no."""
        for one in self.consents.all():
            if one.basis == "agreement":
                if one.photographs and one.is_in_force(day):
                    return True
                if one.web:
                    return False
        return False

    def newest_agreement(self):
        """The agreement that counts, in force or not: the newest of those for the web. None without one."""
        return next((one for one in self.consents.all() if one.basis == "agreement" and one.web), None)

    def texts_in_order(self):
        return sorted(self.texts.all(), key=lambda text: (text.language != self.original_language, text.language))


class Text(models.Model):
    """An entry's words in one language."""

    class Origin(models.TextChoices):
        ORIGINAL = "original", _("Original")
        HUMAN = "human", _("Human translation")
        MACHINE = "machine", _("Machine translation")

    language = LanguageField(
        _("language"),
        max_length=12,
        default="en",
        validators=[validate_language],
        help_text=_("BCP 47: en, fr, ar, bn, pt-BR …"),
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.ORIGINAL)

    class Meta:
        abstract = True
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "language"],
                name="%(class)s_once_a_language",
                violation_error_message=_("The entry has a text in this language already."),
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["original", "human", "machine"]), name="%(class)s_origin_known"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"
