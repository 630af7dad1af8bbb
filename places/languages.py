"""Languages by their names: what BCP 47 tag somebody means, and a list to choose from. The names are CLDR's."""

from collections import defaultdict
from functools import cache, lru_cache

from places.gazetteer import key
from places.names import LANGUAGES, is_language, language_name, locale
from places.order import in_order

NO_LANGUAGE = ("root", "und", "mul")


@cache
def tags():
    """The tags of languages that have a name in CLDR, and are known there."""
    found = {tag.replace("_", "-") for language in LANGUAGES for tag in locale(language).languages}
    return sorted(tag for tag in found if is_language(tag) and tag not in NO_LANGUAGE)


@lru_cache(maxsize=8)
def offered(language):
    """[(tag, name in `language`), …]: the languages of the site, then the others in their order."""
    others = [(tag, language_name(tag, language)) for tag in tags() if tag not in LANGUAGES]
    return [
        *((tag, language_name(tag, language)) for tag in LANGUAGES),
        *in_order(others, lambda one: one[1], language),
    ]


def called(typed):
    """The tags of the languages that `typed` may mean: a tag as it is usually written, or else a name or a tag."""
    if typed in tags():
        return [typed]
    return sorted(_by_name().get(key(typed), set()) | ({typed.lower()} & set(tags())))


@cache
def _by_name():
    """{key: tags} of names in the languages of the site; a fifth of a second, so it is kept."""
    found = defaultdict(set)
    for language in LANGUAGES:
        names = locale(language).languages
        for tag in tags():
            for name in (names.get(tag.replace("-", "_")), language_name(tag, language)):
                found[key(name or tag)].add(tag)
    return dict(found)
