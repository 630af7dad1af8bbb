"""The tables of publishing: entries with their texts and sources, editions with their addresses, and terms."""

from publishing.models.editions import Address, Edition, Generation
from publishing.models.entries import Citation, Entry, Source, Text
from publishing.models.fields import YearField, validate_language
from publishing.models.vocabulary import Term, term_key, term_set

__all__ = [
    "Address",
    "Citation",
    "Edition",
    "Entry",
    "Generation",
    "Source",
    "Term",
    "Text",
    "YearField",
    "term_key",
    "term_set",
    "validate_language",
]
