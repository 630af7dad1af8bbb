"""What the catalogue keeps of the current editions so that it need not read them: their documents, and their words."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.search.words import words
from places.levels import Level
from places.lists import listed, quoted
from places.plain_text import PlainTextField
from publishing.entries.fields import UID_LENGTH, somebody
from publishing.models import PublicWords, lines

# The most words that a name in a group of synonyms has.
LONGEST_MEMBER = 10
# A line of a group: a name, and in square brackets its only language, that it is meant in capitals, or both.
MEMBER = re.compile(r"(.*?)(?:\s*\[(?=\S)([a-z]{2,3})? ?(AA)?\])?", re.DOTALL)


class DocumentQuerySet(models.QuerySet):
    def changed_after(self, step):
        return self.filter(step__gt=step)

    def live(self):
        """Documents of entries that can be found; the others were taken out."""
        return self.filter(live=True)


class Document(models.Model):
    """What the index holds of an entry's current edition. Its key is the entry's number in all bitmaps.

    Made from the edition's record by `catalogue.documents`, and by nothing else: all of it is public. `values` is the
    JSON of {facet: values}, `rules` the number of the rules it was made by, `step` that at which it was made. `record`
    is the edition's own where the title is hidden, because neutral words are made of it. `titles` is the JSON of
    {BCP 47 tag: title} of its translations, empty where there is none. `spelt` are its words. `fullness` says how much
    is told of it.
    """

    kind = models.CharField(max_length=20)
    uid = models.CharField(max_length=UID_LENGTH, unique=True)
    generation = models.PositiveBigIntegerField()
    step = models.PositiveBigIntegerField(db_index=True)
    rules = models.PositiveSmallIntegerField()
    live = models.BooleanField()
    slug = models.CharField(max_length=80)
    level = models.CharField(max_length=11, choices=Level)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=12)
    start_year = models.PositiveSmallIntegerField(null=True)
    fullness = models.PositiveSmallIntegerField(default=0)
    values = models.TextField()
    record = models.TextField(blank=True)
    titles = models.TextField(blank=True)
    spelt = models.TextField(blank=True)

    objects = DocumentQuerySet.as_manager()

    def __str__(self):
        return self.title or self.uid


class Spelling(models.Model):
    """A word that the texts of today hold, in small letters and after the code of its language.

    `uses` is the number of live documents that hold it.
    """

    word = models.CharField(max_length=66, unique=True)
    uses = models.IntegerField(db_index=True)

    def __str__(self):
        return self.word


class ForgottenSpelling(models.Model):
    """The key of a Spelling that is gone, for processes that hold it yet."""

    spelling = models.BigIntegerField()

    def __str__(self):
        return str(self.spelling)


class LookAlikeQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(Q(one=entry.uid) | Q(other=entry.uid), kind=entry.KIND)

    def open(self):
        """Pairs of which nobody said that they are two."""
        return self.filter(apart=False)


class LookAlike(models.Model):
    """Two entries of a kind, by their uids, that may be one: some of their names are alike. Never published itself.

    `likeness` is in hundredths. `apart`: an editor said that they are two, which is kept so that nobody is asked again.
    Written by `catalogue.likeness` only.
    """

    kind = models.CharField(max_length=20)
    one = models.CharField(max_length=UID_LENGTH)
    other = models.CharField(max_length=UID_LENGTH)
    likeness = models.PositiveSmallIntegerField(_("likeness"))
    apart = models.BooleanField(_("not the same"), default=False)
    apart_by = somebody(_("said by"))

    objects = LookAlikeQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-likeness", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "one", "other"], name="look_alike_unique"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="look_alike_in_order"),
        ]

    def __str__(self):
        return f"{self.kind} {self.one} {self.other}"


class Member(NamedTuple):
    """A word or name of a group of synonyms, without what stands in square brackets after it.

    With a `language` it is meant on pages in that one alone, as Spanish “red [es]” is. One in `capitals` is meant where
    it is typed so (“UN [AA]”), and is not looked for itself: texts are searched without regard to capitals.
    """

    text: str
    language: str = ""
    capitals: bool = False

    @classmethod
    def of(cls, line):
        text, language, capitals = MEMBER.fullmatch(line).groups()
        return cls(text, language or "", bool(capitals))


class SynonymGroupQuerySet(models.QuerySet):
    def holding(self, words):
        """The groups that hold any of `words`, in any spelling."""
        folded = {folded_words(one) for one in words}
        return [group for group in self if folded & {folded_words(one) for one in group.members()}]


class SynonymGroup(PublicWords):
    """Words and names that different communities use for one thing. A search for one of them finds the others too."""

    PUBLIC_WORDS = ("words",)

    words = PlainTextField(
        _("words that mean the same"),
        help_text=_(
            "One a line, in any language: PVE, preventing violent extremism, prévention de l’extrémisme violent. "
            "A search for one of them finds entries that use another; no page gains a word by it. A word that means "
            "this in one language alone has that after it, red [es]; one that has to be typed in capitals, UN [AA]."
        ),
    )

    objects = SynonymGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("groups of synonyms")
        ordering = ["words"]

    def __str__(self):
        return " · ".join(self.members())

    def members(self):
        """The words and names of the group, tidied, once each."""
        return lines(self.words)

    def clean(self):
        super().clean()
        members = self.members()
        if len(members) < 2:
            raise ValidationError({"words": _("A group has two words or more, one a line.")})
        if wrong := [quoted(one) for one in members if not 0 < len(folded_words(one)) <= LONGEST_MEMBER]:
            words = _("These are no words, or too many in one line: %s.")
            raise ValidationError({"words": words % listed(wrong)})
        if others := SynonymGroup.objects.exclude(pk=self.pk).holding(members):
            words = _("Some of these words are in another group already: %s. Add the rest there.")
            raise ValidationError({"words": words % others[0]})
        self.words = "\n".join(members)


def folded_words(text):
    """The words of a line of a group as they are compared."""
    return tuple(word.folded for word in words(Member.of(text).text))
