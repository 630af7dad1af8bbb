"""The mix of searches: rare and common words, two words, a prefix, a phrase, a misspelt word, Arabic.

The kinds are measured one by one and all together. Each search weighs the same, however often it was repeated.
"""

from functools import partial
from random import Random

from benchmarks import program
from benchmarks.measure import Times, one_core, timed
from benchmarks.report import PROGRAM, Figure
from benchmarks.synthetic.words import INVENTED, invented

KIND = "practice"
FACETS = (
    "place",
    "theme",
    "gender",
    "youth",
    "group",
    "network",
    "organisation",
    "recommendation",
    "evidence",
    "scale",
    "language",
)
THREE = {"place": ["202"], "theme": ["youth-leadership"], "youth": ["young-people"]}
"""Three facets, each with one choice that many practices have."""

SELECTIONS = {"three facets": THREE, "no selection": {}}

QUERY = "?" + "&".join(f"{name}={value}" for name, values in THREE.items() for value in values)
PAGES = {
    "page 1": "",
    "page 1, three facets": QUERY,
    "page 2": "?page=2",
    "page 1000": "?page=1000",
    "by title": "?sort=title",
}
# Pages of searches that nobody made lately, at their addresses.
SEARCHES = {
    "a common word": "/practices/?q=youth",
    "two words": "/practices/?q=youth+dialogue",
    "a sentence": "/practices/?q=how+do+schools+talk+with+young+women+about+football",
    "a place": "/practices/?q=Kenya",
    "a slip": "/practices/?q=reconcilliation",
    "two words, three facets": f"/practices/{QUERY.replace('&theme', '&q=youth+dialogue&theme')}",
    "two words, all kinds": "/search/?q=youth+dialogue",
    "two words, in French": "/fr/search/?q=dialogue+jeunes",
}


ROW = "search"
WHOLE = "the whole mix"
FIRST = 20
SEED = 7
EACH = 4
SAMPLES = 20
COMMON = ("youth", "peace", "women", "community")
TWO = ("youth dialogue", "police trust", "women mediation", "school football")
BEGINNINGS = ("reconc", "radio", "mediat", "young")
PHRASES = ('"local youth"', '"young women"', '"peace community"', '"the police"')
MISSPELT = ("comunity", "dialoge", "prevnetion", "reconcilliation")
ARABIC = ("السلام", "الشباب", "المصالحة", "الحوار المدني")


def rare(seed):
    """Invented words from the lower half of the frequencies: in some texts of a hundred thousand."""
    words = invented(seed)
    return tuple(words[Random(SEED + at).randrange(INVENTED // 2, INVENTED)] for at in range(EACH))


def mix(seed, each=EACH):
    """{what kind of search: `each` searches}, as a reader types them; a prefix ends in *."""
    searches = {
        "rare": rare(seed),
        "common": COMMON,
        "two words": TWO,
        "prefix": tuple(f"{beginning}*" for beginning in BEGINNINGS),
        "phrase": PHRASES,
        "misspelt": MISSPELT,
        "Arabic": ARABIC,
    }
    return {kind: some[:each] for kind, some in searches.items()}


def over_the_mix(
    run, search, who=PROGRAM, note="", translate=lambda kind, query: query, each=EACH, before=lambda: None
):
    """Figures of `search(query)`, which gives the number found, for each kind of search and for all.

    `translate` writes a query as the peer wants it, or gives None where it has nothing of the kind. A slow peer is
    asked `each` searches of a kind; `before` is called before each, outside the clock.
    """
    every, left_out = [], []
    for kind, queries in mix(run.database.seed, 1 if run.quick else each).items():
        asked = [query for one in queries if (query := translate(kind, one)) is not None]
        if not asked:
            left_out.append(kind)
            continue
        found = [search(query) for query in asked]
        times = [
            timed(partial(search, query), repeats=run.repeats, seconds=run.seconds / 4, before=before)
            for query in asked
        ]
        of_kind = together(times)
        every += times
        yield Figure(ROW, kind, of_kind.at(0.95), who=who, note=f"median {of_kind.median:.2f} ms; found {found}")
    whole = together(every)
    words = [f"median {whole.median:.2f} ms", note, f"without: {', '.join(left_out)}" if left_out else ""]
    yield Figure(ROW, WHOLE, whole.at(0.95), who=who, note="; ".join(filter(None, words)))


def together(times):
    """The Times of several searches as if each had been made equally often."""
    return Times(tuple(sorted(one for some in times for one in some.evenly(SAMPLES))))


def measure(run):
    one_core()
    catalogue = program.current()
    yield from over_the_mix(run, partial(_number_found, catalogue), before=lambda: program.forget_searches(catalogue))


def _number_found(catalogue, query):
    return program.search(catalogue, query, FIRST)
