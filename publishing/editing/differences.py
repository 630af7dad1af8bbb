"""What versions hold, in words, and where two such mappings differ, word by word."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from publishing.entries.history import BOOKKEEPING
from publishing.entries.sight import hides, is_sighted
from publishing.models import Entry, Version

# A word or a mark with the space behind it. Where words are not written apart (Thai, Burmese, Khmer, Chinese,
# Japanese), each letter stands for itself.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_MARKS = r".,;:!?()\[\]“”\"«»…—–/،؛؟।、。"
_TOKEN = re.compile(rf"(?:[{_UNSPACED}]|[^\s{_MARKS}{_UNSPACED}]+|[{_MARKS}])\s*|\s+")
# Beyond so many pairs of tokens that could match, two texts are not compared but shown one after the other.
_TOO_MANY = 25_000_000
TEXTS = "texts"


class Kind(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both sides have, or one of them."""

    kind: Kind
    text: str


class Pictured(str):
    """The words of a picture, an item of a list, with its thumbnail (`url`, `width`, `height`) and what was answered
    about the `people` on it. Two are the same when their words are."""

    __slots__ = ("height", "people", "url", "width")

    def __new__(cls, words, **shown):
        made = super().__new__(cls, words)
        for name, value in shown.items():
            setattr(made, name, value)
        return made


@dataclass(frozen=True)
class Difference:
    """Where two structures differ, `path` being the labels. Of lists of texts (`is_list`), a piece is an item."""

    path: tuple[str, ...]
    before: str | list[str]
    after: str | list[str]
    pieces: tuple[Piece, ...]
    is_list: bool = False

    @property
    def label(self):
        return " › ".join(map(str, self.path))


def compare(before, after):
    """The list of Differences between two mappings of label → value, in the order of `after`, then of `before`.

    A value is a text, a list of texts, or again such a mapping. What is missing on one side is empty there; how lines
    end makes no difference. A part without any words of its own that is on one side only shows as its label.
    """
    return list(_compare_mappings(before, after, ()))


def word_pieces(before, after):
    """The Pieces of two texts: the same and the deleted ones make up `before`, the same and the inserted `after`."""
    return _pieces(_TOKEN.findall(before), _TOKEN.findall(after), join=True)


def item_pieces(before, after):
    return _pieces(list(before), list(after), join=False)


def _compare_mappings(before, after, path):
    for label in [*after, *(label for label in before if label not in after)]:
        yield from _compare_values(before.get(label), after.get(label), (*path, label))


def _compare_values(before, after, path):
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        found = list(_compare_mappings(before or {}, after or {}, path))
        if not found and (before is None) != (after is None):
            before, after = ("", path[-1]) if before is None else (path[-1], "")
            found = [Difference(path, before, after, word_pieces(before, after))]
        yield from found
    elif isinstance(before, list | tuple) or isinstance(after, list | tuple):
        before, after = list(before or []), list(after or [])
        if before != after:
            yield Difference(path, before, after, item_pieces(before, after), is_list=True)
    else:
        before, after = _lines(before), _lines(after)
        if before != after:
            yield Difference(path, before, after, word_pieces(before, after))


def _lines(text):
    return "\n".join(re.split(r"\r\n?|\n", text or ""))


def _pieces(before, after, *, join):
    """The Pieces of two lists of tokens; with `join`, neighbours of one kind are one Piece."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    changed = _changed(before[start : len(before) - end], after[start : len(after) - end])
    stretches = [(Kind.SAME, before[:start]), *changed, (Kind.SAME, before[len(before) - end :])]
    if join:
        return tuple(Piece(kind, "".join(tokens)) for kind, tokens in stretches if tokens)
    return tuple(Piece(kind, token) for kind, tokens in stretches for token in tokens)


def _shared(first, second):
    """How many tokens two lists have in common at their start."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _changed(before, after):
    if len(before) * len(after) > _TOO_MANY:
        return [(Kind.DELETED, before), (Kind.INSERTED, after)]
    found = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            found.append((Kind.SAME, before[start:end]))
        else:
            found += [(Kind.DELETED, before[start:end]), (Kind.INSERTED, after[new_start:new_end])]
    return found


def describe(*snapshots, to=None):
    """For each of `snapshots` a mapping for `compare`, for the user `to` (None: for everybody).

    Rows that belong together bear the same label: a text its language, a citation its source, a participation its
    organisation and role. The names of what they refer to are looked up at once, in a query or two for each table.
    """
    wanted = referred(*snapshots, left_out=BOOKKEEPING)
    names = {model: _names(model, keys, to) for model, keys in wanted.items()}
    return [_Description(one, names).whole() for one in snapshots]


class _Description:
    def __init__(self, snapshot, names):
        self.snapshot, self.names = snapshot, names
        self.below = defaultdict(list)
        for row in snapshot.parts:
            self.below[row.model].append(row)

    def whole(self):
        """As on the public page: the texts, what stands at a glance, the other parts."""
        own = self.snapshot.entry
        parts, facts = self._parts(own), self._facts(own, BOOKKEEPING)
        texts = _words(own.model._meta.get_field(TEXTS).related_model._meta.verbose_name_plural)
        return {texts: parts.pop(texts, {})} | facts | parts

    def _facts(self, row, left_out):
        fields = [field for field in _fields(row) if not field.primary_key and field.name not in left_out]
        return {_words(field.verbose_name): self._value(field, row.fields[field.name]) for field in fields}

    def _parts(self, row):
        found = {}
        for name in getattr(row.model, "PARTS", ()):
            relation = row.model._meta.get_field(name)
            rows = [one for one in self.below[relation.related_model] if one.fields[relation.field.name] == row.pk]
            if rows:
                found[_words(relation.related_model._meta.verbose_name_plural)] = self._described(rows, relation)
        return found

    def _described(self, rows, relation):
        """{label of the row: its facts}; where no row has any besides its label, a list of the labels."""
        matched = _matched_by(relation)
        left_out = {*matched, relation.field.name}
        described, seen = {}, Counter()
        for row in rows:
            label = self._label(row, matched)
            seen[label] += 1
            label = f"{label} ({seen[label]})" if seen[label] > 1 else label
            described[label] = self._facts(row, left_out) | self._parts(row)
        has_facts = len(left_out) + 1 < len(relation.related_model._meta.concrete_fields)
        return described if has_facts else list(described)

    def _label(self, row, matched):
        values = [self._value(row.model._meta.get_field(name), row.fields.get(name)) for name in matched]
        return " – ".join(filter(None, values)) or row.title

    def _name(self, model, key):
        return self.names.get(model, {}).get(str(key)) or missing(model)

    def _value(self, field, value):
        if field.many_to_many:
            return sorted(self._name(field.related_model, key) for key in value or [])
        if value in (None, "", {}, []):
            return ""
        if field.is_relation:
            return self._name(field.related_model, value)
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        return _plain(field, value)


def _words(label):
    return str(capfirst(label))


def _plain(field, value):
    """A value that refers to nothing, in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return {_words(str(key).replace("_", " ")): str(one) for key, one in value.items()}
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(field, models.DateTimeField):
        return date_format(localtime(parse_datetime(value)), "DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return date_format(parse_date(value))
    return str(value)


def _fields(row):
    fields = [*row.model._meta.concrete_fields, *row.model._meta.local_many_to_many]
    return [field for field in fields if field.name in row.fields]


def _matched_by(relation):
    """The fields that tell the rows behind `relation` apart: those that must be unique, or else what they refer to."""
    model, parent = relation.related_model, relation.field.name
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and parent in constraint.fields:
            return [name for name in constraint.fields if name != parent]
    columns = [field for field in model._meta.concrete_fields if field.is_relation and field.editable]
    return [field.name for field in columns if field.name != parent]


def missing(model):
    """The name of what is gone and left none."""
    return _("a %s that is no longer there") % model._meta.verbose_name


def references(row, snapshot):
    """(field, set of keys) for each field of `row` that refers to rows outside of `snapshot`."""
    for field in _fields(row):
        value = row.fields[field.name]
        if field.is_relation and value:
            keys = set(value) if field.many_to_many else {value}
            if keys := {key for key in keys if (field.related_model, key) not in snapshot.inside}:
                yield field, keys


def referred(*snapshots, left_out=()):
    """{model: keys} of what rows of `snapshots` refer to outside of them, but for the fields `left_out`."""
    found = defaultdict(set)
    for snapshot in snapshots:
        for row in snapshot.parts_and_own():
            for field, keys in references(row, snapshot):
                if field.name not in left_out:
                    found[field.related_model] |= keys
    return found


def _names(model, keys, to):
    rows = model._base_manager.filter(pk__in=keys)
    if is_sighted(model):
        rows = model.objects.filter(pk__in=keys).called_for(to)
    found = {str(row.pk): str(row) for row in rows}
    if issubclass(model, Entry) and len(found) < len(keys) and not hides(model, to):
        gone = Version.objects.filter(entry__in=[key for key in keys if str(key) not in found]).order_by("pk")
        words = _("%s (no longer there)")
        found |= {str(entry): words % title for entry, title in gone.values_list("entry_id", "title")}
    return found
