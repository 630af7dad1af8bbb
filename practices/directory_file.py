"""Reading a directory file (fixtures/directory.json): its rows, their form, and what they refer to."""

import json
import reprlib
from collections import Counter
from dataclasses import dataclass, field

from pydantic import ValidationError

from places.models import Country
from practices.directory_rows import (
    ROWS,
    KeyThemeRow,
    MembershipRow,
    NetworkRow,
    OrganisationRow,
    PracticeRow,
    RecommendationRow,
    Row,
    SourceRow,
)
from practices.models import Recommendation, Theme
from publishing.models import Term


@dataclass
class DirectoryFile:
    """The rows of a file that are in order, and `faults`: a sentence, with its place, for each that is not."""

    sources: list[SourceRow] = field(default_factory=list)
    organisations: list[OrganisationRow] = field(default_factory=list)
    networks: list[NetworkRow] = field(default_factory=list)
    memberships: list[MembershipRow] = field(default_factory=list)
    recommendations: list[RecommendationRow] = field(default_factory=list)
    key_themes: list[KeyThemeRow] = field(default_factory=list)
    practices: list[PracticeRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


NOUNS = ("source", "organisation", "network", "recommendation", "country", "theme")


class BadFile(Exception):
    """The file can't be loaded; `faults` are sentences, each with the place in the file."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n".join(faults))


def read_directory(text):
    """The DirectoryFile in the JSON `text`: its rows in order, and faults of form and references to nothing.

    The faults do not stop it, so that a load can look for others in the same run; `load_directory` refuses the file.
    Raises BadFile when there are no rows to look at.
    """
    data = _parts(text)
    directory = DirectoryFile()
    directory.faults += [f"{part:.60}: there is no part of this name" for part in data if part not in ROWS]
    well_formed = {part: list(_well_formed(part, data.get(part, []), directory.faults)) for part in ROWS}
    known = _known(data)
    for part, rows in well_formed.items():
        rounds = _rounds(rows)
        seen = set()
        for row in rows:
            faults = [*_doubles(row, seen), *_loose_ends(part, row, known), *rounds.get(row.key(), ())]
            directory.faults += [f"{row.where}: {fault}" for fault in faults]
            if not faults:
                getattr(directory, part).append(row)
    return directory


def _parts(text):
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadFile([f"This is not JSON: {error}"]) from None
    except RecursionError:
        raise BadFile(["This is not a directory: lists in lists in lists, too deep to be read"]) from None
    if not isinstance(data, dict):
        raise BadFile([f"This is not a directory: an object with the parts {', '.join(ROWS)}"])
    return data


def _well_formed(part, rows, faults):
    """Yield those of `rows` that have the form of the `part`; what is wrong with others goes to `faults`."""
    if not isinstance(rows, list):
        faults.append(f"{part}: this is not a list")
        return
    for number, given in enumerate(rows):
        where = _place(part, number, given)
        try:
            row = ROWS[part].model_validate(given)
        except ValidationError as error:
            faults += [_fault(where, one) for one in error.errors()]
        else:
            row._where = where
            yield row


def _place(part, number, given):
    names = [given.get(key) for key in ("slug", "number", "organisation")] if isinstance(given, dict) else []
    name = next((f" “{name:.80}”" for name in names if name and isinstance(name, str)), "")
    return f"{part}[{number}]{name}"


def _fault(where, error):
    inside = ".".join(f"{step!s:.60}" for step in error["loc"])
    return f"{where}: {inside}{': ' if inside else ''}{error['msg']} (found {reprlib.repr(error['input'])})"


def _doubles(row, seen):
    """What stands twice: the row itself, when its key is in `seen` (where it is noted), or something in its lists."""
    if row.key() in seen:
        yield "stands in the file twice"
    seen.add(row.key())
    for name in type(row).model_fields:
        values = getattr(row, name)
        if isinstance(values, list):
            keys = Counter(value.key() if isinstance(value, Row) else (value,) for value in values)
            yield from (f"{name}: {' '.join(key)} stands there twice" for key, times in keys.items() if times > 1)


def _rounds(rows):
    """{key: faults} for the rows that would be part of themselves by their `parent`."""
    parents = {row.key(): (row.parent,) for row in rows if getattr(row, "parent", "")}
    found = {}
    for key in parents:
        above, steps = parents[key], 1
        while above != key and above in parents and steps <= len(parents):
            above, steps = parents[above], steps + 1
        if above == key:
            found[key] = ["parent: it would be part of itself"]
    return found


def _known(data):
    """{what: names} of all that a row may refer to: in the file, right or wrong there, and in the database."""

    def names(part, key):
        rows = data.get(part)
        rows = rows if isinstance(rows, list) else []
        return {row[key] for row in rows if isinstance(row, dict) and isinstance(row.get(key), str)}

    known = {
        "source": names("sources", "slug"),
        "organisation": names("organisations", "slug"),
        "network": names("networks", "slug"),
        "recommendation": names("recommendations", "number")
        | set(Recommendation.objects.values_list("number", flat=True)),
        "country": set(Country.objects.values_list("code", flat=True)),
        "theme": set(Theme.objects.by_address()),
    }
    for vocabulary, slug in Term.objects.values_list("vocabulary", "slug"):
        known.setdefault(vocabulary, set()).add(slug)
    return known


def _loose_ends(part, row, known):
    """Everything `row` refers to that is neither in the file nor in the vocabulary and the places of the database."""
    for name, what, value in _references(part, row):
        if value and value not in known.get(what, ()):
            noun = what if what in NOUNS else "term"  # else it is the name of a vocabulary
            yield f"{name}: there is no {noun} “{value:.80}”"


def _references(part, row):
    """What `row` refers to: (field, what, value), the value empty where it refers to nothing."""
    one = {
        "organisations": {"kind": "organisation_kinds", "country": "country"},
        "networks": {
            "kind": "network_kinds",
            "scale": "scale",
            "parent": "network",
            "secretariat": "organisation",
        },
        "memberships": {"organisation": "organisation", "network": "network"},
        "recommendations": {"parent": "recommendation"},
        "practices": {"scale": "scale", "evidence": "evidence"},
    }.get(part, {})
    many = {
        "networks": {"countries": "country", "audiences": "audiences", "supporters": "organisation"},
        "practices": {
            "countries": "country",
            "networks": "network",
            "themes": "theme",
            "gender": "gender",
            "youth": "youth",
            "groups": "groups",
        },
    }.get(part, {})
    for name, what in one.items():
        yield name, what, getattr(row, name)
    for name, what in many.items():
        for value in getattr(row, name):
            yield name, what, value
    for citation in getattr(row, "sources", ()):
        yield "sources", "source", citation.source
    if part == "practices":
        for participation in row.organisations:
            yield "organisations", "organisation", participation.organisation
        for illustration in row.recommendations:
            yield "recommendations", "recommendation", illustration.number
