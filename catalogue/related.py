"""Entries of the same kind that have much in common, and what that is."""

from collections import defaultdict

# A value that more documents share than this says little of what two of them have in common, and costs time to count.
SHARED_BY_AT_MOST = 500


def related(index, own, values, weights, may_tell, limit=4):
    """The documents nearest to one, as [(number, {facet: values in common}), …], the nearest first.

    `own` is the document's number, `values` {facet: its values}, `weights` {facet: weight}; `may_tell(facet, value)`
    says whether that may be said of them at all. A value counts its facet's weight divided by the number of documents
    that share it, so that a rare common organisation outweighs a common theme.
    """
    scores = defaultdict(float)
    shared = defaultdict(lambda: defaultdict(list))
    for name, weight in weights.items():
        for value in values[name]:
            found = index.having(name, value)
            if 1 < len(found) <= SHARED_BY_AT_MOST and may_tell(name, value):
                for number in found:
                    scores[number] += weight / len(found)
                    shared[number][name].append(value)
    scores.pop(own, None)
    nearest = sorted(scores, key=lambda number: (-scores[number], index.documents[number].uid))
    return [(number, shared[number]) for number in nearest[:limit]]
