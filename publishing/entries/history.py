"""The history of entries as editors work on them: whole versions with who, when and why. Never public.

They are written by name, whole and at the end of a change, and not by signals: a bulk write sends none.
"""

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from math import ceil

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.entries.fields import somebody

# What stands in an entry's row and is none of its content: it makes no new version, and no version brings it back.
# The answers of the checklist are among it: they speak of the words and the world of their day.
BOOKKEEPING = {
    *("safety", "confirmed", "entry_kind", "uid", "state", "version", "created_by", "created_at", "edited_by"),
    *("updated_at", "submitted_by", "submitted_at", "agreed_level", "agreed_at"),
}
# For so long a deleted entry lies in the bin.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Row:
    """One row of a table as it was: `fields` as JSON has them, with keys for relations; `title`, its words."""

    model: type[models.Model]
    pk: int
    fields: dict
    title: str = ""

    @property
    def key(self):
        return self.model, self.pk

    def keys(self):
        """Under which (model, key) others refer to it: an entry is a row of the table of all kinds too."""
        return {(model, self.pk) for model in (self.model, *self.model._meta.all_parents)}

    def instance(self):
        """The row as an instance of its model, as if it had been read, without its sets."""
        columns = [field for field in self.model._meta.concrete_fields if field.name in self.fields]
        values = {field.attname: field.to_python(self.fields[field.name]) for field in columns}
        keys = {field.attname: self.pk for field in self.model._meta.concrete_fields if field.primary_key}
        instance = self.model(**values, **keys)
        instance._state.adding = False
        return instance

    def to_json(self):
        return [self.model._meta.label_lower, self.pk, self.title, self.fields]


@dataclass(frozen=True)
class Snapshot:
    """An entry with all that hangs on it: its own row, and the rows of its PARTS, whole ones before their parts."""

    entry: Row
    parts: tuple[Row, ...] = ()

    def parts_and_own(self):
        return (self.entry, *self.parts)

    @cached_property
    def inside(self):
        """All that is in it, by the (model, key) under which others refer to it."""
        return set().union(*(row.keys() for row in self.parts_and_own()))

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

    def to_json(self):
        return [row.to_json() for row in self.parts_and_own()]

    @classmethod
    def from_json(cls, rows):
        own, *parts = filter(None, (_row(*row) for row in rows))
        return cls(own, tuple(parts))


def published_models(model):
    """The models of the parts that are published with entries of `model`, an Entry, and of their own parts: a set."""
    return set(_models(model, model.published_parts()))


def _models(model, names):
    for name in names:
        part = model._meta.get_field(name).related_model
        yield part
        yield from _models(part, getattr(part, "PARTS", ()))


def snapshot(entry):
    own, *parts = _rows(entry)
    return Snapshot(own, tuple(parts))


def _rows(instance):
    values = {field.name: _value(instance, field) for field in _own_fields(type(instance))}
    plain = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    yield Row(type(instance), instance.pk, plain, str(instance))
    for name in getattr(instance, "PARTS", ()):
        for part in getattr(instance, name).all():
            yield from _rows(part)


def _value(instance, field):
    if field.many_to_many:
        return [one.pk for one in getattr(instance, field.name).all()]
    return field.value_from_object(instance)


def _own_fields(model):
    """What the row itself holds, with its sets; sets that have rows of their own between them are parts."""
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [*columns, *(one for one in model._meta.many_to_many if one.remote_field.through._meta.auto_created)]


def _row(label, pk, title, fields):
    """The Row that was kept, with the fields that there are today; None for one of a table that is no more."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return None
    known = {field.name for field in _own_fields(model)}
    return Row(model, pk, {name: value for name, value in fields.items() if name in known}, title)


class VersionQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(entry=entry)


class Version(models.Model):
    """Memento: an entry whole, as saved at a moment, by whom and why. It outlives it: its key is no constraint."""

    entry = models.ForeignKey("publishing.Entry", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = somebody(_("by"))
    comment = models.TextField(_("comment"), blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = ()  # whoever sees the entry sees its history
        ordering = ["-pk"]

    def __str__(self):
        return self.title

    @property
    def days_left(self):
        """For how many whole days more, today among them, it lies in the bin; 0 once it may go."""
        return max(0, ceil((self.at + KEPT_FOR - timezone.now()) / timedelta(days=1)))

    @cached_property
    def snapshot(self):
        return Snapshot.from_json(self.content)

    def was(self):
        """The entry as it was, not saved: for questions whether somebody may see it."""
        return self.snapshot.entry.instance()


@transaction.atomic
def keep(entry, *, by=None, comment="", always=False):
    """Write a version of `entry` as saved now, by whom and why, unless the last one says the same and not `always`.

    The answer is the Version that says so.
    """
    saved, now = _saved(entry)
    last = None if always else newest(saved)
    if last is None or last.snapshot.content() != now.content():
        return _write(saved, now, by=by, comment=comment)
    return last


def keep_before(entry):
    """Make sure that `entry`, as saved before a change, has a version: what a file or a program made has none."""
    saved, now = _saved(entry)
    last = newest(saved)
    if last is None:
        _write(saved, now, at=saved.updated_at, comment=_("As it was before its history began"))
    elif last.snapshot.content() != now.content():
        _write(saved, now, comment=_("Changed elsewhere, found before the next change"))


def changed(entry, *, by, **facts):
    """Write `facts` of `entry` as its form would, with a version of what was there before."""
    keep_before(entry)
    entry.version += 1
    entry.edited_by = by
    for name, value in facts.items():
        setattr(entry, name, value)
    entry.save()


@contextmanager
def kept_around(*entries, by=None, comment=""):
    """Versions of `entries` before and after what is done inside: for whatever changes them in bulk."""
    with transaction.atomic():
        for entry in entries:
            keep_before(entry)
        yield
        for entry in entries:
            keep(entry, by=by, comment=comment)


def _write(entry, now, *, by=None, comment="", at=None):
    return Version.objects.create(
        entry=entry,
        kind=entry.KIND,
        title=now.entry.title,
        content=now.to_json(),
        at=at or timezone.now(),
        by=by,
        comment=comment,
    )


def _saved(entry):
    """`entry` and its Snapshot anew from the database, in a fixed number of queries."""
    saved = type(entry).objects.editable().prefetch_related(*_paths(type(entry))).get(pk=entry.pk)
    return saved, snapshot(saved)


def _paths(model):
    for name in getattr(model, "PARTS", ()):
        yield name
        yield from (f"{name}__{path}" for path in _paths(model._meta.get_field(name).related_model))


def saved_snapshot(entry):
    return _saved(entry)[1]


def versions_of(entry):
    return Version.objects.of(entry).select_related("by")


def newest(entry):
    return versions_of(entry).first()


def since(entry, moment):
    """The Versions of `entry` after `moment`, the newest first, then the one that stood at it. All, for None."""
    versions = versions_of(entry)
    if moment is None:
        return list(versions)
    return [*versions.filter(at__gt=moment), *versions.filter(at__lte=moment)[:1]]


def as_seen(entry, number):
    """The Version of `entry` that an editor saw who opened its form at version `number`; None when it was not kept."""
    seen = (one for one in versions_of(entry)[:100] if one.snapshot.entry.fields.get("version", 0) <= number)
    return next(seen, None)
