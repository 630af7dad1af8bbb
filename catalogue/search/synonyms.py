"""Which words mean the same, and which name a place: the parts of a query, each with what else will do for it."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import get_language

from catalogue.kinds import own_kinds
from catalogue.models import LONGEST_MEMBER, Member, SynonymGroup, folded_words
from catalogue.search.languages import spoken
from catalogue.search.place_names import meant
from catalogue.search.query import COMMON, Clause, Term
from catalogue.search.words import stem, subtag, told
from publishing.models import Generation


@dataclass(frozen=True)
class Part:
    """One or more clauses that stand for one thing, and the `others`, terms that mean the same. Any of both will do.

    Where the clauses name places, a term with these is the last of the others.
    """

    clauses: tuple[Clause, ...]
    others: tuple[Term, ...] = ()

    @property
    def typed(self):
        return " ".join(clause.typed for clause in self.clauses)

    @property
    def places(self):
        """The term with the places that the clauses name, or None."""
        return next((term for term in self.others if term.places.first), None)


def widened(query, catalogue):
    """The Parts of the positive clauses of `query`: the longest first that a group holds or that are a whole name.

    What is quoted is taken to the letter.
    """
    parts, rest = [], list(query.positive)
    while rest:
        part = _longest(rest, catalogue, query) or Part((rest[0],))
        parts.append(part)
        del rest[: len(part.clauses)]
    return parts


def _longest(clauses, catalogue, query):
    """The Part of the longest run at the beginning of `clauses` that a group holds or that is a whole name, or None.

    Names are those of places and, where they have several words, of other values that entries have.
    """
    for length in range(min(LONGEST_MEMBER, len(clauses)), 0, -1):
        run = clauses[:length]
        if any(len(clause.terms) > 1 or clause.terms[0].quoted for clause in run):
            continue
        others = [*_in_group(run, catalogue), *(_places(run, query) or _names(run, catalogue))]
        if others:
            return Part(tuple(run), tuple(others))
    return None


def _in_group(run, catalogue):
    """The other terms of the groups that hold the words of a `run` of clauses."""
    groups = catalogue.remembered(("synonyms", get_language()), lambda: _by_stems(catalogue))
    folded = _folded(run)
    in_capitals = all(clause.typed.isupper() for clause in run)
    for by in spoken():
        held = groups.get((by, tuple(stem(word, by) for word in folded)), ())
        group = [term for capitals, terms in held for term in terms if in_capitals or not capitals]
        if group:
            return [term for term in dict.fromkeys(group) if not _same(term, folded, by)]
    return []


def _names(run, catalogue):
    """The terms, with what was typed in `run`, that are names of values with its words; several words only."""
    typed = " ".join(clause.typed for clause in run)
    whole = catalogue.remembered("names of several words", lambda: _whole_names(catalogue))
    return [Term(words, typed) for words in whole.get(tuple(_folded(run)), ())]


def _whole_names(catalogue):
    """{the words of a name without common ones: [all its words, …]} of the names of values with several words."""
    found = defaultdict(dict)
    for kind in own_kinds():
        for facet in kind.filters.facets().values():
            for name in facet.names(catalogue, catalogue.kinds[kind.name]) if facet.named else ():
                words = folded_words(name.text)
                if len(words) > 1:
                    key = _without_common([word.folded for word in told(name.text)])
                    found[tuple(key)][words] = None
    return dict(found)


def _places(run, query):
    """The term, in a list, with the places that a `run` of the clauses of `query` names."""
    alone = run == query.positive and not query.negative
    clauses = query.clauses if alone else run
    folded = tuple(word for clause in clauses for word in clause.terms[0].words)
    typed = " ".join(clause.typed for clause in clauses)
    places = meant(folded, typed, alone=alone)
    return [Term(folded, typed, places=places)] if places.first else []


def _same(term, folded, by):
    return key_of(term.typed, by) == tuple(stem(word, by) for word in folded)


def key_of(name, by):
    """The stems of a name as a query has them: without common words and l’ beside others."""
    return tuple(stem(word, by) for word in _without_common([word.folded for word in told(name)]))


def _folded(run):
    """The words of a `run` of clauses, without common ones beside others."""
    return _without_common([word for clause in run for word in clause.terms[0].words])


def _without_common(words):
    return [word for word in words if word not in COMMON] or words


def _by_stems(catalogue):
    """{(algorithm, stems): [(whether in capitals alone, the terms of a group), …]} by the words of its members."""
    found = defaultdict(list)
    for lines in catalogue.synonyms:
        members = _meant_here(lines)
        group = [Term(words, one.text) for words, one in members.items() if not one.capitals]
        for one in members.values():
            for by in spoken():
                found[by, key_of(one.text, by)].append((one.capitals, group))
    return found


def _meant_here(lines):
    """{folded words: Member} of the `lines` of a group that are meant on pages in the active language."""
    here = subtag(get_language())
    members = [(folded_words(line), Member.of(line)) for line in lines]
    found = {words: one for words, one in reversed(members) if words and one.language in ("", here)}
    return dict(reversed(found.items()))


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
