"""What may be taken away: the catalogue without the entries of organisations that agreed to web pages alone.

The API, files, feeds and packs read this one. To them such an entry is not there: it stands in no list and no count,
and nothing refers to it.
"""

from catalogue.catalogue import current, standing, stands
from catalogue.kinds import ANY_KIND, EXPORTS, KEPT
from publishing.models import Edition


def exported():
    """The catalogue as of now without what may not be taken away. As `current`, call it once a request."""
    return exportable(current())


def exportable(catalogue):
    """`catalogue` without what may not be taken away; itself when it holds nothing of that sort."""
    return catalogue.remembered(EXPORTS, lambda: _without_kept(catalogue))


def only_exported():
    """A block in which pages too are made of what may be taken away, all of one generation; it gives the catalogue."""
    return standing(exported())


def is_all_exported():
    """Whether this is within such a block: then no edition may be shown that might not leave the site."""
    return stands()


def kept_back(catalogue):
    """The uids of the entries that an `exportable` catalogue leaves out."""
    return catalogue.remembered(KEPT, frozenset)


def once_taken(uids):
    """Those of `uids` of whose earlier editions somebody may hold one: it could be taken away, or is empty by now.

    Of any other, nobody is told that there is something they must not have. One query.
    """
    earlier = Edition.objects.filter(uid__in=uids, current=False)
    return {one.uid for one in earlier if not one.record or one.read().exports}


def _without_kept(catalogue):
    index = catalogue.kinds[ANY_KIND]
    kept = index.having(EXPORTS, KEPT)
    if not kept:
        return catalogue
    documents = [index.documents[number] for number in kept]
    rest = catalogue.altered([(one.kind, one.number, None, {}) for one in documents])
    rest.remembered(KEPT, lambda: frozenset(one.uid for one in documents))
    return rest
