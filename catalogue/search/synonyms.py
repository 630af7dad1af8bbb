"""Words that mean the same to different communities: a search for one of them finds the others too."""

from dataclasses import dataclass

from django.utils.translation import get_language

from catalogue.models import LONGEST_MEMBER, SynonymGroup, folded_words
from catalogue.search.common import COMMON
from catalogue.search.query import Clause, Term
from catalogue.search.terms import algorithms
from catalogue.search.words import stem
from publishing.models import Generation


@dataclass(frozen=True)
class Part:
    """One or more clauses that stand for one thing, and the `others`, terms that mean the same. Any of both will do."""

    clauses: tuple[Clause, ...]
    others: tuple[Term, ...] = ()

    @property
    def typed(self):
        return " ".join(clause.typed for clause in self.clauses)


def widened(clauses, catalogue):
    """The Parts of `clauses` (positive ones): the longest words first that a group of synonyms holds.

    What stands in quotation marks is taken to the letter.
    """
    parts, rest = [], list(clauses)
    while rest:
        part = _longest(rest, catalogue) or Part((rest[0],))
        parts.append(part)
        del rest[: len(part.clauses)]
    return parts


def _longest(clauses, catalogue):
    """The Part of the longest run at the beginning of `clauses` that a group holds, or None."""
    groups = catalogue.remembered(("synonyms", get_language()), lambda: _by_stems(catalogue))
    for length in range(min(LONGEST_MEMBER, len(clauses)), 0, -1):
        run = clauses[:length]
        if any(len(clause.terms) > 1 or clause.terms[0].quoted for clause in run):
            continue
        folded = [word for clause in run for word in clause.terms[0].words if word not in COMMON]
        for by in algorithms(catalogue):
            if group := groups.get((by, tuple(stem(word, by) for word in folded))):
                return Part(tuple(run), tuple(term for term in group if not _same(term, folded, by)))
    return None


def _same(term, folded, by):
    return [stem(word, by) for word in term.words if word not in COMMON] == [stem(word, by) for word in folded]


def _by_stems(catalogue):
    """{(algorithm, stems): the terms of the groups that hold a word or name with these stems}"""
    found = {}
    for members in catalogue.synonyms:
        terms = {folded_words(member): member for member in reversed(members) if folded_words(member)}
        group = [Term(words, member) for words, member in reversed(terms.items())]
        for term in group:
            for by in algorithms(catalogue):
                # Without the common words, which a query does not have either.
                key = by, tuple(stem(word, by) for word in term.words if word not in COMMON)
                found[key] = list(dict.fromkeys([*found.get(key, ()), *group]))
    return found


def load_synonyms(rows):
    """Add the groups in `rows` (lists of words) of which no word is in a group yet. Returns whether any was added.

    What editors have made of a group stays as it is. Raises ValidationError for what can't be a group.
    """
    added = False
    for row in rows:
        if SynonymGroup.objects.all().holding(row):
            continue
        group = SynonymGroup(words="\n".join(row))
        group.full_clean()
        group.save()
        added = True
    if added:
        Generation.objects.advance(vocabulary=True)
    return added
