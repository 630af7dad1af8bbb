"""Names of countries, regions and languages in any language, from CLDR through Babel."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

# The languages of the site. The vocabulary is written in the first, and what it says in the others stands beside.
OWN_LANGUAGE, *_OTHERS = LANGUAGES = ("en", "fr", "ar", "es")
OTHER_LANGUAGES = tuple(_OTHERS)


@lru_cache(maxsize=128)
def locale(language):
    """The Babel locale of a BCP 47 tag, or of its nearest known ancestor; English when nothing of it is known."""
    parts = (language or "en").replace("_", "-").split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale("en")


@lru_cache(maxsize=1 << 13)
def _territory(code, language):
    names = locale(language).territories
    return names.get(code) or Locale("en").territories.get(code) or code


def territory_name(code, language=None):
    """The name of a country (ISO 3166-1 alpha-2) or region (M49) in `language`, the active one by default."""
    return _territory(code, language or get_language())


def language_name(tag, language=None):
    """The name of the BCP 47 `tag` in `language`; in that language itself when `language` is the tag."""
    if not is_language(tag):
        return tag
    return locale(tag).get_display_name(locale(language or get_language())) or tag


@lru_cache(maxsize=128)
def direction(tag):
    """The direction, ltr or rtl, that words in the language of the BCP 47 `tag` are written in; auto if not known."""
    if not is_language(tag):
        return "auto"
    return locale(tag).text_direction


def from_left(sign, tag):
    """`sign`, such as 4(b), as it is printed also before words in the language `tag`: a mark keeps its brackets."""
    return f"\u200e{sign}" if direction(tag) == "rtl" else sign


def as_usual(tag):
    """The BCP 47 `tag` with its letters as they are usually written, whether there is such a language or not."""
    first, *more = tag.split("-")
    styles = {2: str.upper, 4: str.title}  # the code of a region, of a script
    return "-".join([first.lower(), *(styles.get(len(part), str.lower)(part) for part in more)])


def is_language(tag):
    """Whether CLDR knows the BCP 47 `tag`."""
    try:
        return bool(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError, TypeError):
        return False
