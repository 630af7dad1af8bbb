"""What a program asks in the words of the protocol: read, bounded, or refused in a sentence that says what is wrong."""

import json
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.api.answers import Refused, refuse
from catalogue.filters import Fault, named
from catalogue.public_page import problem

QUERIES, EXTEND = "queries", "extend"
# At most so many names at once, so many candidates for each; so many things and properties asked for together.
MOST_QUERIES, MOST_CANDIDATES, USUAL_CANDIDATES = 25, 25, 5
MOST_IDS, MOST_PROPERTIES = 100, 20
LONGEST = 64 * 1024  # bytes of all that is asked at once
LONGEST_NAME = 200  # letters of a name that are compared
MEMBERS = {"query", "type", "limit", "properties", "type_strict"}


class Question(NamedTuple):
    """A name to be matched with things of the `types` (ids, none for all), up to `limit` of them.

    `properties` are [(name of a Property, [what its values may be, …]), …]: what else is known of what is meant.
    """

    text: str
    types: tuple[str, ...] = ()
    limit: int = USUAL_CANDIDATES
    properties: tuple = ()


class Extension(NamedTuple):
    """The properties that are wanted of things, both by their ids."""

    ids: tuple[str, ...]
    properties: tuple[str, ...]


def questions(text, directory):
    """{name: Question} of a batch in JSON."""
    batch = _object(QUERIES, text)
    _few(QUERIES, batch, MOST_QUERIES)
    return {name: _question(name, one, directory) for name, one in batch.items()}


def extension(text, directory):
    """The Extension that is asked for in JSON."""
    asked = _object(EXTEND, text)
    ids, properties = asked.get("ids"), asked.get("properties")
    if not _are(str, ids) or not _are(dict, properties):
        _wrong(EXTEND, _("It has “ids”, a list of texts, and “properties”, a list of objects with an “id”."))
    _few(EXTEND, ids, MOST_IDS)
    _few(EXTEND, properties, MOST_PROPERTIES)
    names = [one.get("id") for one in properties]
    for name in names:
        _known(EXTEND, name, directory.properties())
    return Extension(tuple(ids), tuple(names))


def _question(name, asked, directory):
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        _wrong(QUERIES, _("%s has no “query”, the name to be matched, as a text.") % named([name]))
    if unknown := asked.keys() - MEMBERS:
        _wrong(QUERIES, _("Not known here: %s.") % named(sorted(unknown)))
    text = " ".join(asked["query"].split())[:LONGEST_NAME]
    types = _types(asked.get("type") or [], directory)
    return Question(text, types, _limit(asked.get("limit")), _properties(asked.get("properties") or [], directory))


def _types(asked, directory):
    asked = asked if isinstance(asked, list) else [asked]
    ids = [one.get("id") if isinstance(one, dict) else one for one in asked]
    for id in ids:
        _known(QUERIES, id, directory.types)
    return tuple(ids)


def _limit(asked):
    if asked is None:
        return USUAL_CANDIDATES
    if isinstance(asked, bool) or not isinstance(asked, int) or asked < 1:
        _wrong(QUERIES, _("“limit” is a whole number from 1."))
    return min(asked, MOST_CANDIDATES)


def _properties(asked, directory):
    if not _are(dict, asked) or any(one.keys() != {"pid", "v"} for one in asked):
        _wrong(QUERIES, _("“properties” is a list of objects with “pid” and “v”."))
    _few(QUERIES, asked, MOST_PROPERTIES)
    for one in asked:
        _known(QUERIES, one["pid"], directory.properties())
    return tuple((one["pid"], _given(one["v"])) for one in asked)


def _given(value):
    """What a value of a property may be, as texts: an id, a name, or the value itself."""
    values = value if isinstance(value, list) else [value]
    _few(QUERIES, values, MOST_IDS)
    parts = (part for one in values for part in (one.values() if isinstance(one, dict) else [one]))
    return [str(part) for part in parts if isinstance(part, str | int | float)]


def _object(parameter, text):
    """The JSON object that `text` is, of what can be said back in a reply."""
    try:
        found = json.loads(text, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        _wrong(parameter, _("It is not JSON that can be read."))
    if not isinstance(found, dict):
        _wrong(parameter, _("It is a JSON object."))
    return found


def _no_number(word):
    raise ValueError(word)


def _are(type, values):
    return isinstance(values, list) and all(isinstance(one, type) for one in values)


def _few(parameter, found, most):
    if len(found) > most:
        words = _("At most %(most)s at once, and not %(many)s.") % {"most": most, "many": len(found)}
        raise Refused(problem(413, words, parameter=parameter))


def _known(parameter, name, known):
    if not isinstance(name, str) or name not in known:
        words = _("There is no %(asked)s. There are: %(offered)s.")
        _wrong(parameter, words % {"asked": named([str(name)]), "offered": ", ".join(known)})


def _wrong(parameter, words):
    refuse(Fault(parameter, words))
