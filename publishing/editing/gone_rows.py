"""Rows of a form that somebody else removed while it was open: what was typed, and chosen, for them is saved anew."""

import re

from django.utils.datastructures import MultiValueDict


def new_for_gone(data, files, prefix, there):
    """The posted `data` and `files` of the formset `prefix`; rows that are not `there` (keys) any more are new ones."""
    row = re.compile(rf"{re.escape(prefix)}-(\d{{1,6}})-(.+)")
    fields = {}
    for name in data:
        if match := row.fullmatch(name):
            fields.setdefault(int(match[1]), {})[match[2]] = data.getlist(name)
    keys = {number: one.get("id", [""])[-1] for number, one in sorted(fields.items())}
    saved = [number for number, key in keys.items() if key in there]
    gone = [number for number, key in keys.items() if key not in {"", *there}]
    if not gone:
        return data, files
    back = [number for number in gone if "DELETE" not in fields[number]]
    order = [*saved, *back, *(number for number, key in keys.items() if key == "")]
    for number in back:
        fields[number]["id"] = [""]
    result, moved = _without_rows(data, row), _without_rows(files, row)
    for new, old in enumerate(order):
        for name, values in fields[old].items():
            result.setlist(f"{prefix}-{new}-{name}", values)
        for name in files or ():
            if (match := row.fullmatch(name)) and int(match[1]) == old:
                moved.setlist(f"{prefix}-{new}-{match[2]}", files.getlist(name))
    result[f"{prefix}-INITIAL_FORMS"] = str(len(saved))
    result[f"{prefix}-TOTAL_FORMS"] = str(len(order))
    return result, moved


def _without_rows(posted, row):
    """A copy of what was `posted`, fields or files, without those whose names are of the form of `row`."""
    kept = posted.copy() if posted else MultiValueDict()
    for name in [name for name in kept if row.fullmatch(name)]:
        del kept[name]
    return kept
