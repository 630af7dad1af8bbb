"""Bring the tables of places in step with a file."""

from collections import Counter
from typing import Annotated, Literal

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from places import tree
from places.models import Country, Grouping, Region
from places.names import LANGUAGES, OTHER_LANGUAGES

M49 = Annotated[str, Field(pattern=r"^[0-9]{3}$")]


Words = Annotated[list[Annotated[str, Field(pattern=r"^[^\x00]+$", max_length=200)]], Field(max_length=100)]


class OtherNames(BaseModel):
    """What a place is called in one language beside its usual name; `everyday` are those that are common words too."""

    names: Words = []
    adjectives: Words = []
    search_only: Words = []
    everyday: dict[str, Literal["capitals", "alone", "never"]] = {}


class Named(BaseModel):
    """A row whose place has other names, by language."""

    other_names: dict[Literal[LANGUAGES], OtherNames] = {}

    def kept(self):
        return {
            "other_names": {
                language: one.model_dump(exclude_defaults=True) for language, one in self.other_names.items()
            }
        }


class RegionRow(Named):
    code: M49
    parent: Annotated[str, Field(pattern=r"^([0-9]{3})?$")]


class CountryRow(Named):
    code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    m49: Annotated[str, Field(pattern=r"^([0-9]{3})?$")]
    region: M49


class GroupingText(BaseModel):
    """What a grouping is in another language."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[^\x00]+$", max_length=80)]
    note: Annotated[str, Field(pattern=r"^[^\x00]*$")] = ""


class GroupingRow(Named):
    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]
    name: Annotated[str, Field(pattern=r"^[^\x00]+$", max_length=80)]
    note: Annotated[str, Field(pattern=r"^[^\x00]*$")]
    countries: list[str]
    texts: dict[Literal[OTHER_LANGUAGES], GroupingText] = {}

    def kept(self):
        texts = {language: one.model_dump() for language, one in self.texts.items()}
        return {"name": self.name, "note": self.note, "texts": texts, **super().kept()}


class PlacesFile(BaseModel):
    """What fixtures/places.json holds. The `name` beside a code is for its readers and is not used."""

    regions: list[RegionRow]
    countries: list[CountryRow]
    groupings: list[GroupingRow]


class BadPlaces(ValueError):
    """The places can't be loaded; `faults` are sentences, each with the place in the file."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n".join(faults))


@transaction.atomic
def load_places(data):
    """Write the `regions`, `countries` and `groupings` of `data` (lists of dicts, as in fixtures/places.json).

    Places that the file does not name stay, because entries may refer to them, and so does a country's least level,
    which is an editor's decision. All or nothing: raises BadPlaces with every fault of the file. Returns, in words, how
    many rows were created, changed and left alone.
    """
    file = _checked(data)
    tables = {
        Region: {row.code: {"parent_id": row.parent or None, **row.kept()} for row in _parents_first(file.regions)},
        Country: {
            row.code: {"iso3": row.iso3, "m49": row.m49, "region_id": row.region, **row.kept()}
            for row in file.countries
        },
        Grouping: {row.slug: row.kept() for row in file.groupings},
    }
    new, changed = set(), set()
    for model, rows in tables.items():
        _put(model, rows, new, changed)
    changed |= {(Grouping, row.slug) for row in file.groupings if _group(row)} - new
    tree.forget()
    left = sum(map(len, tables.values())) - len(new) - len(changed)
    return f"{len(new)} created, {len(changed)} changed, {left} left alone"


def _checked(data):
    try:
        file = PlacesFile.model_validate(data)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']}" for one in error.errors()]
        raise BadPlaces(faults) from None
    if faults := [*_doubles(file), *_loose_ends(file)]:
        raise BadPlaces(faults)
    return file


def _doubles(file):
    codes = {
        "regions": [row.code for row in file.regions],
        "countries": [row.code for row in file.countries],
        "three-letter codes": [row.iso3 for row in file.countries],
        "groupings": [row.slug for row in file.groupings],
    }
    for part, found in codes.items():
        yield from (f"{part}: {code} stands in the file twice" for code, times in Counter(found).items() if times > 1)


def _loose_ends(file):
    """References to regions and countries that are not in the file, and regions that lie in themselves."""
    regions = {row.code for row in file.regions}
    countries = {row.code for row in file.countries}
    rooted = {row.code for row in _parents_first(file.regions)}
    for row in file.regions:
        if row.parent and row.parent not in regions:
            yield f"region {row.code}: its parent {row.parent} is not in the file"
        elif row.code not in rooted:
            yield f"region {row.code}: it can't be reached from the top of the tree"
    for row in file.countries:
        if row.region not in regions:
            yield f"country {row.code}: its region {row.region} is not in the file"
    for row in file.groupings:
        yield from (
            f"grouping {row.slug}: there is no country {code}" for code in row.countries if code not in countries
        )


def _parents_first(regions):
    """`regions`, each after its parent; those that hang on no root are left out."""
    known = {""}
    waiting = list(regions)
    while ready := [row for row in waiting if row.parent in known]:
        yield from ready
        known.update(row.code for row in ready)
        waiting = [row for row in waiting if row.parent not in known or row.code not in known]


def _put(model, rows, new, changed):
    """Write `rows` ({primary key: facts}) to the table of `model`, and note in `new` and `changed` which ones."""
    held = model.objects.in_bulk()
    added = [model(pk=key, **facts) for key, facts in rows.items() if key not in held]
    model.objects.bulk_create(added)
    new.update((model, row.pk) for row in added)
    for key, facts in rows.items():
        if key in held and any(getattr(held[key], name) != value for name, value in facts.items()):
            model.objects.filter(pk=key).update(**facts)
            changed.add((model, key))


def _group(row):
    """Make the countries of a grouping those of `row`; the answer says whether they were others."""
    countries = Grouping(pk=row.slug).countries
    different = set(row.countries) != set(countries.values_list("pk", flat=True))
    if different:
        countries.set(row.countries)
    return different
