"""The tables of publishing: entries and what hangs on them, events, editions with their addresses, and terms."""

# ruff: noqa: F401 (Django looks for tables here, and other rooms take them from here)

from publishing.editions.completeness import Completeness
from publishing.editions.editions import Address, Edition, Generation, Step
from publishing.entries.care import (
    Care,
    Mention,
    PublicWords,
    Term,
    kept_names,
    names_in,
    public_fields,
    put_at,
    refuse_names,
    term_key,
    term_set,
    words_at,
)
from publishing.entries.consents import Consent, ConsentAnswer, ConsentLink
from publishing.entries.entries import Entry, Text
from publishing.entries.events import Event
from publishing.entries.fields import LanguageField, LanguagesField, YearField, validate_language
from publishing.entries.history import Version
from publishing.entries.imports import ImportedEntry, SheetImport
from publishing.entries.link_checks import LinkCheck
from publishing.entries.pictures import Image, Licence, Picture, PublishedPicture, Rendition
from publishing.entries.sources import BaseCitation, Citation, Source
from publishing.entries.suggestions import Suggestion
from publishing.entries.typed import AddedOnce, Typed
from publishing.records.values import lines
