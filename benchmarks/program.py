"""The seam: all that the benchmarks ask of the program beyond its addresses and its records."""

from catalogue import catalogue as catalogues
from catalogue.catalogue import Catalogue
from publishing.models import Generation


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
