"""The seam: all that the benchmarks ask of the program beyond its addresses and its records."""

from catalogue import catalogue as catalogues
from catalogue.catalogue import Catalogue
from catalogue.kinds import KINDS
from publishing.models import Edition, Generation


def store(editions):
    """Bring the rows that finding reads in step with `editions` (current Edition rows), in the caller's transaction."""


def current():
    """The catalogue as a request gets it: built at the first call, refreshed when the generation moved."""
    return catalogues.current()


def forget():
    catalogues.forget()


def build():
    """A catalogue built anew from the database."""
    return Catalogue().brought_to(Generation.objects.now())


def refreshed(catalogue):
    """`catalogue` brought to what the database holds now."""
    return catalogue.brought_to(Generation.objects.now())


def counts(catalogue, selection):
    """{facet: {value: number of practices}} under `selection` ({facet: keys}), disjunctive."""
    return catalogue.kinds["practice"].counts(selection)


def documents(kind):
    """(generation, title, {facet: values}) of the current editions of `kind`, as the index is made of them."""
    indexed = KINDS[kind].indexed
    for edition in Edition.objects.current().readable().filter(kind=kind).order_by("generation").iterator():
        record = edition.read()
        values = {name: {value for value in values_of(record) if value} for name, values_of in indexed.items()}
        yield edition.generation, edition.title, values


def texts(kind):
    """(number, title, all other words) of the current editions of `kind`, in all their languages."""
    editions = Edition.objects.current().readable().filter(kind=kind).order_by("generation")
    for number, edition in enumerate(editions.iterator(), start=1):
        texts = [text.model_dump(exclude={"language", "origin"}) for text in edition.read().texts]
        title = " ".join(text.pop("title") for text in texts)
        yield number, title, "\n".join(words for text in texts for words in text.values() if words)


def can_search():
    return False


def search(catalogue, query, first):
    """Find practices for the words `query`: the `first` ones in order of relevance and all facet counts. How many."""
    raise NotImplementedError
