"""The seam: all that the benchmarks ask of the program beyond its addresses and its records."""

import json

from django.http import QueryDict
from django.test import Client

from catalogue import catalogue as catalogues
from catalogue import documents as stored
from catalogue.catalogue import Catalogue
from catalogue.kinds import KINDS
from catalogue.models import Document
from catalogue.search.terms import recent
from publishing.models import Edition, Generation


def store(editions):
    """Bring the rows that finding reads in step with `editions` (current Edition rows), in the caller's transaction."""
    stored.store(editions)


def current():
    """The catalogue as a request gets it: built at the first call, refreshed when the generation moved."""
    return catalogues.current()


def forget():
    catalogues.forget()


def build():
    """A catalogue built anew from the database."""
    return Catalogue().brought_to(Generation.objects.now())


def filters(catalogue, query=""):
    """The filter set of the list of practices for a query string."""
    return KINDS["practice"].filters(QueryDict(query), catalogue)


def offered(catalogue, selection):
    """{facet: keys} that the list counts: all values of most facets, the largest of those without end."""
    query = "&".join(f"{name}={value}" for name, values in selection.items() for value in values)
    return {name: [option.key for option in options] for name, options in filters(catalogue, query).shown.items()}


def counts(catalogue, selection, only=None):
    """{facet: {value: number of practices}} under `selection` ({facet: keys}), disjunctive."""
    return catalogue.kinds["practice"].counts(selection, only=only)


def axes(catalogue):
    """Two facets with keys, as rows and columns of a table: 24 themes by the 60 places of most practices."""
    index = catalogue.kinds["practice"]
    return tuple((name, index.largest(name, index.values[name], most)) for name, most in (("theme", 24), ("place", 60)))


def crosstab(catalogue, selection, rows, columns):
    """How many practices under `selection` have each two values: [[number, …], …]; `rows`, `columns` as axes gives."""
    index = catalogue.kinds["practice"]
    return index.crosstab(index.select(selection), rows, columns)


def forget_searches(catalogue):
    """Drop what was looked for lately, so that a search is measured as nobody's who asked the same before."""
    recent(catalogue).clear()


def search(catalogue, words, first):
    """Find practices for `words`: the `first` ones, best match first, and all facet counts. How many there are."""
    query = QueryDict(mutable=True)
    query["q"] = words
    found = KINDS["practice"].filters(query, catalogue)
    assert len(found.numbers) <= first
    assert all(found.counts(name) for name, options in found.shown.items() if options)
    return len(found.found)


def taken_away(form, query=""):
    """Read the list of practices as a file from its beginning to its end; how many bytes it has."""
    response = Client(SERVER_NAME="localhost").get(f"/practices.{form}{query}")
    assert response.status_code == 200
    return sum(map(len, response.streaming_content))


def documents(kind):
    """(generation, title, {facet: values}) of the current editions of `kind`, as the index is made of them."""
    expansions = KINDS[kind].expansions({})
    rows = Document.objects.live().filter(kind=kind).order_by("generation")
    for generation, title, written in rows.values_list("generation", "title", "values").iterator():
        held = json.loads(written)
        yield generation, title, {name: set(expand(held.get(name, ()))) for name, expand in expansions.items()}


def texts(kind):
    """(number, title, all other words) of the current editions of `kind`, in all their languages."""
    editions = Edition.objects.current().filter(kind=kind).order_by("generation")
    for number, edition in enumerate(editions.iterator(), start=1):
        texts = [text.model_dump(exclude={"language", "origin"}) for text in edition.read().texts]
        title = " ".join(text.pop("title") for text in texts)
        yield number, title, "\n".join(words for text in texts for words in text.values() if words)
