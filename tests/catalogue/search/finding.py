"""Searching as the pages do, and reading what they say of it."""

from catalogue.catalogue import current
from catalogue.kinds import ANY_KIND
from catalogue.models import SynonymGroup
from catalogue.search.search import Search
from publishing.models import Generation
from publishing.safety.publication import publish


def search(text, kind=ANY_KIND, **options):
    catalogue = current()
    return Search(text, catalogue, catalogue.kinds[kind], **options)


def best(text, kind=ANY_KIND, **options):
    """The titles of the entries found, the best match first."""
    one = search(text, kind, **options)
    return [one.index.documents[number].title for number in one.best(one.found, 0, 1000)]


def hits(text, kind=ANY_KIND, **options):
    """The titles of the entries found by all of the words themselves, in order, and by nothing instead of them."""
    one = search(text, kind, **options)
    found = () if one.taken or one.is_partial else one.found
    return sorted(one.index.documents[number].title for number in found)


def raised(entry, level):
    type(entry).objects.filter(pk=entry.pk).update(level=level)
    return publish(entry)


def same(*words):
    """A group of synonyms, as an editor saves it."""
    group = SynonymGroup.objects.create(words="\n".join(words))
    Generation.objects.advance(vocabulary=True)
    return group
