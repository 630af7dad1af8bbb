"""What the written protocol asks of each reply (Reconciliation Service API 0.2, W3C Community Group, 2023).

As JSON Schema in our own words, and stricter where its text is: names are never empty, and there are no members that
it does not know.
"""

from jsonschema import Draft202012Validator

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://"}
TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}


def closed(required, optional=None):
    """An object with these members and no others."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": [*required],
        "additionalProperties": False,
    }


def many(items):
    return {"type": "array", "items": items}


TYPE = closed({"id": TEXT, "name": TEXT})
SERVICE = closed({"service_url": ADDRESS, "service_path": {"type": "string", "pattern": "^/"}})
FEATURE = closed({"id": TEXT, "value": {"type": ["number", "boolean"]}})
CANDIDATE = closed(
    {"id": TEXT, "name": TEXT, "type": many(TYPE), "score": {"type": "number"}, "match": {"type": "boolean"}},
    {"description": {"type": "string"}, "features": many(FEATURE)},
)
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
VALUE = {
    "oneOf": [
        closed({"id": TEXT, "name": TEXT}, {"description": {"type": "string"}}),
        closed({"str": TEXT}),
        closed({"int": {"type": "integer"}}),
        closed({"date": MOMENT}),
    ]
}
SCHEMAS = {
    "manifest": closed(
        {
            "versions": {"type": "array", "contains": {"const": "0.2"}},
            "name": TEXT,
            "identifierSpace": ADDRESS,
            "schemaSpace": ADDRESS,
        },
        {
            "documentation": ADDRESS,
            "defaultTypes": many(TYPE) | {"uniqueItems": True},
            "view": closed({"url": TEMPLATE}),
            "preview": closed({"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}),
            "suggest": closed({}, {"entity": SERVICE, "property": SERVICE, "type": SERVICE}),
            "extend": closed({}, {"propose_properties": SERVICE, "property_settings": many({})}),
            "batchSize": {"type": "integer", "minimum": 1},
        },
    ),
    "results": {"type": "object", "additionalProperties": closed({"result": many(CANDIDATE)})},
    "extension": closed(
        {
            "meta": many(closed({"id": TEXT, "name": TEXT}, {"type": TYPE})),
            "rows": {
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": many(VALUE)},
            },
        }
    ),
    "entities": closed(
        {"result": many(closed({"id": TEXT, "name": TEXT}, {"description": {}, "notable": many(TYPE)}))}
    ),
    "suggestions": closed({"result": many(closed({"id": TEXT, "name": TEXT}, {"description": {"type": "string"}}))}),
    "properties": closed(
        {"properties": many(closed({"id": TEXT, "name": TEXT})), "type": {"type": "string"}},
        {"limit": {"type": "integer"}},
    ),
}


def check(what, reply):
    """The JSON of a `reply`, which is what the protocol calls `what`."""
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "application/json"), reply.content
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    found = reply.json()
    Draft202012Validator(SCHEMAS[what]).validate(found)
    return found
