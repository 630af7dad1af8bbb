"""The tables of publishing: entries and what hangs on them, events, editions with their addresses, and terms."""

from publishing.models.care import Care, Mention
from publishing.models.completeness import Completeness
from publishing.models.consents import Consent
from publishing.models.editions import Address, Edition, Generation, Step
from publishing.models.entries import Entry, Text
from publishing.models.events import Event
from publishing.models.fields import YearField, lines, validate_language
from publishing.models.link_checks import LinkCheck
from publishing.models.links import ConsentAnswer, ConsentLink
from publishing.models.pictures import Image, Licence, Picture, PublishedPicture, Rendition
from publishing.models.public_words import PublicWords, kept_names, names_in, refuse_names
from publishing.models.sources import BaseCitation, Citation, Source
from publishing.models.suggestions import Suggestion
from publishing.models.versions import Version
from publishing.models.vocabulary import Term, term_key, term_set

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
