"""What stops an entry from being published."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from places.levels import Level
from places.names import country_name
from publishing.models import Address
from publishing.records import RECORDS, hide, policy

ARMENIAN = 0x0530  # the first script after Latin, Greek and Cyrillic


@dataclass(frozen=True)
class Stop:
    """One reason: the `field` of the editing form it belongs to, and a sentence that says what to do."""

    field: str
    message: str

    def __str__(self):
        return self.message


def stops(entry):
    """Every reason (a list of Stop) why `entry` may not be published as it is saved now."""
    if entry.level == Level.WITHHELD:
        return []
    return [
        *_field_stops(entry),
        *_text_stops(entry),
        *_origin_stops(entry),
        *_answer_stops(entry),
        *_level_stops(entry),
        *_address_stops(entry),
        *_naming_stops(entry),
    ]


def _field_stops(entry):
    """What the fields themselves refuse; whether related rows exist is the database's to say."""
    related = [field.name for field in entry._meta.fields if field.is_relation]
    try:
        entry.clean_fields(exclude=related)
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            yield from (Stop(field, message) for message in messages)


def _text_stops(entry):
    original = next((text for text in entry.texts.all() if text.language == entry.original_language), None)
    if original is None:
        yield Stop("texts", _("There is no text in the original language (%s): add one.") % entry.original_language)
    else:
        for name in entry.REQUIRED_WORDS:
            if not getattr(original, name).strip():
                label = original._meta.get_field(name).verbose_name
                yield Stop("texts", _("The text in the original language has no %s: write it.") % label)


def _origin_stops(entry):
    for text in entry.texts.all():
        if (text.origin == "original") != (text.language == entry.original_language):
            yield Stop(
                "texts",
                _("Say where the text in “%(language)s” comes from: only “%(original)s” is the original.")
                % {"language": text.language, "original": entry.original_language},
            )


def _answer_stops(entry):
    if unknown := sorted(set(entry.unanswered) - RECORDS[entry.KIND].answerable()):
        yield Stop("unanswered", _("There are no fields with these names: %s.") % ", ".join(unknown))


def _level_stops(entry):
    least = Level.most_careful(country.least_level for country in entry.places())
    if Level(entry.level).care < least.care:
        names = ", ".join(str(country) for country in entry.places() if country.least_level == least)
        yield Stop(
            "level",
            _("Entries in %(places)s are published at level %(level)s or a more careful one.")
            % {"places": names, "level": least.label},
        )


def _address_stops(entry):
    other = Address.objects.filter(kind=entry.KIND, slug=entry.slug).exclude(uid=entry.uid)
    if other.exists():
        yield Stop("slug", _("The address “%s” belonged to another entry: choose another.") % entry.slug)


def _naming_stops(entry):
    """Neither prose nor the address may name whom the entry's own level or that of the other one hides."""
    level = Level(entry.level)
    careful = [body for body in entry.bodies() if level != Level.OPEN or body.level != Level.OPEN]
    names = {name for body in careful for name in body.names()}
    if _is_hidden("title", RECORDS[entry.KIND].text_class(), level):
        names |= set(entry.names())
    else:
        yield from _address_names(entry, names)
    for text in entry.texts.all():
        places = [country_name(c.code, tag) for c in entry.places() for tag in (text.language, "en")]
        hidden = names | set(places) if level is Level.ANONYMISED else names
        for field, name in _named(text, hidden, level):
            yield Stop(
                "texts",
                _("The %(field)s (%(language)s) names “%(name)s”, which may not be named here: reword it.")
                % {"field": text._meta.get_field(field).verbose_name, "language": text.language, "name": name},
            )


def _is_hidden(field, record_class, level):
    return policy(record_class.model_fields[field]).at(level) is hide


def _address_names(entry, names):
    for name in sorted(names):
        if slugify(name) and f"-{slugify(name)}-" in f"-{entry.slug}-":
            yield Stop("slug", _("The address names “%s”, which may not be named here: choose another.") % name)


def _named(text, names, level):
    """The fields of `text` that stay readable at `level` and hold one of `names`, each with the name."""
    record = text.to_record()
    for field, info in type(record).model_fields.items():
        if policy(info).prose and not _is_hidden(field, type(record), level):
            for name in sorted(names):
                if name and _holds(getattr(record, field), name):
                    yield field, name


def _holds(words, name):
    """Whether `words` hold `name`, however its marks, quotes and spaces are typed; an acronym only in capitals.

    Only where words are written apart must it be a whole one: in Arabic or Chinese something may be joined to it.
    """
    words, name = _plain(words), _plain(name)
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    apart = ord(name[0]) < ARMENIAN
    pattern = rf"(?<!\w){re.escape(name)}(?!\w)" if apart else re.escape(name)
    return re.search(pattern, words, flags) is not None


def _plain(text):
    letters = [letter for letter in unicodedata.normalize("NFKD", text) if not 0x0300 <= ord(letter) < 0x0370]
    return " ".join("".join(letters).replace("’", "'").replace("‘", "'").split())
