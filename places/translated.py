"""Words in other languages: rows of vocabulary are written in English, and their `texts` say the same in others."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from places.names import OWN_LANGUAGE, language_name
from places.plain_text import PlainJSONField

TEXTS, ALIASES = "texts", "aliases"


class Said(NamedTuple):
    """Words for a reader; `lang` is the BCP 47 tag of words that are not in the language of the page, else ""."""

    words: str | list
    lang: str = ""


def said(texts, name, own, language=None):
    """The Said of `name` in `texts` ({language: {name: words}}), in `language`, the active one by default.

    `own` are the English words, for where there are no others.
    """
    language = language or get_language() or OWN_LANGUAGE
    if words := texts.get(language, {}).get(name):
        return Said(words)
    return Said(own, "" if language.startswith(OWN_LANGUAGE) else OWN_LANGUAGE)


def names_in(texts, label):
    """The names in `texts`, of which `label` holds the one that is shown: (language, name, whether it is that one)."""
    for language, words in texts.items():
        if words.get(label):
            yield language, words[label], True
        yield from ((language, alias, False) for alias in words.get(ALIASES) or ())


def path_of(language, name):
    """How fields of forms and mentions call the words `name` in `language`: “texts.fr.label”."""
    return f"{TEXTS}.{language}.{name}"


class Translated(models.Model):
    """A row with its words in English in columns, and in other languages in `texts`: {language: {name: words}}.

    TRANSLATED is {name: its column}, first what the row is called by.
    """

    TRANSLATED: dict[str, str] = {}

    texts = PlainJSONField(_("in other languages"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def said(self, name):
        """The Said of `name`, a key of TRANSLATED."""
        return said(self.texts, name, getattr(self, self.TRANSLATED[name]))

    def names(self):
        """All that it is called, in all languages, what it is called in English first."""
        own = {name: getattr(self, column) for name, column in self.TRANSLATED.items()}
        label = next(iter(self.TRANSLATED))
        return tuple(name for _language, name, _shown in names_in({OWN_LANGUAGE: own} | self.texts, label))

    def paths(self):
        """The paths of all words in `texts`."""
        return [path_of(language, name) for language, words in self.texts.items() for name in words]

    def field_label(self, path):
        """What a column, or the words at a path, are called."""
        column, *inside = path.split(".")
        if not inside:
            return self._meta.get_field(column).verbose_name
        language, name = inside
        return f"{self._meta.get_field(self.TRANSLATED[name]).verbose_name} ({language_name(language)})"
