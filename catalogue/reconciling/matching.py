"""Which things a name may mean, and how surely: by how like their names it is, and what else is known of them."""

from typing import NamedTuple

from catalogue.reconciling.thing import Thing
from places.gazetteer import key
from places.order import sorting_key

LEAST = 60  # of 100: what is less like the name is no candidate


class Candidate(NamedTuple):
    """A Thing that may be meant: how like the name it is called, what part of its known properties it has."""

    thing: Thing
    similarity: float
    agreeing: float
    called_so: bool

    @property
    def score(self):
        """From 0 to 100. What differs in every property that is known counts for half."""
        return round(self.similarity * (1 + self.agreeing) / 2, 1)

    @property
    def is_sure(self):
        """Whether it is called just so, and differs in nothing that is known of it."""
        return self.called_so and self.agreeing == 1


def matched(questions, directory):
    """{name: [(Candidate, whether it is surely meant), …]} for `questions`, {name: Question}; the best first."""
    texts = list(dict.fromkeys(one.text for one in questions.values() if one.text))
    directory.look_up(texts)
    wanted = {id for one in questions.values() for id in (one.types or directory.types)}
    meant = {id: type.meant(texts) for id, type in directory.types.items() if id in wanted}
    return {name: _matched(one, meant, directory) for name, one in questions.items()}


def _matched(question, meant, directory):
    if not question.text:
        return []
    types = question.types or directory.types
    things = {thing.id: thing for id in types for thing in meant[id][question.text]}
    found = [_candidate(question, thing, directory) for thing in things.values()]
    found = [one for one in found if one.score >= LEAST]
    found.sort(key=lambda one: (-one.score, not one.called_so, sorting_key(one.thing.name), one.thing.id))
    sure = [one for one in found if one.is_sure]  # of two that are called so, neither is
    return [(one, sure == [one]) for one in found[: question.limit]]


def _candidate(question, thing, directory):
    called_so = thing.is_called(question.text, among_its_own=bool(question.types))
    similarity = 100.0 if called_so else min(thing.similarity(key(question.text)), 99.0)
    agrees = [_agrees(thing, directory.property(name, thing), given) for name, given in question.properties]
    return Candidate(thing, similarity, sum(agrees) / len(agrees) if agrees else 1, called_so)


def _agrees(thing, property, given):
    return property is not None and not property.keys_of(thing).isdisjoint(map(key, given))


def suggested(prefix, directory, types=()):
    """The Things that somebody who begins to type `prefix` may mean: those that are called so before others."""
    directory.look_up([prefix], begun=True)
    chosen = [type for id, type in directory.types.items() if not types or id in types]
    found = [thing for type in chosen for thing in type.meant([prefix])[prefix]]
    begun = key(prefix)
    near = [
        one
        for one in found
        if one.is_called(prefix, among_its_own=True) or any(map(_holds(begun), one.keys | one.short_keys))
    ]
    near.sort(
        key=lambda one: (
            not one.is_called(prefix, among_its_own=True),
            not key(one.name).startswith(begun),
            sorting_key(one.name),
        )
    )
    return near


def _holds(begun):
    return lambda name: f" {begun}" in f" {name}"
