"""The page that says what can be taken away, column by column and field by field, and how; and its JSON Schema."""

from collections import namedtuple
from functools import cache
from typing import get_args
from urllib.parse import quote

from django.http import Http404, JsonResponse, QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.alternates import offered
from catalogue.alternates.views import ASKED_FOR, file_view
from catalogue.column import TOKENS
from catalogue.embedding import embed_code
from catalogue.exported import exported
from catalogue.kinds import KINDS, in_menu
from catalogue.page_head import render_page
from catalogue.public_page import public_page
from catalogue.reconciling.asking import MOST_IDS, MOST_QUERIES
from catalogue.taken import site_of
from gsx_site.dataset import schema_org
from places.levels import Level
from publishing.records.record import RECORDS, Record, hide, keep, policy
from publishing.records.values import declared

FieldRow = namedtuple("FieldRow", "name kind meaning hidden")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@require_safe
@public_page
def data(request):
    catalogue, site = exported(), site_of(request)
    context = {
        "page_title": _("Data"),
        "site_address": site,
        "generation": catalogue.number,
        "missing": mark_safe(", ".join(f'"{token}"' for token in TOKENS.values())),
        "embed_code": embed_code(KINDS["practice"].filters(QueryDict(), catalogue), site),
        "example_queries": quote('{"a":{"query":"Kenia","type":"places"}}'),
        "most": {"queries": MOST_QUERIES, "ids": MOST_IDS},
        "of_lists": offered.of_lists().values(),
        "of_entries": offered.of_entries().values(),
        "kinds": [
            {
                "kind": kind,
                "columns": kind.columns,
                "records": [{"name": cls.__name__, "fields": field_rows(cls)} for cls in record_classes(kind.name)],
            }
            for kind in in_menu()
        ],
    }
    return render_page(request, "data.html", context, linked={"mainEntity": schema_org(catalogue, site)})


@file_view
def schema_file(request, kind):
    """The JSON Schema of the records of `kind`."""
    if kind not in RECORDS:
        raise Http404
    options = {"content_type": "application/schema+json", "headers": {"Cache-Control": ASKED_FOR}}
    return JsonResponse(json_schema(kind), json_dumps_params={"indent": 1}, **options)


def json_schema(kind):
    """The JSON Schema (2020-12) of the records of `kind` (a name)."""
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
    """The FieldRow of every field of the record class `cls`: what it holds, and what becomes of it above level open."""
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
    if schema.get("type") == "array":
        return _("list of %s") % _kind(schema["items"])
    return schema.get("format") or schema.get("type", "")


def _hidden(shown):
    """From which level on a field is hidden, or told less exactly; empty when on none."""
    for level in (Level.GENERALISED, Level.ANONYMISED):
        change = shown.at(level)
        if change is not keep:
            words = _("Hidden from level %s on.") if change is hide else _("Less exact from level %s on.")
            return words % level.label.lower()
    return ""
