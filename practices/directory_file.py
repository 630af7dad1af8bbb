"""Reading a directory file (fixtures/directory.json): its parts, and what is wrong with their form."""

import json
import re
import reprlib
from dataclasses import dataclass, field

from pydantic import ValidationError

from practices.directory_rows import ROWS
from practices.models import Recommendation

ENTRIES = ("organisations", "networks", "practices")
PARTS = ("sources", "organisations", "networks", "memberships", "recommendations", "key_themes", "practices")
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


class BadFile(Exception):
    """The file can't be loaded; `faults` are sentences, each with the place in the file."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass
class DirectoryFile:
    """What a file holds and has its form: `rows` are {part: Rows}, `objects` {part: {place: object}}.

    `names` are {part: the slugs and numbers in it, of what is wrong too}; `faults` a sentence, with its place, for each
    thing that is wrong.
    """

    rows: dict = field(default_factory=dict)
    objects: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_directory(text):
    """The DirectoryFile in the JSON `text`.

    Faults do not stop it, so that a load can look for others in the same run; `load_directory` refuses the file. Raises
    BadFile when there is nothing to look at.
    """
    data = _parts(text)
    directory = DirectoryFile()
    directory.faults += [f"{part:.60}: there is no part of this name" for part in data if part not in PARTS]
    for part in PARTS:
        given = data.get(part, [])
        if not isinstance(given, list):
            directory.faults.append(f"{part}: this is not a list")
            given = []
        directory.names[part] = {name for one in given if (name := _name(one))}
        read = _read_rows if part in ROWS else _read_objects
        read(directory, part, [(_place(part, number, one), one) for number, one in enumerate(given)])
    return directory


def _parts(text):
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadFile([f"This is not JSON: {error}"]) from None
    except RecursionError:
        raise BadFile(["This is not a directory: lists in lists in lists, too deep to be read"]) from None
    if not isinstance(data, dict):
        raise BadFile([f"This is not a directory: an object with the parts {', '.join(PARTS)}"])
    return data


def _name(given):
    """The slug or number of an object of the file; empty where it has none."""
    names = [given.get(key) for key in ("slug", "number")] if isinstance(given, dict) else []
    return next((name for name in names if name and isinstance(name, str)), "")


def _place(part, number, given):
    organisation = given.get("organisation") if isinstance(given, dict) else ""
    name = _name(given) or (organisation if isinstance(organisation, str) else "")
    return f"{part}[{number}]" + (f" “{name:.80}”" if name else "")


# --- entries and memberships


def _read_objects(directory, part, given):
    seen, found = set(), {}
    for where, one in given:
        fault = _fault_of_object(part, one, seen)
        if fault:
            directory.faults.append(f"{where}: {fault}")
        else:
            found[where] = one
    directory.objects[part] = found


def _fault_of_object(part, given, seen):
    """What is wrong with an object as a whole; empty for nothing. Its key is noted in `seen`."""
    if not isinstance(given, dict):
        return f"this is not an object (found {reprlib.repr(given)})"
    if part in ENTRIES:
        key = given.get("slug")
        if not (isinstance(key, str) and len(key) <= 80 and re.fullmatch(SLUG, key)):
            return f"slug: small letters, digits and hyphens (found {reprlib.repr(key)})"
    else:
        key = repr([given.get(name) for name in ("organisation", "network", "role")])
    if key in seen:
        return "stands in the file twice"
    seen.add(key)
    return ""


# --- sources, recommendations, key themes


def _read_rows(directory, part, given):
    rows = []
    for where, one in given:
        try:
            row = ROWS[part].model_validate(one)
        except ValidationError as error:
            directory.faults += [_fault_of_form(where, fault) for fault in error.errors()]
        else:
            row._where = where
            rows.append(row)
    rounds = _rounds(rows)
    known = directory.names[part] | set(Recommendation.objects.values_list("number", flat=True))
    seen, found = set(), []
    for row in rows:
        faults = []
        if row.key in seen:
            faults.append("stands in the file twice")
        if getattr(row, "parent", "") and row.parent not in known:
            faults.append(f"parent: there is no recommendation “{row.parent:.80}”")
        if row.key in rounds:
            faults.append("parent: it would be part of itself")
        seen.add(row.key)
        directory.faults += [f"{row.where}: {fault}" for fault in faults]
        found += [] if faults else [row]
    directory.rows[part] = found


def _fault_of_form(where, error):
    inside = ".".join(f"{step!s:.60}" for step in error["loc"])
    return f"{where}: {inside}{': ' if inside else ''}{error['msg']} (found {reprlib.repr(error['input'])})"


def _rounds(rows):
    """The keys of the rows that would be part of themselves by their `parent`."""
    parents = {row.key: row.parent for row in rows if getattr(row, "parent", "")}
    found = set()
    for key in parents:
        above, steps = parents[key], 1
        while above != key and above in parents and steps <= len(parents):
            above, steps = parents[above], steps + 1
        if above == key:
            found.add(key)
    return found
