"""Letters as they are compared: one form for all spellings of a word. Pure functions, and the one table of letters.

The search folds by `folded`. Where somebody may not be named, `plain` goes further: what people leave out or type for a
letter must not hide a name.
"""

import re
import unicodedata
from functools import lru_cache

from places.memory import memoised

# Marks that spellings of one word may differ in: those of Latin, Greek and Cyrillic letters, the points of Hebrew, the
# vowel signs and the hamza of Arabic (which decomposition has parted from its letter) and its stretching. Marks of
# other scripts, such as Bengali vowel signs, are part of the word. So is the breve that makes й of и: the Russian
# stemmer lives on it.
BREVE = "\u0306"
SPELLING = dict.fromkeys(
    {*range(0x0300, 0x0370), *range(0x0591, 0x05C8), *range(0x064B, 0x0656), 0x0640, 0x0670} - {ord(BREVE)}
    # Of the Thai and Lao "am", which is typed as one letter or as this mark and another letter.
    | {0x0E4D, 0x0ECD}
)
# Letters that are typed for one another: Persian and Urdu forms, the dotless ya and i.
ALIKE = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ı": "i"})
# Inside a word, and not part of it: soft hyphen, non-joiner, joiner, and the letters that stand for hamza and ayn,
# which people leave out or type as an apostrophe.
JOINERS = "\u00ad\u200c\u200d" + "ʹʻʼʽʾʿ"

# Letters that no decomposition parts, and what is typed for them: strokes, hooks, ligatures.
UNPARTED = {
    **{"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"},
    **{"ŋ": "n", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƒ": "f", "ɣ": "g", "ƙ": "k", "ƴ": "y", "ɔ": "o", "ɛ": "e"},
    **{"ə": "e", "ǝ": "e", "ɨ": "i", "ʉ": "u", "ʋ": "v", "ƭ": "t", "ґ": "г"},
}
# Long vowels of Arabic in transliteration, which others write twice: Sanʿāʾ, Sanaa.
LONG_A = str.maketrans({"ā": "aa", "Ā": "Aa"})
# The closed ta is typed without its dots. Stemmers know it, so that only `plain` takes it for another letter.
CLOSED_TA = {"ة": "ه"}
APOSTROPHES = "‘’‛′ʹʻʼʽʾʿ׳"
# What stands between the parts of one word: hyphens, and apostrophes, also those on keyboards. As a class of a pattern.
HYPHENS = "-‐‑"
BETWEEN = HYPHENS + "'`´" + APOSTROPHES
# What is not seen and counts as a letter or a mark all the same: fillers of Hangul, selectors of forms.
UNSEEN_LETTERS = {*range(0x115F, 0x1161), 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0x034F, *range(0x180B, 0x1810)} | {
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
}
# What stands for signs that are not ASCII: a space, a hyphen, an apostrophe, and DELETE for what is not seen.
SPACE, HYPHEN, APOSTROPHE, UNSEEN = " ", "-", "'", "\x7f"
NOT_ASCII = re.compile("[^\x00-\x7f]+")
REMEMBERED = 64  # characters: longer runs are folded anew each time


def folded(word):
    """What all spellings of `word` share: compatibility form, no case, no marks of spelling, digits 0 to 9."""
    if not word.isascii():
        word = word.translate(dict.fromkeys(map(ord, JOINERS)))
        word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
        word = "".join(_folded(letter) for letter in word.translate(SPELLING).translate(ALIKE))
        # All letters are parted but й, which is one sign then however marks stood between и and its breve.
        whole = unicodedata.normalize("NFC", word)
        parted = (letter if letter == "й" else unicodedata.normalize("NFD", letter) for letter in whole)
        word = unicodedata.normalize("NFC", "".join(parted).replace(BREVE, ""))
    return word.lower()


def _folded(letter):
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if typed := UNPARTED.get(letter):
        return typed
    return letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else ""


def with_long_vowels(text):
    """`text` with each long a of a transliteration written twice."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(LONG_A)


def plain(text, *, cased=False):
    """The letters of `text`, and ASCII signs for all signs: coarser than `folded` (й is и). `cased` keeps capitals."""
    if not text.isascii():
        text = NOT_ASCII.sub(lambda found: _run(found[0], cased), text)
    return text if cased else text.lower()


def _run(run, cased):
    """Plain letters of characters without ASCII ones among them. Short runs, such as words, come again and again."""
    return _plain_run(run, cased) if len(run) <= REMEMBERED else _plain_run.__wrapped__(run, cased)


@memoised(1 << 16)
def _plain_run(run, cased):
    whole = unicodedata.normalize("NFKC", run.replace("´", APOSTROPHE))
    parted = unicodedata.normalize("NFKD", whole if cased else whole.casefold())
    return unicodedata.normalize("NFC", "".join(map(_plain_letter, parted)))


@lru_cache(maxsize=1 << 14)
def _plain_letter(letter):
    if letter.isascii():
        return letter
    if letter in APOSTROPHES:
        return APOSTROPHE
    code = ord(letter)
    if code in UNSEEN_LETTERS or unicodedata.category(letter) in ("Cf", "Cc"):
        return UNSEEN
    if code in SPELLING or _is_left_out(letter):
        return ""
    if typed := (UNPARTED | CLOSED_TA).get(letter.lower()):
        return typed if letter == letter.lower() else typed.upper()
    return _folded(letter.translate(ALIKE)) or (SPACE if letter.isspace() else HYPHEN)


def _is_left_out(letter):
    """Whether people leave the mark out: nuktas, Semitic points, what floats, by their combining classes (UAX 44)."""
    placed = unicodedata.combining(letter)
    return placed == 7 or 10 <= placed <= 36 or placed >= 200
