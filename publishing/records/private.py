"""What may lead to a private person or to a door: phone numbers, e-mail addresses, coordinates, street addresses.

The patterns would rather find too much: an editor who is asked once too often looks once more. Years, amounts,
resolutions and laws are left alone.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from publishing.records.naming import typed_words

EMAIL = re.compile(r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
GAP = r"[\s().\-–/]{0,3}"
PHONE = re.compile(
    rf"(?<![\w.,/])(?:(?:\+|00){GAP}\d(?:{GAP}\d){{6,13}}"  # with the code of a country (E.164: up to 15 digits)
    rf"|\(?0\d(?:{GAP}\d){{6,10}}"  # as dialled within a country
    r"|\(?\d{3}\)?[\s.-]\d{3,4}[\s.-]\d{4}"
    r"|(?i:tel|phone|mobile|call|whatsapp|signal|viber|téléphone|هاتف|واتساب)\W{0,3}\d(?:[\s.\-–/]?\d){4,13})(?!\w)"
)
DEGREES = r"\d{1,3}\s?°(?:\s?\d{1,2}(?:\.\d+)?\s?['′’](?:\s?\d{1,2}(?:\.\d+)?\s?(?:[\"″”]|''))?)?\s?[NSEWO]?"
COORDINATES = re.compile(
    rf"(?<![\d.])-?\d{{1,3}}\.\d{{3,}}°?\s?[NS]?\s?[,;/ ]\s?-?\d{{1,3}}\.\d{{3,}}"
    rf"|{DEGREES}\W{{1,3}}{DEGREES}"
    r"|\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"  # Open Location Code
    r"|geo:-?\d|(?:maps\.app\.goo\.gl|goo\.gl/maps|google\.[a-z.]+/maps|openstreetmap\.org/\S*#map)\S*"
    r"|///\w+\.\w+\.\w+"
)
WAY = (
    r"(?:Street|Str\.|St\.|Road|Rd\.?|Avenue|Ave\.?|Lane|Boulevard|Blvd\.?|Drive|Close|Crescent|Highway|Straße|Strasse)"
)
FORE_WAY = r"(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]alle|[Cc]arrera|[Aa]venida|[Rr]ua|[Vv]ia|شارع)"
STREET = re.compile(
    rf"\b\d{{1,5}}[A-Za-z]?,?\s(?:[A-Z][\w'’.-]{{0,40}}\s){{1,4}}{WAY}(?!\w)"
    rf"|\b(?:[A-Z][\w'’-]{{0,40}}\s){{0,3}}[A-Z]?[\w'’-]{{0,40}}{WAY}\s(?:[Nn]o\.?\s?)?\d{{1,5}}[A-Za-z]?\b"
    rf"|\b\d{{1,5}}(?:\s?bis)?,?\s{FORE_WAY}\s\w+|\b{FORE_WAY}\s(?:[\w'’-]{{1,40}}\s){{1,4}}(?:n[o°º]?\.?\s?)?\d{{1,5}}\b"
    r"|\b(?:House|Plot|Flat|Apartment|Building)\s(?:[Nn]o\.?\s?)?\d+[A-Za-z]?\b"
    r"|\b[Pp]\.?\s?[Oo]\.?\s?[Bb]ox\s\d+|\bB\.?P\.?\s\d{2,}"
)
PATTERNS = {
    "email": (EMAIL, _("an e-mail address")),
    "phone": (PHONE, _("a phone number")),
    "coordinates": (COORDINATES, _("coordinates")),
    "street": (STREET, _("a street address")),
}


@dataclass(frozen=True)
class Finding:
    """`words` in the field `field` of `part` (a text or the record) that look like `what`."""

    part: object
    field: str
    words: str
    what: str


def private_data(record):
    """A Finding for everything in `record`, an EntryRecord, that looks like private data."""
    for part, field, words in typed_words(record):
        yield from (Finding(part, field, found, what) for found, what in findings(words))


def findings(words):
    """(found, what it looks like) for all private data in `words`. In a web address only an e-mail address counts."""
    seen = set()
    for name, (pattern, what) in PATTERNS.items():
        searched = words if name in ("email", "coordinates") else re.sub(r"https?://\S+", " ", words)
        for match in pattern.finditer(searched):
            found = match.group().strip()
            if found not in seen:
                seen.add(found)
                yield found, what
