"""Slips of the pen: whether all that changed in a record is how a few of its words are spelt (edit distance)."""

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from rapidfuzz.distance import OSA

from places.gazetteer import gazetteer, key
from publishing.records.record import language_alone

PLACES = 5  # more are no slip any more: a person reads the whole again
# A word of so many letters may differ by one letter put in, left out, replaced or swapped, and a long one by two. Among
# shorter words everything is near everything.
SHORTEST, LONG = 5, 9
# What may come and go around a word.
MARKS = '.,;:!?…()“”‘’«»"'
# Scripts in which a name is known by its capital.
SMALL = ("LATIN SMALL LETTER", "GREEK SMALL LETTER", "CYRILLIC SMALL LETTER")


def only_spelling(before, after):
    """Whether the record `after` says what `before` says, but for slips in its texts.

    A slip is one word in the place of one, both of nothing but small letters of a script that has capitals, and neither
    the name of a place, a people, a month or a day of the week. Whatever holds a capital, a digit, an apostrophe, a
    hyphen or any other sign within may name somebody, a place or a day, and is no slip.
    """
    if _without_words(before) != _without_words(after):
        return False
    changed = 0
    for was, now in zip(before.texts, after.texts, strict=True):
        for name in after.prose():
            found = _changes(getattr(was, name), getattr(now, name))
            if found is None or not all(_is_slip(*pair, now.language) for pair in found):
                return False
            changed += len(found)
    return changed <= PLACES


def _without_words(record):
    """What the record holds beside its prose."""
    texts = [text.model_dump(exclude=set(record.prose())) for text in record.texts]
    return record.model_dump(exclude={"texts"}), texts


def _changes(before, after):
    """[(before, after), …] of the words that are not the same; None where there are more or fewer of them."""
    was, now = before.split(), after.split()
    return [pair for pair in zip(was, now, strict=True) if len(set(pair)) > 1] if len(was) == len(now) else None


def _is_slip(was, now, language):
    was, now = was.strip(MARKS), now.strip(MARKS)
    if was == now:
        return bool(now)
    length = min(len(was), len(now))
    if length < SHORTEST or not all(map(_is_small, was + now)):
        return False
    return OSA.distance(was, now) <= (2 if length >= LONG else 1) and not any(
        _is_a_name(word, language) for word in (was, now)
    )


def _is_small(sign):
    return unicodedata.name(sign, "").startswith(SMALL)


def _is_a_name(word, language):
    return bool(gazetteer().named(key(word))) or word in _calendar(language_alone(language))


@lru_cache(maxsize=64)
def _calendar(language):
    """The names of months and days of the week in a language; in one that nobody knows them of, of English."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    names = (*locale.months.values(), *locale.days.values())
    return frozenset(name.lower() for forms in names for some in forms.values() for name in some.values())
