"""Names that are kept back, and vocabulary, whose words are public as soon as they are saved: they may name nobody."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models import Grouping
from places.plain_text import PlainCharField, PlainJSONField, PlainTextField
from places.translated import Translated
from publishing.entries.fields import AboutEntry, AboutEntryQuerySet, somebody
from publishing.records.naming import Names

LONGEST_KEY = 50  # of a row of vocabulary; uids of entries are shorter


class CareQuerySet(AboutEntryQuerySet):
    def unfinished(self):
        return self.filter(mentions__answer="").distinct()


class Care(AboutEntry):
    """That an entry may not be named in public, and under which `names` it was known. Never published itself."""

    names = models.JSONField(_("names"), default=list)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = CareQuerySet.as_manager()

    class Meta:
        verbose_name = _("name that is kept back")
        verbose_name_plural = _("names that are kept back")
        ordering = ["-since"]
        constraints = [models.UniqueConstraint(fields=["kind", "uid"], name="care_once_an_entry")]

    def __str__(self):
        return self.names[0] if self.names else self.uid


class MentionQuerySet(AboutEntryQuerySet):
    def waiting(self):
        return self.filter(answer="")

    def harmless(self, kind, uid):
        """{(field, name)} of the entry or row of vocabulary that somebody looked at and let stay."""
        answered = self.filter(kind=kind, uid=uid, answer=Mention.Answer.HARMLESS)
        return {(mention.field, name) for mention in answered.select_related("care") for name in mention.care.names}


class Mention(AboutEntry):
    """A field that names somebody careful: of an entry, or of vocabulary (`kind` its model, `uid` the row's key)."""

    class Answer(models.TextChoices):
        REWORDED = "reworded", _("Reworded")
        HARMLESS = "harmless", _("It may stay: it names somebody else, or says nothing of them")

    care = models.ForeignKey(Care, on_delete=models.CASCADE, related_name="mentions")
    uid = models.CharField(max_length=LONGEST_KEY)
    field = models.CharField(_("field"), max_length=40)
    held_back = models.PositiveSmallIntegerField(
        _("editions that lost it"), default=0, help_text=_("How many editions lost this field for it.")
    )
    words = models.JSONField(_("words taken out of vocabulary"), default=list, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)
    answered_by = somebody(_("answered by"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["kind", "uid", "field"]
        constraints = [models.UniqueConstraint(fields=["care", "kind", "uid", "field"], name="mention_once_a_field")]

    def __str__(self):
        return f"{self.kind} {self.uid}: {self.field}"


class PublicWords(models.Model):
    """Vocabulary: PUBLIC_WORDS are its fields with words or lists of them; `tables` all, groupings too, by name.

    Words in other languages have paths, “texts.fr.label”, and are called fields here, too.
    """

    tables: dict[str, type[models.Model]] = {"grouping": Grouping}

    PUBLIC_WORDS: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        PublicWords.tables[cls.__name__.lower()] = cls

    def clean(self):
        super().clean()
        refuse_names(self)


def kept_names():
    return Names(name for kept in Care.objects.values_list("names", flat=True) for name in kept)


def refuse_names(row):
    """Raise ValidationError for each field of `row` that newly names who may not be named; older words are Mentions."""
    names, saved = kept_names(), type(row).objects.filter(pk=row.pk).first()
    changed = [field for field in public_fields(row) if saved is None or words_at(saved, field) != words_at(row, field)]
    harmless = Mention.objects.harmless(row._meta.model_name, str(row.pk))
    faults = {
        field: _("This names “%s”, which may not be named here: reword it.") % name
        for field in changed
        for name in names_in(row, field, names)
        if (field, name) not in harmless
    }
    if faults:
        raise ValidationError(faults)


def public_fields(row):
    """The fields of a row of vocabulary with words that are public, and the paths of its words in other languages."""
    return [*row.PUBLIC_WORDS, *(row.paths() if isinstance(row, Translated) else ())]


def words_at(row, field):
    """What `row` holds in `field`, a column or a path; nothing of its sort for a path that it has not."""
    column, *inside = field.split(".")
    if not inside:
        return getattr(row, column)
    language, name = inside
    nothing = type(getattr(row, row.TRANSLATED[name]))()
    return row.texts.get(language, {}).get(name, nothing)


def put_at(row, field, words):
    """Put `words` in the place of what `row` holds in `field`; the column that is to be saved."""
    column, *inside = field.split(".")
    if inside:
        language, name = inside
        words = row.texts | {language: row.texts.get(language, {}) | {name: words}}
    setattr(row, column, words)
    return column


def names_in(row, field, names):
    """Those of `names` (a Names) that the `field` of `row` holds; `slug` is the last part of its address."""
    value = words_at(row, field)
    if field == "slug":
        return names.in_address(value)
    held = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(name for words in held for name in names.in_words(words)))


class Term(PublicWords, Translated):
    """A term of a fixed vocabulary: a group, a scale, a step of evidence, a kind of network."""

    PUBLIC_WORDS = ("slug", "label", "description", "aliases")
    TRANSLATED = {"label": "label", "description": "description", "aliases": "aliases"}

    vocabulary = models.CharField(_("vocabulary"), max_length=20)
    slug = models.SlugField(_("address"))
    label = PlainCharField(_("label"), max_length=80)
    description = PlainTextField(_("description"), blank=True)
    aliases = PlainJSONField(_("other names"), default=list, blank=True)
    codes = models.JSONField(_("codes of other vocabularies"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "slug"],
                name="term_unique",
                violation_error_message=_("The vocabulary has this term already."),
            )
        ]

    def __str__(self):
        return self.said("label").words


def term_key(vocabulary, **options):
    return models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": vocabulary},
        **options,
    )


def term_set(vocabulary, **options):
    return models.ManyToManyField(
        Term, blank=True, related_name="+", limit_choices_to={"vocabulary": vocabulary}, **options
    )
