"""The records as outsiders read about them: field by field, and as JSON Schema (2020-12)."""

from dataclasses import dataclass
from functools import cache
from typing import get_args

from django.utils.translation import gettext as _

from places.levels import Level
from publishing.records.record import RECORDS, Record, hide, keep, policy
from publishing.records.values import declared

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class FieldRow:
    """A field of a record: what it holds, and in words what becomes of it above level open; empty when nothing does."""

    name: str
    kind: str
    meaning: str
    hidden: str


def json_schema(kind):
    """The JSON Schema of the records of `kind` (a name). Raises KeyError for a kind that there is not."""
    return {"$schema": DIALECT, **RECORDS[kind].model_json_schema(mode="serialization")}


def record_classes(kind):
    """The class of the records of `kind` and, after it, those of the parts that stand in it, each once."""
    found, waiting = [], [RECORDS[kind]]
    while waiting:
        cls = waiting.pop(0)
        if cls not in found:
            found.append(cls)
            waiting += [part for field in cls.model_fields.values() for part in _parts(field.annotation)]
    return found


def field_rows(cls):
    """The FieldRow of every field of the record class `cls`."""
    properties = _properties(cls)
    return [
        FieldRow(name, _kind(properties[name]), value.description, _hidden(policy(cls.model_fields[name])))
        for name, value in declared(cls).items()
    ]


@cache  # a class never changes, and to describe all of them takes a tenth of a second
def _properties(cls):
    return cls.model_json_schema(mode="serialization")["properties"]


def _parts(annotation):
    """The record classes in `annotation`, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [part for argument in get_args(annotation) for part in _parts(argument)]


def _kind(schema):
    """What stands in a field, in the words of JSON Schema: string, array of string, integer or null."""
    if "allOf" in schema:  # a reference with words beside it
        return _kind(schema["allOf"][0])
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(schema["enum"])
    kind = schema.get("format") or schema.get("type", "")
    if schema.get("type") == "array":
        return _("list of %s") % _kind(schema["items"])
    return kind


def _hidden(shown):
    """From which level on a field is hidden, or told less exactly."""
    for level in (Level.GENERALISED, Level.ANONYMISED):
        change = shown.at(level)
        if change is not keep:
            words = _("Hidden from level %s on.") if change is hide else _("Less exact from level %s on.")
            return words % level.label.lower()
    return ""
