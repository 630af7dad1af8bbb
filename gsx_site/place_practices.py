"""What a place page tells of practices: those there, how sure they are, on what they are and are not; or none."""

from urllib.parse import urlencode

from django.urls import reverse

from catalogue.kinds import KINDS
from catalogue.shapes import Count, Reference, largest_first
from places.tree import tree

PRACTICES_SHOWN = 20


def practices_there(catalogue, code, place_url):
    """What the page of the place `code` shows of practices; `place_url(code)` is the page of a place."""
    index, list_url = catalogue.kinds["practice"], f"{KINDS['practice'].list_url}?place={code}"
    there = index.having("place", code)
    counts = index.counts({"place": [code]})
    themes = _counted(catalogue, "themes", "theme", counts, code)
    return {
        "practices": catalogue.fullest_cards("practice", there, PRACTICES_SHOWN),
        "more_practices": list_url if len(there) > PRACTICES_SHOWN else "",
        "evidence": _counted(catalogue, "evidence", "evidence", counts, code)[::-1],
        "themes": largest_first(themes),
        "gaps": [
            Reference(term.label, reverse("themes:detail", args=[slug]))
            for slug, term in catalogue.terms.get("themes", {}).items()
            if not counts.get("theme", {}).get(slug)
        ],
        "around": None if there else _around(index, code, place_url),
    }


def _counted(catalogue, vocabulary, facet, counts, code):
    """A Count of the practices in `code` for each term that there are any of, in the order of the vocabulary."""
    found, list_url = counts.get(facet, {}), KINDS["practice"].list_url
    return [
        Count(term.label, found[slug], f"{list_url}?{urlencode(sorted({facet: slug, 'place': code}.items()))}")
        for slug, term in catalogue.terms.get(vocabulary, {}).items()
        if found.get(slug)
    ]


def _around(index, code, place_url):
    """The nearest region around a place that has practices, as Count; None where none has."""
    for region in tree().above(code):
        if found := len(index.having("place", region)):
            return Count(tree().name(region), found, place_url(region))
    return None
