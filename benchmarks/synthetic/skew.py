"""How the real directory is distributed: what comes how often, and how many of it. Synthetic entries follow it."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
UNSEEN = 0.2
"""The weight of a term that the real directory has not used yet, where a used one weighs its number of uses."""
VOCABULARIES = (
    "themes",
    "gender",
    "youth",
    "groups",
    "scale",
    "evidence",
    "organisation_kinds",
    "network_kinds",
    "audiences",
)
PROSE = ("summary", "context", "approach", "outcomes", "lessons")


@dataclass(frozen=True)
class Weighted:
    """Values with their weights. `one` draws one, `some` draws different ones, as many as the real entries have."""

    values: tuple
    weights: tuple
    sizes: tuple = (1,)

    def one(self, random):
        return random.choices(self.values, self.weights)[0]

    def some(self, random):
        """Different values in order of their names, at most as many as an entry of the real directory has."""
        return tuple(sorted(set(random.choices(self.values, self.weights, k=random.choice(self.sizes)))))


def weighted(used, known=(), sizes=(1,)):
    """The values in `used` by how often they are there, and those of `known` that are not, lightly."""
    counts = Counter(dict.fromkeys(known, UNSEEN)) + Counter(used)
    return Weighted(tuple(counts), tuple(counts.values()), tuple(sizes))


def _read(name):
    return json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))


@cache
def skew():
    """The distributions, measured in fixtures/directory.json over the terms of fixtures/vocabulary.json.

    `practice`, `organisation` and `network` are {field: Weighted}; `roles` are the parts taken in each practice.
    """
    directory = _read("directory")
    vocabulary = _read("vocabulary")
    terms = {name: [term["slug"] for term in vocabulary[name]] for name in VOCABULARIES}
    terms["countries"] = [country["code"] for country in _read("places")["countries"]]
    terms["recommendations"] = [row["number"] for row in directory["recommendations"]]
    practices = directory["practices"]
    return SimpleNamespace(
        practice=_of_practices(practices, terms),
        organisation=_of_organisations(directory["organisations"], terms),
        network=_of_networks(directory["networks"], terms),
        roles=tuple(tuple(part["role"] for part in one["organisations"]) for one in practices),
        lengths=_lengths(directory),
    )


def _of_practices(rows, terms):
    sets = {name: _set(rows, name, terms[name]) for name in ("countries", "themes", "gender", "youth", "groups")}
    illustrated = [[one["number"] for one in row["recommendations"]] for row in rows]
    return sets | {
        "recommendations": weighted(_flat(illustrated), terms["recommendations"], map(len, illustrated)),
        "scale": _single(rows, "scale", terms["scale"]),
        "evidence": _single(rows, "evidence", terms["evidence"]),
        "start_year": _single(rows, "start_year", range(1995, 2026)),
        "ongoing": _single(rows, "ongoing"),
        "networks": weighted(len(row["networks"]) for row in rows),
        "sources": weighted(len(row["sources"]) for row in rows),
        "unanswered": weighted(tuple(sorted(row.get("unanswered", {}).items())) for row in rows),
    }


def _of_organisations(rows, terms):
    return {
        "kind": _single(rows, "kind", terms["organisation_kinds"]),
        "country": _single(rows, "country", terms["countries"]),
        "women_led": weighted([row["women_led"] for row in rows], (True, False, None)),
        "youth_led": weighted([row["youth_led"] for row in rows], (True, False, None)),
    }


def _of_networks(rows, terms):
    return {
        "kind": _single(rows, "kind", terms["network_kinds"]),
        "scale": _single(rows, "scale", terms["scale"]),
        "countries": _set(rows, "countries", terms["countries"]),
        "audiences": _set(rows, "audiences", terms["audiences"]),
        "founded_year": _single(rows, "founded_year", range(1980, 2026)),
    }


def _lengths(directory):
    """{field: numbers of words of the real texts}, to draw from."""
    practices = directory["practices"]
    found = {name: [len(row.get(name, "").split()) for row in practices] for name in (*PROSE, "title", "evidence_note")}
    for name in ("organisations", "networks"):
        found[name] = [len(row["about"].split()) for row in directory[name]]
    return found


def _set(rows, name, known):
    return weighted(_flat(row[name] for row in rows), known, [len(row[name]) for row in rows])


def _single(rows, name, known=()):
    return weighted([row[name] for row in rows], known)


def _flat(lists):
    return [value for values in lists for value in values]
