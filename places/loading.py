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
    """Write the `regions`, `countries` and `groupings` of `data` (a dict of lists of dicts, as in fixtures/places.json).

    Places that the file does not name stay, because entries may refer to them. A country's least level is an
    editor's decision and is set from the file only when the country is new. Raises KeyError for a missing key
    and IntegrityError for a parent that does not exist.
    """
    loaded = Loaded()
    for row in _parents_first(data["regions"]):
        _put(Region, {"code": row["code"]}, {"parent_id": row["parent"] or None}, loaded)
    for row in data["countries"]:
        facts = {"iso3": row["iso3"], "m49": row["m49"], "region_id": row["region"]}
        _put(Country, {"code": row["code"]}, facts, loaded)
    for row in data["groupings"]:
        grouping = _put(Grouping, {"slug": row["slug"]}, {"name": row["name"], "note": row["note"]}, loaded)
        grouping.countries.set(row["countries"])
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


def _put(model, key, facts, loaded):
    row = model.objects.filter(**key).first()
    if row is None:
        loaded.created += 1
        return model.objects.create(**key, **facts)
    if any(getattr(row, name) != value for name, value in facts.items()):
        loaded.changed += 1
        model.objects.filter(pk=row.pk).update(**facts)
    else:
        loaded.unchanged += 1
    return row
