"""What a person must have looked at before an entry may be published, beside what stops it in any case.

A program that loads a file of published sources is not asked; whoever publishes such an entry next is.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.levels import Level
from publishing.models import Edition
from publishing.records.record import Answer
from publishing.safety.checks import Stop
from publishing.safety.consents import consent_stops
from publishing.safety.slips import PLACES, only_spelling


@dataclass(frozen=True)
class Question:
    """A safety question: `no` is the safe answer, and `advice` what to do after a `yes`."""

    name: str
    words: Any
    advice: Any


NAMING = Question(
    "naming",
    gettext_lazy("Could naming anyone here, in this place and at this time, harm them?"),
    gettext_lazy("You said that naming could harm somebody: choose a more careful level."),
)
QUESTIONS = (
    NAMING,
    Question(
        "place",
        gettext_lazy("Is any place named more precisely than readers need?"),
        gettext_lazy("You said that a place is named too precisely: name a larger one."),
    ),
    Question(
        "people",
        gettext_lazy("Does a text name a private person, or lead to one?"),
        gettext_lazy("You said that a text leads to a private person: take that out."),
    ),
)
EMPTY = "empty"
# The editions among which the one is looked for that the questions were answered for: each slip may have one.
EDITIONS = PLACES + 1
# They have a point of their own.
NOT_ASKED_ABOUT = ("sources",)


def open_points(entry, record, *, by=None):
    """The points (a list of Stop) that a person must still answer before `record` of `entry`, as saved, is public.

    What another one than the user `by` answered, `by` has not read; None: whoever answered.
    """
    if record is None or not record.texts:
        return []
    given = answers(entry, record, by=by)
    sources = [] if entry.citations.all() else [Stop("citations", _("There is no source: add at least one."))]
    return [*sources, *consent_stops(entry), *_safety_points(entry, given), *_empty_points(record, given)]


def answers(entry, record, *, by=None):
    """The answers given for this very `record`, {name of a question: "no" or "yes"}: after a change there are none.

    They outlast a change of nothing but spelling in what is public, whoever makes it. Otherwise those of another one
    than the user `by` are none: two people read it only if each answers.
    """
    given = entry.safety.get("answers", {})
    if given and entry.safety["record"] == fingerprint(record):
        return {} if answered_by_another(entry, by) else given
    return given if given and mends_spelling(entry, record) else {}


def answered_by_another(entry, user):
    """The name of who answered last, if that is another one than `user`; empty for None, or if nobody did."""
    name = entry.safety.get("by", "")
    return "" if user is None or name == user.get_username() else name


def mends_spelling(entry, record):
    """Whether `record` of a public entry is one that the questions were answered for, with other spellings in it.

    However often it is mended, it is held against the edition that was answered for.
    """
    editions = Edition.objects.of(entry)
    if not editions.filter(current=True).exists():
        return False
    for edition in editions.readable().order_by("-number")[:EDITIONS]:
        before = edition.read()
        if fingerprint(before) == entry.safety.get("record"):
            return before != record and only_spelling(before, record)
    return False


def give_answers(entry, record, given, *, by):
    entry.safety = {"record": fingerprint(record), "answers": given, "by": by.get_username()}


def fingerprint(record):
    """The SHA-256 of a record: answers are for the words that were read, and for no others."""
    return hashlib.sha256(record.model_dump_json().encode()).hexdigest()


def not_asked(record):
    """The names of the fields of `record` and its original text that are empty without a reason."""
    names = record.answerable().difference(NOT_ASKED_ABOUT)
    return sorted(name for name in names if record.answer(name) is Answer.NOT_ASKED and record.is_asked(name))


def _safety_points(entry, given):
    for question in QUESTIONS:
        answer = given.get(question.name)
        if answer is None:
            yield Stop(f"safety.{question.name}", _("A safety question is open: %s") % question.words)
        elif answer == "yes" and not (question is NAMING and entry.level != Level.OPEN):
            yield Stop(f"safety.{question.name}", str(question.advice))


def _empty_points(record, given):
    if given.get(EMPTY) != "yes" and (names := not_asked(record)):
        words = ngettext(
            "%d field is empty without a reason: give one, or say that it is left as not looked up yet.",
            "%d fields are empty without a reason: give one, or say that they are left as not looked up yet.",
            len(names),
        )
        yield Stop(f"safety.{EMPTY}", words % len(names))
