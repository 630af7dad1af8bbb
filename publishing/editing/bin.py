"""The bin: entries that were never published and are deleted lie in it for 90 days, whole, in their last version."""

from dataclasses import dataclass
from datetime import timedelta

import reversion
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import ManyToManyRel
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Revision, Version

from publishing.entries import history
from publishing.models import Entry, Event

KEPT_FOR = timedelta(days=90)


class StillReferredTo(Exception):
    """The entry can't be deleted: `others` are the entries and rows that refer to it."""

    def __init__(self, entry, others):
        self.entry, self.others = entry, others
        super().__init__(f"{entry}: " + ", ".join(map(str, others)))


@dataclass(frozen=True)
class Binned:
    """A deleted entry: its last Version, whose revision says who deleted it and when, and what was kept of it."""

    version: Version
    snapshot: history.Snapshot

    @property
    def pk(self):
        return self.version.pk

    @property
    def title(self):
        return self.version.object_repr

    @property
    def by(self):
        return self.version.revision.user

    @property
    def at(self):
        return self.version.revision.date_created

    @property
    def days_left(self):
        """Whole days, today among them; 0 once it may go."""
        return max(0, (self.at + KEPT_FOR - timezone.now()).days)

    def entry(self):
        """The entry as it was, not saved: for questions whether somebody may see it."""
        own = self.snapshot.entry
        fields = [field for field in own.model._meta.concrete_fields if field.name in own.fields]
        return own.model(pk=own.pk, **{field.attname: own.fields[field.name] for field in fields})


def throw_away(entry, *, by=None):
    """Move `entry` to the bin. Raises StillReferredTo, and then nothing is changed."""
    with transaction.atomic():
        saved = type(entry).objects.select_for_update().get(pk=entry.pk)
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
        if relation.get_accessor_name() not in entry.PARTS and not relation.hidden:
            for row in _related(entry, relation):
                one = _owner(row)
                found[type(one), one.pk] = one
    return list(found.values())


def _related(entry, relation):
    if isinstance(relation, ManyToManyRel) and not relation.through._meta.auto_created:
        return ()  # the rows between them are a relation of their own
    return relation.related_model.objects.filter(**{relation.field.name: entry})


def _owner(row):
    """The entry that `row` is a part of, or else the row itself."""
    for field in row._meta.fields:
        owner = field.related_model
        if owner and field.remote_field.get_accessor_name() in getattr(owner, "PARTS", ()):
            return getattr(row, field.name)
    return row


def binned(model):
    """The Binned of `model`, an Entry: the last deleted first."""
    versions = Version.objects.get_deleted(model).select_related("revision__user").order_by("-pk")
    kept = {one.revision: one.snapshot for one in history.read(model, [version.revision for version in versions])}
    return [Binned(version, kept[version.revision]) for version in versions]


@transaction.atomic
def destroy(found):
    """Remove a Binned for good, with all its versions and what the admin wrote down of it. Its events stay."""
    version = found.version
    own = Version.objects.filter(content_type=version.content_type, object_id=version.object_id)
    Revision.objects.filter(pk__in=own.order_by().values("revision")).delete()
    LogEntry.objects.filter(content_type=version.content_type, object_id=version.object_id).delete()


def empty(now=None):
    """Remove for good what was deleted more than 90 days before `now`; the answer is how many entries that were."""
    before = (now or timezone.now()) - KEPT_FOR
    kinds = [model for model in reversion.get_registered_models() if issubclass(model, Entry)]
    old = [found for model in kinds for found in binned(model) if found.at < before]
    for found in old:
        destroy(found)
    return len(old)
