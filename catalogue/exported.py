"""What may be taken away: the catalogue without the entries of organisations that agreed to web pages alone.

The API, files, feeds and packs read this one. To them such an entry is not there: it stands in no list and no count,
and nothing refers to it.
"""

from catalogue.catalogue import current, standing
from catalogue.kinds import ANY_KIND, EXPORTS, KEPT


def exported():
    """The catalogue as of now without what may not be taken away. As `current`, call it once a request."""
    return exportable(current())


def exportable(catalogue):
    """`catalogue` without what may not be taken away; itself when it holds nothing of that sort."""
    return catalogue.remembered(EXPORTS, lambda: _without_kept(catalogue)) or catalogue


def only_exported():
    """A block in which pages too are made of what may be taken away, all of one generation; it gives the catalogue.

    Within it (`stands`) no edition may be shown that might not leave the site.
    """
    return standing(exported())


def _without_kept(catalogue):
    """None for one with nothing to leave out: one that remembered itself would not go before the garbage collector
    comes, and a large one is passed over by it."""
    index = catalogue.kinds[ANY_KIND]
    kept = index.having(EXPORTS, KEPT)
    if not kept:
        return None
    documents = [index.documents[number] for number in kept]
    return catalogue.altered([(one.kind, one.number, None, {}) for one in documents])
