"""The columns of the sheet of one kind, from the declarations of its record and the fields of its model."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from publishing.editing.sheets.columns import Choice, Column, Day, LevelColumn, Many, One, YesNo
from publishing.editing.sheets.columns import Year as YearColumn
from publishing.editing.sheets.links import Links, Part
from publishing.editing.sheets.lookups import countries, entries, sources, terms
from publishing.models import Citation, Text
from publishing.records.record import TextRecord
from publishing.records.values import Places, Ref, Refs, Term, Terms, Words, Year, declared
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
        Text.Origin,
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
        Level,
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
        case Words():
            return Column(name, help, needed=not field.blank, **options)
        case Year():
            return YearColumn(name, help, **options)
        case YesNoValue():
            help = help if field.null else format_lazy("{} {}", help, _("Empty means no."))
            return YesNo(name, help, unknown=field.null, **options)
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


def said(model, name, value):
    """What the column holds, in the words of the form of `model`; else of the declaration, `value`."""
    field = model._meta.get_field(name)
    help = getattr(field, "help_text", "")
    sentences = [format_lazy("{}.", value.label)] if help and value.label and not isinstance(value, Places) else []
    sentences.append(help or value.meaning)
    if isinstance(value, Words) and field.max_length:
        sentences.append(format_lazy(_("At most {} characters."), field.max_length))
    return format_lazy(" ".join(["{}"] * len(sentences)), *sentences)
