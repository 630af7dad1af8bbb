"""The tables of publishing: entries and what hangs on them, events, editions with their addresses, and terms."""

from publishing.editions.completeness import Completeness
from publishing.editions.editions import Address, Edition, Generation, Step
from publishing.entries.care import Care, Mention
from publishing.entries.consent_links import ConsentAnswer, ConsentLink
from publishing.entries.consents import Consent
from publishing.entries.entries import Entry, Text
from publishing.entries.events import Event
from publishing.entries.fields import LanguagesField, YearField, validate_language
from publishing.entries.link_checks import LinkCheck
from publishing.entries.pictures import Image, Licence, Picture, PublishedPicture, Rendition
from publishing.entries.public_words import PublicWords, kept_names, names_in, refuse_names
from publishing.entries.sources import BaseCitation, Citation, Source
from publishing.entries.suggestions import Suggestion
from publishing.entries.terms import Term, term_key, term_set
from publishing.entries.versions import Version
from publishing.records.values import lines

__all__ = [
    "Address",
    "BaseCitation",
    "Care",
    "Citation",
    "Completeness",
    "Consent",
    "ConsentAnswer",
    "ConsentLink",
    "Edition",
    "Entry",
    "Event",
    "Generation",
    "Image",
    "LanguagesField",
    "Licence",
    "LinkCheck",
    "Mention",
    "Picture",
    "PublicWords",
    "PublishedPicture",
    "Rendition",
    "Source",
    "Step",
    "Suggestion",
    "Term",
    "Text",
    "Version",
    "YearField",
    "kept_names",
    "lines",
    "names_in",
    "refuse_names",
    "term_key",
    "term_set",
    "validate_language",
]
