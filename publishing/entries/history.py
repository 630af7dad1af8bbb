"""The history of entries as editors work on them: whole versions with who, when and why. Never public.

django-reversion holds the versions, one of its revisions for each. We write them by name, whole and at the end of
a change, and not by its signals: a bulk write sends none, and a row that was followed early is kept as it was before.
"""

import json
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import reversion
from django.core import serializers
from django.db import models, transaction
from django.utils.translation import gettext as _
from reversion.models import Revision, Version

# What stands in an entry's row and is none of its content: it makes no new version, and no version brings it back.
# The answers of the checklist are among it: they speak of the words and the world of their day.
BOOKKEEPING = {
    "safety",
    "confirmed",
    "uid",
    "state",
    "version",
    "created_by",
    "created_at",
    "edited_by",
    "updated_at",
    "submitted_by",
    "submitted_at",
    "agreed_level",
    "agreed_at",
}


@dataclass(frozen=True)
class Row:
    """One row of a table as it was: `fields` as they are serialised, with keys for relations; `title`, its words."""

    model: type[models.Model]
    pk: int
    fields: dict
    title: str = ""

    @property
    def key(self):
        return self.model, self.pk


@dataclass(frozen=True)
class Snapshot:
    """An entry with all that hangs on it: its own row, and the rows of its PARTS, whole ones before their parts."""

    entry: Row
    parts: tuple[Row, ...] = ()

    def parts_and_own(self):
        return (self.entry, *self.parts)

    def content(self):
        """What editors wrote, for the question whether two are the same: the keys of parts play no role."""
        return self._content(self.parts)

    def published(self):
        """The content without the parts that are published with another entry, as memberships are of a network."""
        published = published_models(self.entry.model)
        return self._content(row for row in self.parts if row.model in published)

    def _content(self, parts):
        own = {name: value for name, value in self.entry.fields.items() if name not in BOOKKEEPING}
        return own, sorted((row.model.__name__, json.dumps(row.fields, sort_keys=True)) for row in parts)


def published_models(model):
    """The models of the parts that are published with entries of `model`, an Entry, and of their own parts: a set."""
    return set(_models(model, model.published_parts()))


def _models(model, names):
    for name in names:
        part = model._meta.get_field(name).related_model
        yield part
        yield from _models(part, getattr(part, "PARTS", ()))


def register(model):
    """Keep a history of `model`, an Entry, with its PARTS and theirs."""
    fields = [field.name for field in _own_fields(model)]
    reversion.register(model, fields=fields, follow=getattr(model, "PARTS", ()))
    for name in getattr(model, "PARTS", ()):
        part = model._meta.get_field(name).related_model
        if not reversion.is_registered(part):
            register(part)


def _own_fields(model):
    """What the row itself holds, with its sets; sets that have rows of their own between them are parts."""
    sets = [field for field in model._meta.local_many_to_many if field.remote_field.through._meta.auto_created]
    return [*model._meta.concrete_fields, *sets]


# --- keeping


@transaction.atomic
def keep(entry, *, by=None, comment="", always=False):
    """Write a version of `entry` as it is saved now, unless the last one says the same.

    `by` is the user who made it so, `comment` why in words; `always` writes it even if nothing is new.
    """
    saved = _read(entry)
    last = None if always else newest(saved)
    if last and last.snapshot.content() == snapshot(saved).content():
        return
    with reversion.create_revision(manage_manually=True):
        reversion.set_user(by)
        reversion.set_comment(comment)
        reversion.add_to_revision(saved)


def keep_before(entry):
    """Make sure that `entry` as it is saved now has a version, before somebody changes it.

    There is none of what was loaded from a file or changed by a program; its version bears the date of the change.
    """
    saved = _read(entry)
    last = newest(saved)
    if last is None:
        with reversion.create_revision(manage_manually=True):
            reversion.set_date_created(saved.updated_at)
            reversion.set_comment(_("As it was before its history began"))
            reversion.add_to_revision(saved)
    elif last.snapshot.content() != snapshot(saved).content():
        keep(saved, comment=_("Changed elsewhere, found before the next change"))


@contextmanager
def kept_around(*entries, by=None, comment=""):
    """Versions of `entries` before and after what is done inside: for whatever changes them in bulk."""
    with transaction.atomic():
        for entry in entries:
            keep_before(entry)
        yield
        for entry in entries:
            keep(entry, by=by, comment=comment)


def _read(entry):
    """`entry` anew from the database, with all that its version is made of in a fixed number of queries."""
    return type(entry).objects.editable().prefetch_related(*_paths(type(entry))).get(pk=entry.pk)


def _paths(model):
    for name in getattr(model, "PARTS", ()):
        yield name
        yield from (f"{name}__{path}" for path in _paths(model._meta.get_field(name).related_model))


def snapshot(entry):
    """The Snapshot of `entry` as it is in memory."""
    own, *parts = _rows(entry)
    return Snapshot(own, tuple(parts))


def saved_snapshot(entry):
    """The Snapshot of `entry` as it is saved now."""
    return snapshot(_read(entry))


def _rows(instance):
    names = [field.name for field in _own_fields(type(instance))]
    [data] = json.loads(serializers.serialize("json", [instance], fields=names))
    yield Row(type(instance), instance.pk, data["fields"], str(instance))
    for name in getattr(instance, "PARTS", ()):
        for part in getattr(instance, name).all():
            yield from _rows(part)


# --- reading


@dataclass(frozen=True)
class Kept:
    """A version: its revision (with who, when and why) and what was kept."""

    revision: Revision
    snapshot: Snapshot


def revisions_of(entry):
    """The Revisions of `entry`, the newest first."""
    versions = Version.objects.get_for_object(entry).order_by()
    return Revision.objects.filter(pk__in=versions.values("revision")).select_related("user").order_by("-pk")


def newest(entry):
    """The last Kept of `entry`; None without a history."""
    return next(iter(read(type(entry), revisions_of(entry)[:1])), None)


def since(entry, moment):
    """The Kept of `entry` after `moment`, the newest first, then the one that stood at it: a list. All, for None."""
    revisions = revisions_of(entry)
    if moment is None:
        return read(type(entry), revisions)
    stood = revisions.filter(date_created__lte=moment)[:1]
    return read(type(entry), [*revisions.filter(date_created__gt=moment), *stood])


def as_seen(entry, number):
    """The Kept of `entry` that an editor saw who opened its form at version `number`; None when it was not kept."""
    for revision in revisions_of(entry)[:100]:
        [kept] = read(type(entry), [revision])
        if kept.snapshot.entry.fields.get("version", 0) <= number:
            return kept
    return None


def read(model, revisions):
    """A Kept of an entry of `model` for each of `revisions`, in their order, in one query more."""
    revisions = {revision.pk: revision for revision in revisions}
    versions = Version.objects.filter(revision__in=revisions).order_by("revision", "pk")
    found = {
        pk: _snapshot_of(model, [row for version in group if (row := _row(version))])
        for pk, group in groupby(versions, key=lambda version: version.revision_id)
    }
    return [Kept(revision, found[pk]) for pk, revision in revisions.items() if pk in found]


def _row(version):
    model = version._model
    if model is None:  # a table that is no more
        return None
    [data] = json.loads(version.serialized_data)
    known = {field.name for field in _own_fields(model)}
    fields = {name: value for name, value in data["fields"].items() if name in known}
    return Row(model, data["pk"], fields, version.object_repr)


def _snapshot_of(model, rows):
    [own] = [row for row in rows if row.model is model]
    return Snapshot(own, tuple(row for row in rows if row is not own))
