"""What is looked at in each of many stories: some of each surface, and a sample of all the rest."""

import json
from functools import cache

from catalogue.languages import codes
from tests.addresses import in_turn
from tests.worlds import cast
from tests.worlds.asked import ERA, Asked, everything, query

# Of the core and of everything: where all is hidden for the first time, and after each step from there.
AT_FIRST, LATER = (20, 8), (6, 3)
NOTEWORTHY = range(14, 32)  # generations at which stories happen: those before belong to the directory they begin in


def chosen(chance, *, at_first):
    """[Asked, …] by `chance` (a Random)."""
    of_core, of_everything = AT_FIRST if at_first else LATER
    return list(dict.fromkeys([*chance.sample(core(), of_core), *chance.sample(everything(), of_everything)]))


@cache
def core():
    """[Asked, …]: those replies that tell most, each in all languages, one after the other."""
    found = [
        *_pages(),
        *_histories(),
        *_of_the_hidden(),
        *_lists_and_files(),
        *_earlier_times(),
        *_searches(),
        *_programs(),
    ]
    return [Asked("core", in_turn(address, turn)) for address in dict.fromkeys(found) for turn in range(len(codes()))]


def _pages():
    yield from ("/", "/places/KE/", "/places/UG/", "/places/014/", "/recommendations/4b-i/", "/sitemap-1.xml")
    yield from (f"/themes/{slug}/" for slug in cast.THEME_SLUGS)
    for one in _known():
        yield from (f"{room(one)}{one.slug}{rest}" for rest in ("/", ".json", ".bib"))


def _histories():
    for one in _known():
        yield f"{room(one)}{one.slug}/editions/"
        yield f"/api/v1{room(one)}{one.slug}/editions"
        yield from (f"{room(one)}{one.slug}/editions/{number}/" for number in (1, 2, 3))
        yield from (f"/api/v1{room(one)}{one.slug}/editions/{number}" for number in (1, 2))


def _of_the_hidden():
    planted = [one for some in cast.PLANTED.values() for one in some[:1]]
    for one in (*cast.PAIR, *cast.NEVER, cast.DRAFT, *planted, *cast.DESTROYED[:1], *cast.CAREFUL[:1]):
        for name in (one.uid, *one.slugs):
            yield f"{room(one)}{name}/"
        yield f"{room(one)}{one.uid}/editions/"
        yield f"{room(one)}{one.uid}.json"
        yield f"/api/v1{room(one)}{one.uid}"
    yield from (f"/practices/{slug}/" for one in (cast.LED, cast.WORKED_ON) for slug in one.slugs)


def _lists_and_files():
    for base in ("/practices", "/organisations", "/networks", "/search"):
        yield from (f"{base}{rest}" for rest in ("/", ".json", ".csv", ".atom", ".html", ".xlsx", "/?embed=1"))
    for one in cast.PAIR:
        yield f"/practices/?organisation={one.slug}"
        yield f"/api/v1/practices?organisation={one.uid}"


def _earlier_times():
    for number in NOTEWORTHY:
        yield f"/search/?as_of={number}"
        yield f"/practices.json?as_of={number}"
        yield f"/api/v1/organisations?as_of={number}"


def _searches():
    for words in (
        *cast.secret_words(),
        *(word[:2] + word[3:] for word in cast.WORDS),
        "Zornhtu",
        "Quellhfo",
        cast.MISSPELT,
    ):
        yield f"/search/?{query({'q': words})}"
        yield f"/search/suggest/?{query({'q': words[:5]})}"


def _programs():
    yield from ("/api/v1/practices", "/api/v1/organisations", "/api/v1/networks", "/api/v1/facets", "/api/v1/changes")
    yield from (f"/api/v1/changes?limit=1&since={ERA}.{number}" for number in NOTEWORTHY)
    yield from (f"/api/v1/changes?since={number}" for number in NOTEWORTHY)
    names = {str(at): {"query": words} for at, words in enumerate(cast.secret_words()[:20])}
    yield f"/api/v1/reconcile?{query({'queries': json.dumps(names)})}"


def _known():
    return (cast.LED, cast.WORKED_ON, cast.CHANGING, cast.NEIGHBOUR, cast.BRIDGES)


def room(one):
    return f"/{one.kind}s/"
