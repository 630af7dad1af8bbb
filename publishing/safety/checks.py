"""What stops an entry from being published."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from places.levels import Level
from places.lists import listed
from places.names import territory_name
from publishing.entries.sight import hides
from publishing.models import Address, Care, Edition, Entry, Mention
from publishing.records.naming import Names, findings, private_data
from publishing.records.record import RECORDS, TextRecord, hide, policy

# What the relations are called that hold a field of a record.
FORM_FIELDS = {"sources": "citations"}


@dataclass(frozen=True)
class Stop:
    """One reason: the form's `field`, a sentence what to do, and the `words` that a person may call harmless."""

    field: str
    message: str
    words: str = ""

    def __str__(self):
        return self.message


def stops(entry, record, *, to=None, leads=True):
    """Every reason (a Stop) why `record` of `entry`, as saved, may not be public; for a user `to`, as they may know.

    Without `leads`, nobody asks whether who leads it is public: a load publishes both.
    """
    if record is None:
        return []
    return [
        *_field_stops(entry),
        *_text_stops(entry),
        *_fact_stops(entry),
        *(_lead_stops(entry, to) if leads else ()),
        *_naming_stops(entry, record, to),
        *_private_stops(entry, record),
    ]


def note_stops(entry, note):
    """Every reason why `note`, a line for the public history, may not be published with `entry` as it is saved."""
    for name in Names(_names_kept_from(entry)).in_words(note):
        words = _("The note names “%s”, which may not be named here: reword it.")
        yield Stop("note", words % name)
    for found, what in findings(note):
        words = _("The note holds “%(words)s”, which looks like %(what)s: take it out.")
        yield Stop("note", words % {"words": found, "what": what})


def _field_stops(entry):
    """What the fields themselves refuse; whether related rows exist is the database's to say."""
    try:
        entry.clean_fields(exclude=[field.name for field in entry._meta.fields if field.is_relation])
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            yield from (Stop(field, message) for message in messages)


def _text_stops(entry):
    texts = {text.language: text for text in entry.texts.all()}
    original = texts.get(entry.original_language)
    if original is None:
        yield Stop("texts", _("There is no text in the original language (%s): add one.") % entry.original_language)
    for name in entry.REQUIRED_WORDS if original else ():
        if not getattr(original, name).strip():
            label = original._meta.get_field(name).verbose_name
            yield Stop("texts", _("The text in the original language has no %s: write it.") % label)
    for language, text in texts.items():
        if (text.origin == "original") != (text is original):
            words = _("Say where the text in “%(language)s” comes from: only “%(original)s” is the original.")
            yield Stop("texts", words % {"language": language, "original": entry.original_language})


def _fact_stops(entry):
    """Answers to fields that there are, a level that its countries ask for, an address of its own."""
    if unknown := sorted(set(entry.unanswered) - RECORDS[entry.KIND].answerable()):
        yield Stop("unanswered", _("There are no fields with these names: %s.") % listed(unknown))
    least = Level.most_careful(country.least_level for country in entry.places())
    if Level(entry.level).care < least.care:
        names = listed(country for country in entry.places() if country.least_level == least)
        words = _("Entries in %(places)s are published at level %(level)s or a more careful one.")
        yield Stop("level", words % {"places": names, "level": least.label})
    if Address.objects.filter(kind=entry.KIND, slug=entry.slug).exclude(entry=entry.pk).exists():
        yield Stop("slug", _("The address “%s” belonged to another entry: choose another.") % entry.slug)


def _lead_stops(entry, to):
    """Who is merely not public yet would be read as withheld for safety."""
    for field, body in entry.leads():
        if body.level != Level.WITHHELD and not Edition.objects.current().of(body).exists():
            name = str(body) if body.is_seen_by(to) else _("who leads it")
            yield Stop(field, _("“%s” is not public yet: publish it too, before this.") % name)


def _naming_stops(entry, record, to):
    """What would be published may not name whom the entry's own level or that of the other one hides."""
    names = Names(_names_kept_from(entry, to))
    harmless = Mention.objects.harmless(entry.KIND, entry.uid)
    if not _hides_title(entry):
        for name in names.in_address(entry.slug):
            if ("title", name) not in harmless:
                yield Stop("slug", _("The address names “%s”, which may not be named here: choose another.") % name)
    for part, field, name in names.in_record(record):
        if (field, name) not in harmless:
            words = _("%(field)s names “%(name)s”, which may not be named here: reword it.")
            yield Stop(_form_field(part, field), words % {"field": _where(entry, part, field), "name": name})


def _private_stops(entry, record):
    """Nothing may lead to a private person or a door, unless a person confirmed that it does not."""
    for found in private_data(record):
        if found.words not in entry.confirmed:
            words = _(
                "%(field)s holds “%(words)s”, which looks like %(what)s: take it out, or confirm that it may stay."
            )
            about = {"field": _where(entry, found.part, found.field), "words": found.words, "what": found.what}
            yield Stop(_form_field(found.part, found.field), words % about, found.words)
    if record.pictures and not entry.may_show_pictures():
        words = _("There is no consent for photographs: add one that covers them, or take the pictures out.")
        yield Stop("pictures", words)


def _form_field(part, field):
    return "texts" if isinstance(part, TextRecord) else FORM_FIELDS.get(field, field)


def _where(entry, part, field):
    """The field `field` of `part`, a record or one of its texts, as the beginning of a sentence."""
    if not isinstance(part, TextRecord):
        held = entry._meta.get_field(FORM_FIELDS.get(field, field))
        label = held.related_model._meta.verbose_name_plural if held.one_to_many else held.verbose_name
        return _("The field “%s”") % label
    label = entry._meta.get_field("texts").related_model._meta.get_field(field).verbose_name
    return _("The %(field)s (%(language)s)") % {"field": label, "language": part.language}


def _names_kept_from(entry, to=None):
    """What `entry` may not name at its level, of the names that the user `to` may know."""
    level = Level(entry.level)
    careful = [body for body in entry.bodies() if level != Level.OPEN or body.level != Level.OPEN]
    names = {name for body in careful if body.is_seen_by(to) for name in body.names()}
    unknown = [kind for kind, model in Entry.kinds.items() if hides(model, to)]
    others = Care.objects.exclude(kind=entry.KIND, uid=entry.uid).exclude(kind__in=unknown)
    for kept in others.values_list("names", flat=True):
        names |= set(kept)
    if _hides_title(entry):
        names |= set(entry.names())
    if level is Level.ANONYMISED:
        languages = {"en", *(text.language for text in entry.texts.all())}
        names |= {territory_name(country.code, tag) for country in entry.places() for tag in languages}
    return names


def _hides_title(entry):
    text = RECORDS[entry.KIND].text_class()
    return policy(text.model_fields["title"]).at(Level(entry.level)) is hide
