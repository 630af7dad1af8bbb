"""The bin: entries that were never published and are deleted lie in it for 90 days, whole, in their last version."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CASCADE, Exists, ManyToManyRel, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.entries import history
from publishing.entries.history import KEPT_FOR
from publishing.models import Entry, Event, Version


class StillReferredTo(Exception):
    """The entry can't be deleted: `others` are the entries and rows that refer to it."""

    def __init__(self, entry, others):
        self.entry, self.others = entry, others
        super().__init__(f"{entry}: " + ", ".join(map(str, others)))


def throw_away(entry, *, by=None):
    """Move `entry` to the bin. Raises StillReferredTo, and then nothing is changed."""
    with transaction.atomic():
        saved = type(entry).objects.locked().get(pk=entry.pk)
        if others := referring_to(saved):
            raise StillReferredTo(saved, others)
        history.keep_before(saved)
        history.keep(saved, by=by, comment=_("Deleted"), always=True)
        Event.objects.note(saved, Event.What.DELETED, by=by)
        saved.delete()


def referring_to(entry):
    """The entries that refer to `entry`, and other rows that do; what is part of it not among them."""
    found = {}
    for relation in entry._meta.related_objects:
        # The rows between two sets are a relation of their own.
        is_between = isinstance(relation, ManyToManyRel) and not relation.through._meta.auto_created
        if getattr(relation, "on_delete", None) is not CASCADE and not relation.hidden and not is_between:
            for row in relation.related_model.objects.filter(**{relation.field.name: entry}):
                one = _owner(row)
                found[type(one), one.pk] = one
    return list(found.values())


def _owner(row):
    """The entry that `row` is a part of, or else the row itself."""
    for field in row._meta.fields:
        owner = field.related_model
        if owner and field.remote_field.get_accessor_name() in getattr(owner, "PARTS", ()):
            return getattr(row, field.name)
    return row


def binned():
    """The last Version of each deleted entry, which says who deleted it and when: the last deleted first."""
    gone = Version.objects.filter(~Exists(Entry.objects.filter(pk=OuterRef("entry_id"))))
    last = gone.order_by().values("entry_id").annotate(last=Max("pk")).values("last")
    return Version.objects.filter(pk__in=last).select_related("by")


@transaction.atomic
def destroy(version):
    """Remove a deleted entry for good: all its versions, and what the admin wrote down of it. Its events stay."""
    logged = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Entry.kinds[version.kind]))
    logged.filter(object_id=str(version.entry_id)).delete()
    Version.objects.filter(entry=version.entry_id).delete()


def empty(now=None):
    """Remove for good what was deleted more than 90 days before `now`; the answer is how many entries that were."""
    before = (now or timezone.now()) - KEPT_FOR
    old = binned().filter(at__lt=before)
    for version in old:
        destroy(version)
    return len(old)
