"""Bring the tables of places in step with a file."""

from dataclasses import dataclass

from django.db import transaction

from places import tree
from places.models import Country, Grouping, Region


@dataclass
class Loaded:
    """How many rows a load created, changed and left alone."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self):
        return f"{self.created} created, {self.changed} changed, {self.unchanged} left alone"


@transaction.atomic
def load_places(data):
    """Write the `regions`, `countries` and `groupings` of `data` (lists of dicts, as in fixtures/places.json).

    Places that the file does not name stay, because entries may refer to them. A country's least level is an
    editor's decision and is set from the file only when the country is new. Raises KeyError for a missing key
    and IntegrityError for a parent that does not exist.
    """
    loaded = Loaded()
    regions = {row["code"]: {"parent_id": row["parent"] or None} for row in _parents_first(data["regions"])}
    countries = {
        row["code"]: {"iso3": row["iso3"], "m49": row["m49"], "region_id": row["region"]} for row in data["countries"]
    }
    groupings = {row["slug"]: {"name": row["name"], "note": row["note"]} for row in data["groupings"]}
    _put(Region, regions, loaded)
    _put(Country, countries, loaded)
    _put(Grouping, groupings, loaded)
    for row in data["groupings"]:
        Grouping(pk=row["slug"]).countries.set(row["countries"])
    tree.forget()
    return loaded


def _parents_first(regions):
    known = {""}
    waiting = list(regions)
    while waiting:
        ready = [row for row in waiting if row["parent"] in known]
        if not ready:
            orphans = ", ".join(row["code"] for row in waiting)
            raise KeyError(f"regions whose parent is not in the file: {orphans}")
        yield from ready
        known.update(row["code"] for row in ready)
        waiting = [row for row in waiting if row not in ready]


def _put(model, rows, loaded):
    """Write `rows` ({primary key: facts}) to the table of `model`."""
    held = model.objects.in_bulk()
    new = [model(pk=key, **facts) for key, facts in rows.items() if key not in held]
    model.objects.bulk_create(new)
    different = [
        key
        for key, facts in rows.items()
        if key in held and any(getattr(held[key], name) != value for name, value in facts.items())
    ]
    for key in different:
        model.objects.filter(pk=key).update(**rows[key])
    loaded.created += len(new)
    loaded.changed += len(different)
    loaded.unchanged += len(rows) - len(new) - len(different)
