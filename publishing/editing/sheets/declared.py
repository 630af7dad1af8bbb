"""The columns of the sheet of one kind, from the declarations of its record and the fields of its model."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from publishing.editing.sheets.columns import (
    Choice,
    Column,
    Day,
    Fraction,
    LevelColumn,
    Lines,
    Many,
    Number,
    One,
    YesNo,
)
from publishing.editing.sheets.columns import Year as YearColumn
from publishing.editing.sheets.links import Links, Part
from publishing.editing.sheets.lookups import countries, entries, sources, terms
from publishing.editing.sheets.rows import Rows
from publishing.models import Citation, Entry, Source, Text, YearField
from publishing.records.record import TextRecord
from publishing.records.values import Languages, Parts, Places, Ref, Refs, Steps, Term, Terms, Words, Year, declared
from publishing.records.values import Number as NumberValue
from publishing.records.values import YesNo as YesNoValue

UID, SLUG, LANGUAGE, ORIGIN = "uid", "slug", "language", "origin"

# What tells entries and their texts apart; `publishing.editing.sheets.plan` reads them.
KEYS = [
    Column(UID, _("The entry's own name, which never changes. Exports have it; new rows leave it empty."), keep=True),
    Column(
        SLUG,
        _(
            "The last part of the public address. It finds the entry where there is no uid, and holds the texts of "
            "a new one together; made from the title if left empty."
        ),
        example="evening-football",
        keep=True,
    ),
    Column(
        LANGUAGE,
        _(
            "The language of the row's text. The first row of a new entry is in its original language. Further "
            "languages are further rows, with the same slug and nothing but texts."
        ),
        example="en",
        needed=True,
        of_text=True,
    ),
    Choice(
        ORIGIN,
        _("Where the text comes from. Needed for translations."),
        Text.Origin.choices,
        example="original",
        of_text=True,
        keep=True,
    ),
]
# What every entry has beside its own facts.
CLOSING = [
    Links(
        "sources",
        _("The sources by title, key or address, each with the place in it: report | page 3; other report."),
        sources,
        field="citations",
        to="source",
        parts=[Part(Citation, "locator")],
        position="position",
        answer="sources",
        example="Voices from the valley | page 12",
    ),
    LevelColumn(
        "level",
        _("How much may be public. Open if left empty; a sheet can make it more careful, never more open."),
        Level.choices,
        example="open",
        keep=True,
    ),
    Day("verified_on", _("When the facts were last compared with their sources."), example="2024-05-31"),
]


def sheet_columns(model, *, instead=None, after=None):
    """The columns of `model`'s sheet as declared, but for those `instead` of a field's or `after`: {name: columns}."""
    instead, after, answerable = instead or {}, after or {}, model.RECORD.answerable()
    text = model._meta.get_field("texts").related_model
    found = [
        _column(value, name, text, name, of_text=True, in_files=value.in_files)
        for name, value in declared(model.RECORD.text_class()).items()
        if name not in TextRecord.model_fields
    ]
    for name, value in model.RECORD.own().items():
        found += instead.get(name) or [_column(value, value.in_model(name), model, name if name in answerable else "")]
        found += after.get(name, ())
    return [*KEYS, *found, *CLOSING]


def _column(value, name, model, answer, **options):
    field, help = model._meta.get_field(name), said(model, name, value)
    options |= {"example": value.example, "answer": answer}
    match value:
        case Steps() | Languages():
            return Lines(name, help, **options)
        case Words():
            return Column(name, help, needed=not field.blank, **options)
        case Year():
            return YearColumn(name, help, **options)
        case YesNoValue():
            help = help if field.null else format_lazy("{} {}", help, _("Empty means no."))
            return YesNo(name, help, unknown=field.null, **options)
        case NumberValue():
            return Number(name, help, **options)
        case Parts():
            return Rows(name, help, field.related_model, _columns_of_row(field), **options)
        case Places():
            kind = Many if field.many_to_many else One
            help = format_lazy("{} {}", help, _("By name in any language, or code."))
            return kind(name, help, countries, key="code", **options)
        case Term():
            return One(name, help, terms(value.vocabulary), listed=True, needed=not field.blank, **options)
        case Terms():
            return Many(name, help, terms(value.vocabulary), listed=True, **options)
        case Refs():
            return Many(name, help, entries(field.related_model), **options)
        case Ref():
            return One(name, help, entries(field.related_model), linked=True, **options)
    raise TypeError(f"{name} needs a column of its own")


def _columns_of_row(relation):
    """The columns of the rows behind `relation`, by their fields; their order is that of the cell."""
    fields = [one for one in relation.related_model._meta.fields if one.editable and not one.primary_key]
    return [_of_field(one) for one in fields if one is not relation.field and one.name != "position"]


def _of_field(field):
    name, help = field.name, field.help_text
    options = {"needed": not field.blank and not field.has_default()}
    if field.is_relation:
        return One(name, help, _lookup(field), **options)
    if field.choices:
        return Choice(name, help, field.choices, **options)
    kinds = {
        YearField: YearColumn,
        models.BooleanField: YesNo,
        models.IntegerField: Number,
        models.DecimalField: Fraction,
    }
    kind = next((column for of, column in kinds.items() if isinstance(field, of)), Column)
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
