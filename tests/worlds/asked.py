"""What is asked of a world: every address of the table with every value that can be, and the queries of lists.

The list is made once, of the directory in which stories begin and of all that may appear in them, so it is the same for
both worlds and at every moment. Each is asked in one language, and all languages take turns.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from itertools import batched, product
from urllib.parse import urlencode
from zlib import crc32

from django.http import QueryDict

from catalogue.alternates import offered
from catalogue.catalogue import current
from catalogue.kinds import KINDS, own_kinds
from catalogue.reconciling.asking import MOST_IDS, MOST_QUERIES
from publishing.entries.pixels import renditions
from tests import addresses, factories
from tests.worlds import cast
from tests.worlds.secret_work import COLOURS, SIZE

# More generations and editions than a story has, but for the longest.
GENERATIONS, EDITIONS = 40, 7
# What stands for the era in all worlds while they are asked.
ERA = "sameera"
LIMITS = (1, 2, 100)
NONSENSE = ("", "0", "-1", "1.5", "9" * 12, "none", "x.1", "none.none")
PUBLIC_WORDS = ("football", "Riverbank Circle", "neighbours", "Bridges", "again")
# Forms that are asked for with every query: the others are made of the same lists.
CLOSELY = ("json", "atom")
# Forms of earlier editions, each of which is a file.
OF_EDITIONS = {"json", "html", "nothing"}


@dataclass(frozen=True)
class Asked:
    """A request for `address` by `method`; `surface` is what of the site it looks at."""

    surface: str
    address: str
    method: str = "GET"

    def __str__(self):
        return self.address if self.method == "GET" else f"{self.method} {self.address}"


@cache
def everything():
    """[Asked, …], in a fixed order, nothing twice. Call it first where stories begin."""
    found = [*_table(), *_lists(), *_values(), *_files(), *_api(), *_words(), *_programs(), *_others(), *_faults()]
    return list(dict.fromkeys(map(_in_a_language, found)))


def _in_a_language(one):
    """The same request in a language that goes with nothing else of it: by a checksum, so that no list keeps step."""
    return replace(one, address=addresses.in_turn(one.address, crc32(one.address.encode())))


# --- the address table


def _table():
    for pattern in addresses.public_patterns():
        for address in _filled(pattern):
            yield Asked(pattern.name or pattern.route, address)


def _filled(pattern):
    found = [{}]
    for argument in pattern.arguments:
        known = {str(value) for value in addresses.values_of(pattern, argument)}
        values = known | _further(pattern.name.partition(":")[0], argument)
        if argument == "form" and pattern.name.endswith("edition-file"):
            values &= OF_EDITIONS
        found = [{**one, argument: value} for one in found for value in sorted(values)]
    return [pattern.filled(one) for one in found]


def _further(place, argument):
    """The values of an argument that may appear in a story, beside those that there are where it begins."""
    kinds = {kind.namespace: kind.name for kind in own_kinds()}
    if argument == "number" and place in kinds:
        return {str(number) for number in range(EDITIONS + 1)}
    if argument == "slug" and place in kinds:
        return cast.names(kinds[place])
    if (place, argument) == ("api", "slug"):
        return {*cast.THEME_SLUGS, *(name for kind in kinds.values() for name in cast.names(kind))}
    if (place, argument) == ("api", "number"):
        return {"3", str(EDITIONS)}
    if (place, argument) == ("themes", "slug"):
        return set(cast.THEME_SLUGS)
    return _digests() if argument == "digest" else set()


@cache
def _digests():
    """Of all pictures that may appear."""
    made = [renditions(factories.make_file(colour, SIZE)) for colour in (*COLOURS, "seagreen")]
    return {one.digest for picture in made for one in picture}


# --- lists


def _facet_queries(kind):
    """A query for every value of every facet of a Kind, and for values that there may be or not."""
    catalogue = current()
    index = catalogue.kinds[kind.name]
    hidden = [name for one in (*cast.PAIR, *cast.NEVER) for name in (one.slug, one.uid)]
    further = {"organisation": hidden, "network": hidden, "theme": cast.THEME_SLUGS}
    filters = kind.filters(QueryDict(), catalogue)
    for name in filters.facets():
        offered = filters.filters[name].offered(catalogue, index)
        yield from ({name: value} for value in [*offered, *further.get(name, ()), "nonsense"])


def _queries(kind):
    """All queries of the list of a Kind."""
    yield from _facet_queries(kind)
    yield from ({"as_of": number} for number in range(1, GENERATIONS))
    yield from ({"since": number} for number in range(1, GENERATIONS, 3))
    yield from ({name: day} for name in ("as_of", "since") for day in ("2000-01-01", "2999-12-31"))
    yield from ({"q": words} for words in typed())
    yield from ({"as_of": number, "q": words} for number in (3, 9, 20) for words in cast.secret_words())
    yield from ({"sort": order} for order in ("fullest", "newest", "title", "start", "best", "nonsense"))
    yield from ({"page": number} for number in ("2", "x"))
    yield from ({"q": words, "literal": 1} for words in cast.secret_words()[:3])
    yield from ({"nonsense": "1"}, {"as_of": "nonsense"}, {"as_of": "9" * 12})


def query(values):
    return urlencode(sorted(values.items()))


def _few_queries(kind):
    yield from ({"as_of": number} for number in range(1, GENERATIONS, 4))
    yield from ({"q": words} for words in (*cast.secret_words()[:2], "fotball"))


def _lists():
    for kind in KINDS.values():
        yield from (Asked("list", f"{kind.list_url}?{query(values)}") for values in _queries(kind))
        embedded = [values | {"embed": 1} for values in [{}, *_few_queries(kind)]]
        yield from (Asked("frame", f"{kind.list_url}?{query(values)}") for values in embedded)


def _values():
    """The pages of all values of a facet, under a choice and as far as they hold words."""
    for kind in own_kinds():
        facets = kind.filters.facets()
        yield from (Asked("values", kind.values_address(name)) for name in facets)
        for name in (name for name, facet in facets.items() if facet.endless):
            found = ({"find": words} for words in (*cast.secret_words(), *PUBLIC_WORDS))
            for values in [*_few_queries(kind), *found, {"place": "KE"}, {"page": 2}]:
                yield Asked("values", f"{kind.values_address(name)}?{query(values)}")


def _files():
    """The forms of the lists with their queries."""
    for kind, form in product(KINDS.values(), offered.of_lists()):
        for values in (_queries if form in CLOSELY else _few_queries)(kind):
            yield Asked(f"file {form}", f"{kind.file_address(form)}?{query(values)}")


def _api():
    for kind in own_kinds():
        for values in [*_queries(kind), {"page_size": 1}, {"page_size": 1, "page": 2}, {"page_size": 10**9}]:
            yield Asked("api list", f"/api/v1/{kind.namespace}?{query(values)}")
    for since, limit in product([*cursors(), *NONSENSE], (*LIMITS, "0", "x")):
        yield Asked("changes", f"/api/v1/changes?{query({'since': since, 'limit': limit})}")


def cursors():
    """What may be given as `since`: a number, and that number in the era that the replies name."""
    return [cursor for number in range(GENERATIONS) for cursor in (str(number), f"{ERA}.{number}")]


# --- what is typed


def typed():
    """What is searched for: secrets whole, begun and with a slip in them, and words that everybody knows."""
    for words in cast.secret_words():
        yield words
        for word in words.split():
            yield from (word, word[:-1], word[:2] + word[3:], word[:1] + word[2] + word[1] + word[3:])
    yield from PUBLIC_WORDS
    yield from ("fotball", "Rivrebank", cast.MISSPELT)


def _words():
    for address, words in product(("/search/suggest/", "/search/suggest/browser/"), typed()):
        for length in {3, 5, len(words) - 1}:
            yield Asked("completion", f"{address}?{query({'q': words[:length]})}")


# --- what programs of others ask


def _programs():
    """Names to be matched, facts of what has a name or a uid, and what stands for a page elsewhere."""
    for names in batched(typed(), MOST_QUERIES):
        yield _reconciled("queries", {str(at): {"query": name, "limit": 25} for at, name in enumerate(names)})
    for words in cast.secret_words():
        yield Asked("reconcile", f"/api/v1/reconcile/suggest/entity?{query({'prefix': words[:4]})}")
    ids = [f"{KINDS[one.kind].namespace}/{name}" for one in cast.ROLES for name in (one.uid, *one.slugs)]
    for some in batched(ids, MOST_IDS):
        for names in (["title", "about", "countries", "networks", "lead"], ["partners", "secretariat", "members"]):
            yield _reconciled("extend", {"ids": some, "properties": [{"id": name} for name in names]})
    for id, page in product(ids, ("view", "preview")):
        yield Asked("reconcile", f"/api/v1/reconcile/{page}?{query({'id': id})}")
    for id in [*ids, *(f"{kind.namespace}/?q={words}" for kind in KINDS.values() for words in cast.secret_words()[:2])]:
        url = f"http://testserver/{id}" if "?" in id else f"http://testserver/{id}/"
        yield Asked("oembed", f"/oembed?{query({'url': url})}")


def _reconciled(name, question):
    return Asked("reconcile", f"/api/v1/reconcile?{query({name: json.dumps(question)})}")


# --- forms and other pages with parameters


def _others():
    for one in cast.ROLES:
        for name in (one.uid, *one.slugs):
            for form in ("correction", "contact"):
                yield Asked("suggestion form", f"/suggest/{form}/?{query({'entry': f'{one.kind}/{name}'})}")
    for values, view in product([*_few_queries(KINDS["practice"]), {"since": 9}], ("map", "gaps")):
        yield Asked("view", f"/{view}/practices/?{query(values)}")
    for values, view in product([*_few_queries(KINDS["practice"]), {"since": 9}], ("years/", "brief/", "brief.docx")):
        yield Asked("view", f"/{view}?{query(values)}")
    practices = [name for one in cast.ROLES if one.kind == "practice" for name in (one.uid, *one.slugs)]
    for name, view in product(practices, ("brief/", "brief.docx", "compare/")):
        yield Asked("view", f"/{view}?{query({'practice': name})}")
    for one, lang in product(cast.ROLES[:8], ("en", "ar")):
        yield Asked("language", f"{KINDS[one.kind].list_url}{one.slug}/?lang={lang}")


# --- what can't be answered


def _faults():
    yield from (Asked("fault", f"/{path}") for path in ("nowhere/", "practices/nowhere/", "api/v1/nowhere", "api/v2/"))
    pages = ["/", "/search/", *(kind.list_url for kind in own_kinds())]
    entries = [f"{KINDS[one.kind].list_url}{one.slug}" for one in cast.ROLES]
    pages += [f"{address}{rest}" for address in entries for rest in ("/", ".json", "/editions/")]
    pages += [f"/api/v1/{KINDS[one.kind].namespace}/{one.slug}" for one in cast.ROLES]
    for address, method in product(pages, ("HEAD", "POST", "OPTIONS")):
        yield Asked("method", address, method)
    for address in entries:
        yield from (Asked("fault", f"{address}{rest}") for rest in (".json?nonsense=1", ".nothing", ""))
