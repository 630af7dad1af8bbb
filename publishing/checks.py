"""What stops an entry from being published."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from places.levels import Level
from places.names import country_name
from publishing.models import Address
from publishing.records import RECORDS, hide, policy


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
    """Above open, prose may not name whom the level hides; at anonymised it may not name the country either."""
    if entry.level == Level.OPEN:
        return
    for text in entry.texts.all():
        names = set(entry.names_to_hide())
        if entry.level == Level.ANONYMISED:
            names |= {country_name(country.code, text.language) for country in entry.places()}
        for field, name in _named(text, names, Level(entry.level)):
            yield Stop(
                "texts",
                _("The %(field)s (%(language)s) names “%(name)s”, which this level hides: reword it.")
                % {
                    "field": text._meta.get_field(field).verbose_name,
                    "language": text.language,
                    "name": name,
                },
            )


def _named(text, names, level):
    """The fields of `text` that stay readable at `level` and hold one of `names`, each with the name."""
    record = text.to_record()
    for field, info in type(record).model_fields.items():
        shown = policy(info)
        if shown.prose and shown.at(level) is not hide:
            for name in sorted(names):
                if name and _holds(getattr(record, field), name):
                    yield field, name


def _holds(words, name):
    """Whether `words` hold `name` as a whole word; an acronym only in capitals."""
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, flags) is not None
