"""Words as the search compares them: one folded form for all spellings of a word, and its stem by language.

Texts and queries go through the same functions, once, in Python, so that every database finds the same things.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from places.letters import APOSTROPHES, BETWEEN, JOINERS, folded, with_long_vowels
from places.memory import memoised

LONGEST_WORD = 64  # letters of a word that are compared
ANY = ""  # stands for a language without a stemmer, and for words whose language nobody knows
APOSTROPHE = APOSTROPHES + "'`´"
NO_CODE = "00"  # what stands before a word of ANY, where codes of languages stand before others

# "And the", "with the", "as the", "so the" written onto an Arabic word: the prefixes that light10 takes off (Larkey,
# Ballesteros and Connell 2002) and the Snowball stemmer leaves on.
ARABIC_PREFIX = re.compile("^[وفبك]ال(?=...)")
# The closed ta at the end is often typed without its dots. The stemmer takes either off, but not from every word.
ARABIC_CLOSED_TA = re.compile("ه$")


def _class_of(test):
    """The characters of the first two Unicode planes that pass `test`, as they stand in a class of a pattern."""
    ranges, first = [], None
    for code in range(0x20000):
        if test(chr(code)):
            first = code if first is None else first
        elif first is not None:
            ranges.append(f"{chr(first)}-{chr(code - 1)}")
            first = None
    return "".join(ranges)


MARKS = _class_of(lambda letter: unicodedata.category(letter)[0] == "M")
# Scripts without spaces between words: Thai and Lao, Burmese, Khmer, kana, Han (two planes of it). Each letter is a
# word of its own there, and what is typed together is looked for as a phrase.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Signs that are written as one and are words: units in a square, words in a circle.
SQUARED = "\u3200-\u33ff"
WORD = re.compile(
    rf"[{SQUARED}]|(?![{MARKS}])[{UNSPACED}][{MARKS}]*|(?:(?![{UNSPACED}])[^\W_])(?:(?![{UNSPACED}])[^\W_]|[{MARKS}{JOINERS}])*"
)


# What is written apart or together: inter-faith, e-learning, U.N., Sana'a; and MotherSchools.
COMPOUND = re.compile(rf"[^\W_]+(?:[{BETWEEN}][^\W_]+)+|(?:[^\W_]\.){{2,}}[^\W_]?")
PARTS_IN_CAPITALS = re.compile(r"(?<![^\W_])(?:[A-Z][a-z]+){2,}(?![^\W_])")
PART_IN_CAPITALS = re.compile("[A-Z][a-z]+")
# French and Italian articles and pronouns before an apostrophe, and what stands behind one in English.
ELIDED = frozenset(["c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t"])
BEHIND = frozenset(["d", "ll", "m", "re", "s", "t", "ve"])
# One of these before a letter that stands for an apostrophe, and is part of the word in others.
ELISION = re.compile(rf"(?i)(?<![^\W_])({'|'.join(sorted(ELIDED))})[{JOINERS}](?=[^\W_])")
MOST_JOINED = 3  # parts of a word that is looked for joined
# Plurals that Snowball leaves apart from their words.
IRREGULAR = {
    "en": {"women": "woman", "men": "man", "ngos": "ngo", "ingos": "ingo", "csos": "cso", "cbos": "cbo"},
}


class Word(NamedTuple):
    """A word of a text: where it stands (`text[start:end]`) and its folded form."""

    start: int
    end: int
    folded: str


def words(text):
    """The words of `text` in order, as Word. Whatever is no letter, digit or mark parts them."""
    if not text.isascii():
        text = ELISION.sub(r"\1’", text)
    found = (
        Word(match.start(), match.end(), folded)
        for match in WORD.finditer(text)
        for folded in _written_together(match[0][: 4 * LONGEST_WORD])
    )
    return [word for word in found if word.folded]


@memoised(1 << 15)
def words_of_name(name):
    """The words of the `name` of a term, a tuple: all of them are looked through anew after every publication.

    No text, title or name of an entry is remembered so.
    """
    return tuple(words(name))


def _written_together(letters):
    """The folded words in `letters`: several where one letter stands for more, or for half of one."""
    whole = letters if letters.isascii() else unicodedata.normalize("NFKC", letters)
    return [fold(letters)] if whole == letters else map(fold, WORD.findall(whole))


def told(text):
    """The words of a query's `text` that say something: without l’ and d’ before others, and ’s behind them."""
    found = words(text)
    said = [word for at, word in enumerate(found) if not _is_elided(text, found, at)]
    return said or found


def _is_elided(text, found, at):
    word = found[at]
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    if after and after in APOSTROPHE and at + 1 < len(found):
        return word.folded in ELIDED
    return bool(at and before and before in APOSTROPHE and word.folded in BEHIND)


def otherwise(text):
    """Folded words as others write them: interfaith for “inter-faith”, un for “U.N.”, mother for “MotherSchools”.

    And sanaa for “Sanʿāʾ”, as for “Sana’a”.
    """
    compounds = [one for match in COMPOUND.finditer(text) if (one := joined(match[0]))]
    parts = [part for match in PARTS_IN_CAPITALS.finditer(text) for part in PART_IN_CAPITALS.findall(match[0])]
    return list(dict.fromkeys([*compounds, *(fold(part) for part in parts), *_with_long_vowels(text)]))


def _with_long_vowels(text):
    """The words of `text` that have a long a, with it written twice."""
    if text.isascii():
        return []
    spelt = unicodedata.normalize("NFC", text)
    return [fold(with_long_vowels(word)) for word in WORD.findall(spelt) if "ā" in word.lower()]


def joined(text):
    """The words of `text` as one, folded, or its one word as others spell it; "" where nobody would write them so."""
    found = told(text)
    if len(found) == 1:
        return next(iter(_with_long_vowels(text)), "")
    letters = all(len(word.folded) == 1 for word in found)
    if len(found) < 2 or (len(found) > MOST_JOINED and not letters):
        return ""
    return "".join(word.folded for word in found)[:LONGEST_WORD]


@memoised(1 << 16)
def fold(word):
    """What all spellings of `word` share: at most LONGEST_WORD letters of its folded form."""
    return folded(word)[:LONGEST_WORD]


def subtag(language):
    """The language of a BCP 47 tag, without script and country: fr of fr-CA."""
    return language.split("-")[0].lower()


@lru_cache(maxsize=256)
def algorithm(language):
    """The code (of two letters) of the Snowball algorithm for a BCP 47 tag, or ANY when there is none."""
    code = {"nb": "no", "nn": "no"}.get(subtag(language), subtag(language))
    try:
        return _stemmer(code) and code if len(code) == len(NO_CODE) else ANY
    except KeyError:
        return ANY


def coded(word, algorithm):
    """`word`, a stem by `algorithm`, as it is kept: with the code of its language, so that it is no other's."""
    return (algorithm or NO_CODE) + word


_own = threading.local()


def _stemmer(name):
    """This thread's stemmer: one is not safe to share."""
    made = _own.__dict__.setdefault("stemmers", {})
    if name not in made:
        made[name] = Stemmer.Stemmer(name)
    return made[name]


@memoised(1 << 16)
def stem(folded, algorithm):
    """The stem of a folded word by a Snowball `algorithm`; the word itself for ANY."""
    if algorithm == ANY:
        return folded
    folded = IRREGULAR.get(algorithm, {}).get(folded, folded)
    if algorithm == "ar":
        folded = ARABIC_CLOSED_TA.sub("ة", ARABIC_PREFIX.sub("ال", folded))
    return _stemmer(algorithm).stemWord(folded) or folded


def stems(text, language):
    """The stems of the words of `text`, which is in `language` (a BCP 47 tag), in order."""
    by = algorithm(language)
    return [stem(word.folded, by) for word in words(text)]
