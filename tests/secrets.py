"""Who may read what of every table, and secrets in all that nobody outside may.

AUDIENCE names every column that holds words. A column that it does not name fails a test: whoever adds one says for
whom it is, and the leak walk plants a secret in it from then on.
"""

import re
from itertools import count
from string import ascii_lowercase

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from publishing.models import Consent, Entry, Event, Source

WORDS = (models.CharField, models.TextField, models.JSONField)

# Of the words that are planted, also of those that stand in one another.
SHAPE = re.compile(r"(?=(zq[a-z]{3}x[a-z]{3}))")

# Never public.
NOBODY = "nobody"
# Public with the entry: when it is published, and as far as its level and its withheld fields let it.
ENTRY = "entry"
# Vocabulary, places and what an editor writes for everyone: public as it stands.
EVERYONE = "everyone"
# Keys, codes, choices and hashes, which hold no words.
KEY = "key"


def _all(audience, names):
    return dict.fromkeys(names.split(), audience)


# By class; a class inherits from those that it is made of.
AUDIENCE = {
    "Entry": _all(KEY, "entry_kind uid slug original_language unanswered") | _all(NOBODY, "notes safety confirmed"),
    "Text": _all(KEY, "language") | _all(ENTRY, "title"),
    "BaseCitation": _all(ENTRY, "locator"),
    "Consent": _all(NOBODY, "role"),
    "Source": _all(KEY, "slug") | _all(ENTRY, "title publisher url"),
    "Invitation": _all(KEY, "digest"),
    "SheetImport": _all(KEY, "kind") | _all(NOBODY, "file_name left"),
    "Event": _all(KEY, "kind uid") | _all(NOBODY, "note"),
    "Edition": _all(KEY, "kind uid slug digest") | _all(ENTRY, "title record") | _all(EVERYONE, "note"),
    "Address": _all(KEY, "kind slug"),
    "Generation": _all(KEY, "era mark"),
    "Step": _all(KEY, "mark"),
    "Term": _all(EVERYONE, "label description aliases") | _all(KEY, "vocabulary slug codes"),
    "Translated": _all(EVERYONE, "texts"),
    "Organisation": _all(ENTRY, "acronym website contact iati") | _all(KEY, "languages wikidata ror"),
    "OrganisationText": _all(ENTRY, "about"),
    "Body": _all(NOBODY, "also_known_as"),
    "Network": _all(ENTRY, "acronym") | _all(NOBODY, "website"),
    "NetworkText": _all(ENTRY, "about"),
    "Membership": _all(ENTRY, "role"),
    "PracticeText": _all(
        ENTRY, "summary context approach outcomes key_finding lessons conditions years_note evidence_note"
    )
    | _all(ENTRY, "steps duration dose team partners_needed permission core changeable went_wrong harms safeguards"),
    "Reach": _all(ENTRY, "who note"),
    "Cost": _all(KEY, "currency") | _all(ENTRY, "note"),
    "Evaluation": _all(ENTRY, "by sample result"),
    "Figure": _all(ENTRY, "measure unit compared_with weakness"),
    "Adaptation": _all(ENTRY, "what"),
    "Material": _all(KEY, "language") | _all(ENTRY, "title url"),
    "Theme": _all(EVERYONE, "name description aliases") | _all(KEY, "slug key un_area dac"),
    "Recommendation": _all(EVERYONE, "title gist locator label") | _all(KEY, "number"),
    "KeyTheme": _all(EVERYONE, "title gist locator"),
    "Place": _all(EVERYONE, "other_names"),
    "Region": _all(KEY, "code"),
    "Country": _all(KEY, "code iso3 m49"),
    "Grouping": _all(EVERYONE, "name note") | _all(KEY, "slug"),
    # Made of current editions, and of nothing else.
    "Document": _all(KEY, "kind uid slug language") | _all(ENTRY, "title titles values record spelt"),
    "Spelling": _all(ENTRY, "word"),
    "SynonymGroup": _all(NOBODY, "words"),
    "FormerTheme": _all(KEY, "slug key"),
    # Pictures; their bytes are looked after by tests of their own.
    "Picture": _all(KEY, "language") | _all(ENTRY, "alt caption credit"),
    "Image": _all(KEY, "digest"),
    "Rendition": _all(KEY, "digest"),
    "PublishedPicture": _all(KEY, "digest"),
    # What organisations answer and strangers suggest, until an editor makes it part of an entry.
    "ConsentLink": _all(KEY, "kind uid digest"),
    "ConsentAnswer": _all(KEY, "kind uid") | _all(NOBODY, "message role"),
    "Suggestion": _all(KEY, "reference entry_kind uid") | _all(NOBODY, "words contact note"),
    # The work of editors.
    "Care": _all(KEY, "kind uid") | _all(NOBODY, "names"),
    "Mention": _all(KEY, "kind uid field") | _all(NOBODY, "words"),
    "Completeness": _all(KEY, "missing"),
    "AddedOnce": _all(KEY, "key kind row digest"),
    "Typed": _all(KEY, "kind about") | _all(NOBODY, "fields"),
    "LinkCheck": _all(NOBODY, "url moved_to") | _all(KEY, "etag"),
    "LookAlike": _all(KEY, "kind one other"),
    "Version": _all(KEY, "kind") | _all(NOBODY, "title content comment"),
    # The staff.
    "EmailAddress": _all(NOBODY, "email"),
    "EmailConfirmation": _all(KEY, "key"),
    "Authenticator": _all(NOBODY, "data"),
    "LanguageChoice": _all(KEY, "language"),
    "DaySecret": _all(KEY, "secret"),
    "Counted": _all(KEY, "what source"),
    "UsedCode": _all(KEY, "key"),
    "User": _all(NOBODY, "password username first_name last_name email"),
    "Group": _all(NOBODY, "name"),
    "LogEntry": _all(KEY, "object_id") | _all(NOBODY, "object_repr change_message"),
    # The program's own.
    "Permission": _all(KEY, "name codename"),
    "ContentType": _all(KEY, "app_label model"),
    "Session": _all(KEY, "session_key session_data") | _all(NOBODY, "device"),
    "Tag": _all(KEY, "name slug"),
}


def columns(model):
    """The columns of `model` that hold words of somebody's choice."""
    return [field for field in model._meta.concrete_fields if isinstance(field, WORDS) and not field.choices]


def audience(model, field):
    """Who may read `field` of `model`; None when nobody said."""
    for base in model.__mro__:
        if found := AUDIENCE.get(base.__name__, {}).get(field.name):
            return found
    return None


def unclassified():
    """The columns for which nobody said who may read them, as “networks.Network.acronym”."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in columns(model)
        if audience(model, field) is None
    ]


class Secrets:
    """Words that occur nowhere else, each in one column of one row; `planted` is {word: where it is}."""

    def __init__(self):
        self.planted = {}
        self._numbers = count(1)

    def plant(self, row, who):
        """Put a new secret into each column of `row` that is for `who`, behind the back of the model's own rules."""
        model = type(row)
        values = {
            field.name: self._value(field, f"{model._meta.label}.{field.name} of {row.pk}")
            for field in columns(model)
            if audience(model, field) == who
        }
        if values:
            model._base_manager.filter(pk=row.pk).update(**values)

    def word(self, where):
        """A new secret, for `where`."""
        number = next(self._numbers)
        letters = "".join(ascii_lowercase[number // 26**power % 26] for power in (2, 1, 0))
        word = f"zq{letters}x{letters}"
        self.planted[word] = where
        return word

    def _value(self, field, where):
        word = self.word(where)
        if isinstance(field, models.JSONField):
            return [word] if field.default is list else {word: word}
        if field.name == "iati":  # a code that can hold a word
            return f"XX-REG-{word}"
        return f"https://{word}.invalid/" if isinstance(field, models.URLField) else word

    def found_in(self, text):
        """Where the secrets stand that are in `text`, however they are written."""
        words = dict.fromkeys(SHAPE.findall(text.lower()))
        return [f"{word} ({self.planted[word]})" for word in words if word in self.planted]


# --- rows to plant them in


def rows_of(entry):
    """`entry`, the rows that go when it goes, and the sources that these cite; one of each is made where none is."""
    yield entry
    for relation in entry._meta.related_objects:
        if not (relation.one_to_many and relation.on_delete is models.CASCADE and apps.is_installed(_app(relation))):
            continue
        found = relation.related_model._base_manager.filter(**{relation.field.name: entry})
        for row in list(found) or [make_row(relation.related_model, **{relation.field.name: entry})]:
            yield from rows_of(row)
    if getattr(entry, "source_id", None) and isinstance(entry.source, Source):
        yield entry.source


def _app(relation):
    return relation.related_model._meta.app_config.name


def make_row(model, about=None, /, **known):
    """A row of `model` with the least that it needs; what can speak of an entry speaks of `about`.

    For the table of all kinds of entry, one of some kind.
    """
    if model is Entry:
        model = next(iter(Entry.kinds.values()))
    if about is not None:
        known |= _ties(model, about)
    values = dict(known)
    if issubclass(model, Consent):
        values["photographs"] = True  # or its pictures would stop an entry
    for field in model._meta.concrete_fields:
        made = (field.primary_key and not field.is_relation) or getattr(field.remote_field, "parent_link", False)
        if field.name not in values and not made and field.name != "entry_kind":
            value = _least(field)
            if value is not None:
                values[field.name] = value
    with transaction.atomic():
        row = model(**values)
        row.save(force_insert=True)
    return row


def rows_about(model, entry):
    """All rows of `model`, one that speaks of `entry` among them; it is made where none is."""
    manager = model._base_manager
    if not manager.filter(**_ties(model, entry)).exists():
        make_row(model, entry)
    return list(manager.all())


def _ties(model, entry):
    """How a row of `model` says that it belongs to `entry`: by a key, its kind and uid, or its table and key."""
    names = {field.name for field in model._meta.concrete_fields if not field.choices}
    ties = {"kind": entry.KIND, "uid": entry.uid} if {"kind", "uid"} <= names else {}
    if "entry" in names and issubclass(type(entry), model._meta.get_field("entry").related_model):
        ties["entry"] = entry
    if {"content_type", "object_id"} <= names:
        ties |= {"content_type": ContentType.objects.get_for_model(entry), "object_id": str(entry.pk)}
    return ties


def _least(field):
    """A value that `field` takes; None where it can go without."""
    if isinstance(field, models.ForeignKey):
        if field.null and field.related_model is not get_user_model():
            return None
        if field.related_model is Source:  # its own for each, so that no secret overwrites another
            return make_row(Source)
        return field.related_model._base_manager.order_by("pk").first() or make_row(field.related_model)
    if field.has_default() or getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return None
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.CharField | models.TextField):
        return f"row{next(_rows):04}"[
            : field.max_length or None
        ]  # each after those before it, for who asks for an order
    if isinstance(field, models.DateTimeField):
        return None if field.null else timezone.now()
    if isinstance(field, models.DateField):
        return timezone.localdate()
    return None if field.null else 1


_rows = count(1)


def internal_models():
    """The tables with words for nobody that do not hang on an entry by a key of their own."""
    return [
        model
        for model in apps.get_models()
        if any(audience(model, field) == NOBODY for field in columns(model)) and not _hangs_on_entry(model)
    ]


def _hangs_on_entry(model):
    names = {base.__name__ for base in model.__mro__}
    return bool(names & {"Entry", "Consent", "Text", "BaseCitation", "User"}) or model is Event
