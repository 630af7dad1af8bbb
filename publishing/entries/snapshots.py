"""An entry with all that hangs on it as plain values, as a version keeps it."""

import json
from dataclasses import dataclass

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

# What stands in an entry's row and is none of its content: it makes no new version, and no version brings it back.
# The answers of the checklist are among it: they speak of the words and the world of their day.
BOOKKEEPING = {
    "safety",
    "confirmed",
    "entry_kind",
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
        """What `from_json` reads again: a list of its rows."""
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
    """The Snapshot of `entry` as it is in memory."""
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
