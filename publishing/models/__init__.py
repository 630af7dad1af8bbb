"""The tables of publishing: entries and what hangs on them, events, editions with their addresses, and terms."""

from publishing.models.care import Care, Mention
from publishing.models.completeness import Completeness
from publishing.models.consents import Consent
from publishing.models.editions import Address, Edition, Generation
from publishing.models.entries import Citation, Entry, Source, Text
from publishing.models.events import Event
from publishing.models.fields import YearField, validate_language
from publishing.models.links import LinkCheck
from publishing.models.vocabulary import Term, term_key, term_set

__all__ = [
    "Address",
    "Care",
    "Citation",
    "Completeness",
    "Consent",
    "Edition",
    "Entry",
    "Event",
    "Generation",
    "LinkCheck",
    "Mention",
    "Source",
    "Term",
    "Text",
    "YearField",
    "term_key",
    "term_set",
    "validate_language",
]
