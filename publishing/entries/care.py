"""The work that is left when an entry becomes more careful: where words still name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.entries.fields import AboutEntry, AboutEntryQuerySet, somebody

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
