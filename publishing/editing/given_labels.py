"""What a form of the admin that could not be taken held, in the words of its labels. Asks no database."""

import re

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.editing.form_fields import NOT_APPLICABLE, NOT_REPORTED, WITHHELD, questions
from publishing.editing.forms import NO_OR_YES
from publishing.models import Entry
from publishing.safety.checklist import QUESTIONS

ROW = re.compile(r"([a-z_]+)-(\d{1,6})-(.+)")  # of a part: its relation, its number, its field
WHY = "unanswered_"
SWITCHED = {"on": gettext_lazy("Yes"), "true": gettext_lazy("Yes"), "false": gettext_lazy("No")}
REASONS = dict([NOT_REPORTED, NOT_APPLICABLE, WITHHELD])


def told(model, sent):
    """[(label, words)] of what was typed or chosen among `sent`, pairs of name and value of a form about `model`.

    What only the form itself knows, such as keys, is left out: it is sent again, and says nothing to who typed.
    """
    found = (_told(model, name, value) for name, value in sent)
    return [pair for pair in found if pair and pair[1].strip()]


def _told(model, name, value):
    if row := ROW.fullmatch(name):
        part = _field(model, row[1])
        if part is None or not part.one_to_many:
            return None
        told = _of_field(part.related_model, row[3], value)
        return told and (f"{capfirst(part.related_model._meta.verbose_name)} {int(row[2]) + 1}: {told[0]}", told[1])
    return _of_question(name, value) or _why_empty(model, name, value) or _of_field(model, name, value)


def _of_question(name, value):
    """An answer of the checklist, or a note beside it."""
    words = {question.name: question.words for question in QUESTIONS}
    if name in words:
        return str(words[name]), str(dict(NO_OR_YES).get(value, value))
    return (_("Note"), value) if name == "note" else None


def _why_empty(model, name, value):
    asked = questions(model) if issubclass(model, Entry) and name.startswith(WHY) else {}
    if (question := asked.get(name.removeprefix(WHY))) is None:
        return None
    return f"{capfirst(question.label)}: {_('Why it is empty')}", str(REASONS.get(value, ""))


def _of_field(model, name, value):
    field = _field(model, name)
    if field is None or field.auto_created or not field.editable:
        return None
    if field.is_relation and value.isdecimal():  # a key
        return None
    if isinstance(field, models.BooleanField):
        return str(capfirst(field.verbose_name)), str(SWITCHED.get(value, ""))
    return str(capfirst(field.verbose_name)), str(dict(field.flatchoices).get(value, value))


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
