"""What editors type into forms: kept until it is saved, and saved once."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Length
from django.utils import timezone

from places.levels import Level
from publishing.entries.entries import Entry

# For so long it is known that a form that adds something was saved: longer than any form stays open.
KNOWN_FOR = timedelta(days=2)
KEPT_FOR = timedelta(days=30)  # what was typed and not saved
KEY_LENGTH = 22  # of a form that adds something; the key of an entry is shorter, and digits alone are no sign of either


class AddedOnce(models.Model):
    """Idempotency key: the form `key` of `by` made the row `row` of the table `kind`, of what `digest` stands for."""

    key = models.CharField(max_length=KEY_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=100)
    row = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["by", "kind", "key"], name="form_saved_once")]

    def __str__(self):
        return f"{self.kind} {self.row}"


class TypedQuerySet(models.QuerySet):
    def into(self, entry):
        """What was typed into the form of `entry`, and into the other pages of it."""
        label = entry._meta.label
        return self.filter(Q(kind=label) | Q(kind__startswith=f"{label}/"), about=str(entry.pk))

    def into_new_ones(self):
        """What was typed into forms that add an entry."""
        return self.alias(length=Length("about")).filter(length=KEY_LENGTH)

    def into_nothing_open(self):
        """What was typed into entries that are gone, or not open any more."""
        still_open = Entry.objects.filter(level=Level.OPEN).annotate(key=Cast("pk", models.CharField())).values("key")
        return self.alias(length=Length("about")).filter(length__lt=KEY_LENGTH).exclude(about__in=still_open)


class Typed(models.Model):
    """Autosave: what `by` typed into a form of the table `kind` and has not saved, {name of a field: values}.

    Of another page of the entry, `kind` is the table, a slash, and the name of the page.

    `about` is the key of the entry, or that of the form that adds one. Nobody else ever reads it, it is in no history,
    and of what is not open nothing is kept.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=100)
    about = models.CharField(max_length=40)
    fields = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    objects = TypedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["by", "kind", "about"], name="typed_once")]

    def __str__(self):
        return f"{self.kind} {self.about}"

    @property
    def name(self):
        """The first title that was typed, or the beginning of whatever was."""
        title = self.fields.get("texts-0-title", [""])[0]
        return title or next((value for values in self.fields.values() for value in values if " " in value), "…")[:80]


def forget_added():
    """Delete what is no longer needed; the answer is how many."""
    return AddedOnce.objects.filter(at__lt=timezone.now() - KNOWN_FOR).delete()[0]


def forget_typed():
    """Delete what was typed long ago, or into an entry that is gone or not open any more; the answer is how many."""
    old = Typed.objects.filter(at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0] + Typed.objects.into_nothing_open().delete()[0]


def forget_typed_into(entry):
    """Delete what anybody typed into `entry`, as it was just saved, unless it is open: called by all that restrict."""
    if entry.level != Level.OPEN:
        Typed.objects.into(entry).delete()
