"""Plain text: what people type without what is no text, for every field that they can fill.

It stands on the lowest floor, because the tables of every room are made of these fields. Texts are cleaned when a form
is read, when a row is saved and when it is read, so that rows of an earlier version are clean in a record, too.
"""

import re
import unicodedata

from django import forms
from django.db import models

BREAKS = "\x0b\x0c\x85\u2028\u2029"  # that are none of ours, beside the carriage return
# Control characters but tab and line break, halves of characters, the two that XML can't hold; and what turns the
# letters around it, embedded, overridden or isolated: a text could look other than it is.
NO_TEXT_SIGNS = "\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufffe\uffff"
# The marks of one direction put a full stop or a bracket on its side where Arabic or Persian meets Latin letters, and
# turn no letter. Within a word they order nothing, and would only hide it from who looks for it.
DIRECTION_MARKS = "\u200e\u200f\u061c"
LINE_BREAKS = re.compile(f"\r\n?|[{BREAKS}]")
NO_TEXT = re.compile(f"[{NO_TEXT_SIGNS}]")
WITHIN_A_WORD = re.compile(rf"(?<=\w)[{DIRECTION_MARKS}]+(?=\w)")
NOT_PLAIN = re.compile(f"[\r{BREAKS}{NO_TEXT_SIGNS}{DIRECTION_MARKS}]")


def plain(text):
    """`text` in Unicode form NFC, with "\\n" for every line break and without what is no text.

    Joiners (ZWJ, ZWNJ) stay: Persian, Arabic and the scripts of India are spelt with them.
    """
    if not NOT_PLAIN.search(text) and unicodedata.is_normalized("NFC", text):
        return text  # as nearly every text is that is read
    kept = WITHIN_A_WORD.sub("", NO_TEXT.sub("", LINE_BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", kept)


def in_one_line(text):
    """`text` as `plain` leaves it, in one line."""
    return re.sub(r"[\n\t]", " ", plain(text))


def in_values(value):
    """A value of JSON with its texts as `plain` leaves them; its keys are ours."""
    if isinstance(value, dict):
        return {name: in_values(one) for name, one in value.items()}
    if isinstance(value, list):
        return [in_values(one) for one in value]
    return plain(value) if isinstance(value, str) else value


def uncut(attrs):
    """The attributes of a widget under which a browser cuts nothing that is pasted: too much is told, and refused."""
    return {"data-most" if name == "maxlength" else name: value for name, value in attrs.items()}


class PlainField(forms.CharField):
    """A field of a form; it has several lines when its widget has. Each text runs in the direction of its letters."""

    def widget_attrs(self, widget):
        attrs = uncut(super().widget_attrs(widget))
        return attrs if widget.is_hidden else attrs | {"dir": "auto"}

    def to_python(self, value):
        text = super().to_python(value)
        return plain(text) if isinstance(self.widget, forms.Textarea) else in_one_line(text)


class Cleaning:
    """Mixed into a field of a table, whose texts `clean_text` cleans. To the database it is the field that it was."""

    clean_text = staticmethod(in_one_line)

    def deconstruct(self):
        name, _path, positional, named = super().deconstruct()
        return name, f"django.db.models.{self.stored_as.__name__}", positional, named

    def to_python(self, value):
        return self._cleaned(super().to_python(value))

    def from_db_value(self, value, expression, connection):
        return self._cleaned(value)

    def pre_save(self, row, add):
        cleaned = self._cleaned(super().pre_save(row, add))
        setattr(row, self.attname, cleaned)
        return cleaned

    def get_prep_value(self, value):
        return self._cleaned(super().get_prep_value(value))

    def _cleaned(self, value):
        return self.clean_text(value) if isinstance(value, str) else value


class PlainCharField(Cleaning, models.CharField):
    stored_as = models.CharField

    def formfield(self, **options):
        return super().formfield(**{"form_class": PlainField, **options})


class PlainTextField(Cleaning, models.TextField):
    stored_as = models.TextField
    clean_text = staticmethod(plain)

    def formfield(self, **options):
        return super().formfield(**{"form_class": PlainField, **options})


class PlainURLField(Cleaning, models.URLField):
    stored_as = models.URLField


class PlainJSONField(Cleaning, models.JSONField):
    """Words of people in lists and dictionaries."""

    stored_as = models.JSONField

    def from_db_value(self, value, expression, connection):
        return in_values(models.JSONField.from_db_value(self, value, expression, connection))

    def _cleaned(self, value):
        return in_values(value)
