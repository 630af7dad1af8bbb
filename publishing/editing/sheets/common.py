"""The columns that the sheets of all kinds have."""

from django.utils.translation import gettext_lazy as _

from places.levels import Level
from publishing.editing.sheets.columns import Choice, Column, Day, LevelColumn, Links, Part
from publishing.editing.sheets.lookups import sources
from publishing.models import Citation, Text

UID, SLUG, LANGUAGE, ORIGIN = "uid", "slug", "language", "origin"


def key_columns():
    """What tells entries and their texts apart; `publishing.editing.sheets.plan` reads them."""
    return [
        Column(
            UID, _("The entry's own name, which never changes. Exports have it; new rows leave it empty."), keep=True
        ),
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


def closing_columns():
    """What every entry has beside its own facts."""
    return [
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
