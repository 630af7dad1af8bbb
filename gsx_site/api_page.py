"""The documentation of the API for people: its OpenAPI document as a page, with replies that are real."""

import json
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIRequest
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.exported import exported
from catalogue.kinds import own_kinds
from catalogue.page_head import render_page
from catalogue.public_page import public_page

# Of a real reply so much is shown: of a list so many, of a text so many letters.
PARTS_SHOWN, LETTERS_SHOWN = 1, 90
# What the examples ask for, so that their replies are short.
SHORT = {"page_size": "1", "limit": "1"}
# What the argument in a path is called where it is no slug: {tag: name}.
ARGUMENT = {"recommendations": "number"}


@require_safe
@public_page
def documentation(request, openapi):
    """The page; `openapi()` gives the OpenAPI document."""
    document = openapi()
    catalogue = exported()
    operations = {path: methods["get"] for path, methods in document["paths"].items()}
    replies = next(iter(operations.values()))["responses"]
    context = {
        "page_title": _("The API"),
        "about": document["info"]["description"],
        "endpoints": [_endpoint(request, path, one, catalogue) for path, one in operations.items()],
        "schemas": [_schema(name, schema) for name, schema in sorted(document["components"]["schemas"].items())],
        "faults": [(status, reply["description"]) for status, reply in replies.items() if status != "200"],
        "generation": catalogue.number,
    }
    return render_page(request, "api.html", context)


def _endpoint(request, path, operation, catalogue):
    address = _example(path, operation, catalogue)
    return {
        "path": path,
        "anchor": operation["operationId"],
        "summary": operation["summary"],
        "description": _paragraphs(operation.get("description", "")),
        "parameters": [_field(one["name"], one["schema"], one) for one in operation.get("parameters", [])],
        "reply": _type(operation["responses"]["200"]["content"]["application/json"]["schema"]),
        "example": address and request.build_absolute_uri(address),
        "sample": address and _sample(request, address),
    }


def _field(name, schema, described):
    """A parameter, or a field of a schema."""
    return {"name": name, "type": _type(schema), "description": described.get("description", "")}


def _example(path, operation, catalogue):
    """An address of the operation that has a reply; empty when there is nothing to read yet."""
    examples = _existing(operation["tags"][0], catalogue)
    names = [one["name"] for one in operation.get("parameters", [])]
    for name in names:
        if f"{{{name}}}" in path:
            if name not in examples:
                return ""
            path = path.replace(f"{{{name}}}", str(examples[name]))
    query = urlencode({name: SHORT[name] for name in names if name in SHORT})
    return f"{path}?{query}" if query else path


def _existing(tag, catalogue):
    """What can be put into the paths of the operations under `tag`, as {name: value}."""
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        if kind.namespace == tag and len(index):
            return {"slug": index.documents[index.ordered(index.everything, "newest", 0, 1)[0]].slug, "number": 1}
    if first := next(iter(catalogue.terms.get(tag, {})), None):
        return {ARGUMENT.get(tag, "slug"): first}
    return {"slug": "KE"} if tag == "places" else {}


def _sample(request, address):
    """What the API answers at `address` now, shortened."""
    path, _mark, query = address.partition("?")
    asked = WSGIRequest({**request.environ, "REQUEST_METHOD": "GET", "QUERY_STRING": query})
    asked.path = asked.path_info = path
    asked.resolver_match = match = resolve(path)
    reply = match.func(asked, *match.args, **match.kwargs).content
    return json.dumps(_shortened(json.loads(reply)), indent=2, ensure_ascii=False) if reply else ""


def _shortened(value):
    if isinstance(value, dict):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [*map(_shortened, value[:PARTS_SHOWN]), *(["…"] if len(value) > PARTS_SHOWN else [])]
    if isinstance(value, str) and len(value) > LETTERS_SHOWN:
        return value[:LETTERS_SHOWN] + "…"
    return value


def _schema(name, schema):
    return {
        "name": name,
        "description": _paragraphs(schema.get("description", "")),
        "values": schema.get("enum", []),
        "fields": [_field(one, facts, facts) for one, facts in schema.get("properties", {}).items()],
    }


def _paragraphs(text):
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _type(schema):
    """The type that a JSON Schema describes, in words: [(words, name of the schema they stand for or empty), …]."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return [(name, name)]
    if choices := schema.get("anyOf"):
        return _joined([_type(one) for one in choices], _(" or "))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return [(_(" or ").join(f"“{value}”" for value in values), "")]
    if schema.get("type") == "array":
        return [(_("list of "), ""), *_type(schema.get("items", {}))]
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return [(_("object of "), ""), *_type(schema["additionalProperties"])]
    return [(schema.get("format") or schema.get("type") or _("anything"), "")]


def _joined(types, between):
    found = []
    for one in types:
        found += [(between, "")] * bool(found) + one
    return found
