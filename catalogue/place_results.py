"""Places as results of a search: their own pages, and what to say where nothing is told of one."""

from dataclasses import dataclass, field

from django.urls import reverse

from catalogue.search.place_names import containing
from catalogue.shapes import Count, Reference
from places.tree import tree

MOST = 6  # places whose names only hold what was asked for, or that are rarely called so


@dataclass(frozen=True)
class Nothing:
    """A place that nothing is told of, and the nearest region around it that something is (Count, or None)."""

    place: Reference
    around: Count | None = None


@dataclass(frozen=True)
class PlaceResults:
    """The places `found`, those whose names were asked for first, and those of which there is `nothing`."""

    found: list[Count] = field(default_factory=list)
    nothing: list[Nothing] = field(default_factory=list)


def place_results(terms, index):
    """The PlaceResults for `terms` that name places; the entries counted are those in `index`."""
    first = list(dict.fromkeys(code for term in terms for code in term.places.first))
    others = [code for term in terms for code in (*term.places.others, *containing(term.words))]
    others = [code for code in dict.fromkeys(others) if code not in first and _many(code, index)]
    told = [code for code in first if _many(code, index)]
    return PlaceResults(
        [_count(code, index) for code in (*told, *others[:MOST])],
        [Nothing(_reference(code), _around(code, index)) for code in first if code not in told],
    )


def _many(code, index):
    return len(index.having("place", code))


def _count(code, index):
    place = _reference(code)
    return Count(place.label, _many(code, index), place.url)


def _reference(code):
    return Reference(tree().name(code), reverse("places:detail", args=[code]))


def _around(code, index):
    return next((_count(above, index) for above in tree().above(code) if _many(above, index)), None)
