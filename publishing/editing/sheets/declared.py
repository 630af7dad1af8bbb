"""The columns of the sheet of one kind, from the declarations of its record and the fields of its model."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from publishing.editing.sheets import columns
from publishing.editing.sheets.common import closing_columns, key_columns
from publishing.editing.sheets.lookups import countries, entries, sources, terms
from publishing.models import Entry, Source, YearField
from publishing.records.record import TextRecord
from publishing.records.values import (
    Languages,
    Number,
    Parts,
    Places,
    Ref,
    Refs,
    Steps,
    Term,
    Terms,
    Words,
    Year,
    YesNo,
    declared,
)


def sheet_columns(model, *, instead=None, after=None):
    """The columns of the sheet of `model`, an Entry, in the order of its declarations: keys, words, facts, sources.

    `instead` gives the columns of fields that have others than their kind of value, {name: columns}, and `after` those
    that no record holds, {name of the field before them: columns}.
    """
    instead, after, answerable = instead or {}, after or {}, model.RECORD.answerable()
    text = model._meta.get_field("texts").related_model
    found = [_of_words(value, name, text) for name, value in _words(model.RECORD.text_class())]
    for name, value in model.RECORD.own().items():
        found += instead[name] if name in instead else [_column(value, name, model, name in answerable)]
        found += after.get(name, ())
    return [*key_columns(), *found, *closing_columns()]


def _words(text_class):
    return [(name, value) for name, value in declared(text_class).items() if name not in TextRecord.model_fields]


def _of_words(value, name, text):
    options = {"needed": not text._meta.get_field(name).blank, "of_text": True, "answer": name}
    kind = columns.Lines if isinstance(value, Steps) else columns.Words
    return kind(name, said(text, name, value), in_files=value.in_files, example=value.example, **options)


def _column(value, name, model, answerable):
    in_model = value.in_model(name)
    field, help = model._meta.get_field(in_model), said(model, in_model, value)
    options = {"example": value.example, "answer": name if answerable else ""}
    match value:
        case Words():
            return columns.Words(in_model, help, needed=not field.blank, **options)
        case Languages():
            return columns.Lines(in_model, help, **options)
        case Year():
            return columns.Year(in_model, help, **options)
        case YesNo():
            help = help if field.null else format_lazy("{} {}", help, _("Empty means no."))
            return columns.YesNo(in_model, help, unknown=field.null, **options)
        case Number():
            return columns.Number(in_model, help, **options)
        case Parts():
            return columns.Rows(in_model, help, field.related_model, _columns_of_row(field), **options)
        case Places():
            kind = columns.Many if field.many_to_many else columns.One
            help = format_lazy("{} {}", help, _("By name in any language, or code."))
            return kind(in_model, help, countries, key="code", **options)
        case Term():
            options |= {"listed": True, "needed": not field.blank}
            return columns.One(in_model, help, terms(value.vocabulary), **options)
        case Terms():
            return columns.Many(in_model, help, terms(value.vocabulary), listed=True, **options)
        case Refs():
            return columns.Many(in_model, help, entries(field.related_model), **options)
        case Ref():
            return columns.One(in_model, help, entries(field.related_model), linked=True, **options)
    raise TypeError(f"{name} needs a column of its own")


def _columns_of_row(relation):
    """The columns of the rows behind `relation`, by their fields; their order is that of the cell."""
    fields = [one for one in relation.related_model._meta.fields if one.editable and not one.primary_key]
    return [_of_field(one) for one in fields if one is not relation.field and one.name != "position"]


def _of_field(field):
    name, help = field.name, field.help_text
    options = {"needed": not field.blank and not field.has_default()}
    if field.is_relation:
        return columns.One(name, help, _lookup(field), **options)
    if field.choices:
        return columns.Choice(name, help, field.choices, **options)
    kinds = {
        YearField: columns.Year,
        models.BooleanField: columns.YesNo,
        models.IntegerField: columns.Number,
        models.DecimalField: columns.Fraction,
    }
    kind = next((column for of, column in kinds.items() if isinstance(field, of)), columns.Words)
    return kind(name, help, **options)


def _lookup(field):
    if field.related_model is Source:
        return sources
    if issubclass(field.related_model, Entry):
        return entries(field.related_model)
    return terms(field.get_limit_choices_to()["vocabulary"])


def said(model, name, value):
    """What the column holds, in the words of the form of `model`; else of the declaration, `value`."""
    field = model._meta.get_field(name)
    help = getattr(field, "help_text", "")
    sentences = [format_lazy("{}.", value.label)] if help and value.label and not isinstance(value, Places) else []
    sentences.append(help or value.meaning)
    if isinstance(value, Words) and field.max_length:
        sentences.append(format_lazy(_("At most {} characters."), field.max_length))
    return format_lazy(" ".join(["{}"] * len(sentences)), *sentences)
