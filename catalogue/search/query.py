"""What a reader typed, understood: several words, "a phrase", -not or NOT, OR, and begin*. Anything else is text."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from catalogue.search.words import joined, told, words
from places.gazetteer import NOTHING_MEANT, Meant

# Words that nearly every text of their language holds: not looked for beside others, unless they are quoted. Folded,
# without those that mean something in another of these languages, as “die” and “son” do.
BY_LANGUAGE = {
    "ar": "الى ان او بين حول ضد عن على في من مع هذا هذه ذلك تلك التي الذي الذين",
    "bn": "ও এবং এই থেকে জন্য করে",
    "de": "auf aus bei das dem der ein eine einer fur ist mit nach nicht oder sie sind und von wie zu zum zur",
    "en": "a about against an and are as at be between by can do does for from has have how i in into is it its not of "
    "on or our that the their there they this to was we were what when where which who why will with you",
    "es": "como con contra cual cuales del desde el ella ellos entre es esta este fue hacia hasta las los para pero "
    "por quien quienes sobre su sus una unas unos y",
    "fr": "afin au aux avec ce ces cet cette comment contre dans de des dont du en entre est et eux il ils la le les "
    "leur leurs lui mais ne nos notre nous ou par pour quel quelle quelles quels que qui se ses sont un une vers vos "
    "vous",
    "pt": "ao aos da das do dos e em na nas nos o os pela pelo seu sua um uma",
    "ru": "в во и к как на не но о об от по с со что это для из за",
    "sw": "kwa na ni ya wa za la katika kama",
}
COMMON = frozenset(word for words in BY_LANGUAGE.values() for word in words.split())


MOST_LETTERS = 200
LEAST_BEGINNING = 3  # letters before a * that stand for whatever begins so
MOST_CLAUSES = 12
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+|"))')


@dataclass(frozen=True)
class Term:
    """One or more folded words that stand together in a text; several words are a phrase.

    `typed` is how the reader wrote it, `quoted` whether as a phrase, which is then taken to the letter. With `prefix`
    the last word may go on. Texts may also hold it `joined`, as interfaith. One with `places` (Meant) stands for these
    and is in no text. One that is `titled` is looked for in titles alone.
    """

    words: tuple[str, ...]
    typed: str = ""
    quoted: bool = False
    prefix: bool = False
    joined: str = ""
    places: Meant = NOTHING_MEANT
    titled: bool = False


@dataclass(frozen=True)
class Clause:
    """Any of its terms must be there; or none may, if it is `negative`."""

    terms: tuple[Term, ...]
    negative: bool = False

    @property
    def common(self):
        """Whether it says nothing, because nearly every text holds its words."""
        return all(set(term.words) <= COMMON and not term.quoted and not term.prefix for term in self.terms)

    @property
    def typed(self):
        return " OR ".join(term.typed for term in self.terms)


@dataclass(frozen=True)
class Query:
    """All `clauses` hold. `text` is what was typed, with single spaces; `cut` whether that is only its beginning."""

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    cut: bool = False

    def __bool__(self):
        return bool(self.clauses)

    @cached_property
    def positive(self):
        """The clauses that must hold. Common words are left out as long as there are others."""
        asked = [clause for clause in self.clauses if not clause.negative]
        return [clause for clause in asked if not clause.common] or asked

    @property
    def negative(self):
        return [clause for clause in self.clauses if clause.negative]

    def without(self, clause):
        """The query text without what was typed for `clause`."""
        return written([one for one in self.clauses if one is not clause])

    def replaced(self, old, new):
        """The query text with the word `new` typed instead of the term `old`."""
        term = replace(old, typed=new)
        return written(
            [replace(one, terms=tuple(term if each == old else each for each in one.terms)) for one in self.clauses]
        )


def written(clauses):
    """The text that is understood as `clauses`."""
    return " ".join(("-" if clause.negative else "") + clause.typed for clause in clauses)


def parse(text, *, typing=False):
    """The Query that `text` means. While `typing`, its last word may go on."""
    tidy = " ".join(text[: 8 * MOST_LETTERS].split())
    query = Query(tidy[:MOST_LETTERS], cut=len(tidy) > MOST_LETTERS or len(text) > 8 * MOST_LETTERS)
    clauses = _clauses(query.text.translate(QUOTES))
    query = replace(query, clauses=tuple(clauses[:MOST_CLAUSES]), cut=query.cut or len(clauses) > MOST_CLAUSES)
    return _going_on(query) if typing and text[-1:].strip() else query


def _clauses(text):
    clauses, joins, negates = [], False, False
    for part in PART.finditer(text):
        if part["word"] == "NOT" and text[part.end() :].strip():
            negates = True
            continue
        if part["word"] == "OR" and clauses and not clauses[-1].negative and text[part.end() :].strip():
            joins = True
            continue
        clause = _clause(part)
        if clause is None:
            continue
        clause, negates = replace(clause, negative=clause.negative or negates), False
        if joins and not clause.negative:
            clauses[-1] = Clause(clauses[-1].terms + clause.terms)
        else:
            clauses.append(clause)
        joins = False
    return clauses


def _clause(part):
    """The clause of one matched part; None where it holds no word."""
    quoted = part["phrase"] is not None
    text = part["phrase"] if quoted else part["word"]
    found = words(text) if quoted else told(text)
    if not found:
        return None
    begins = not quoted and text.endswith("*") and len(found[-1].folded) >= LEAST_BEGINNING
    # Without the signs around it, and without capitals where they would join: written again, it means the same.
    typed = text[found[0].start : found[-1].end]
    typed = f'"{typed}"' if quoted else typed.lower() if typed in ("OR", "NOT") else typed + "*" * begins
    term = Term(tuple(word.folded for word in found), typed, quoted, begins, "" if quoted else joined(typed))
    return Clause((term,), negative=bool(part["minus"]))


def _going_on(query):
    """`query` with its last word as the beginning of one, if that is not quoted."""
    if not query or query.clauses[-1].terms[-1].quoted:
        return query
    last = query.clauses[-1]
    going = replace(last, terms=(*last.terms[:-1], replace(last.terms[-1], prefix=True)))
    return replace(query, clauses=(*query.clauses[:-1], going))
