"""The imports of sheets: who brought in what, and what of it was wrong, kept as long as what is in the bin."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainCharField, PlainJSONField
from publishing.entries.fields import somebody
from publishing.entries.history import KEPT_FOR, Version


class SheetImportQuerySet(models.QuerySet):
    def seen_by(self, user, model):
        """The imports of entries of `model` that `user` made; all of them for who sees all such entries."""
        of_kind = self.filter(kind=model.KIND)
        return of_kind if model.objects.shows_all_to(user) else of_kind.filter(by=user)

    def counted(self):
        """The newest first, each with the number of its entries as `brought` and without the rows that were wrong."""
        return self.annotate(brought=models.Count("entries")).defer("left").order_by("-pk")


class SheetImport(models.Model):
    """One import: what it brought are its `entries`; `left`, the headers and the rows that were wrong, with reasons."""

    kind = models.CharField(_("kind"), max_length=20)
    file_name = PlainCharField(_("file"), max_length=200, blank=True)
    left = PlainJSONField(_("rows that were wrong"), default=list, blank=True)
    by = somebody(_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    objects = SheetImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ()  # whoever may import sees their own
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name


class ImportedEntry(models.Model):
    """An entry as it was `before` an import, None for one that it made, and as it was `after` it."""

    sheet = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="entries")
    entry = models.ForeignKey("publishing.Entry", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    before = models.ForeignKey(Version, null=True, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return self.after.title

    @property
    def is_new(self):
        return self.before_id is None


def forget_old(now=None):
    """Forget imports of which nothing lies in the bin any more; the answer is how many."""
    old = SheetImport.objects.filter(at__lt=(now or timezone.now()) - KEPT_FOR)
    count = old.count()
    old.delete()
    return count
