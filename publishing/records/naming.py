"""What words give away: somebody who may not be named, in whatever spelling; a private person or a door.

The patterns for private data would rather find too much: an editor who is asked once too often looks once more. Years,
amounts, resolutions and laws are left alone.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from places.letters import plain, with_long_vowels
from places.memory import memoised
from publishing.records.record import Record, TextRecord, policy
from publishing.records.values import Identifier, Link, declared

ARMENIAN = 0x0530  # the first script after Latin, Greek and Cyrillic
LONGEST_ACRONYM = 6  # letters; a longer word in capitals is a name in capitals
# Letters of a name whose words may be written as one, or one of them as two: "We can" is no "wecan".
SHORTEST_JOINED = 6

# What parts letters, in plain ones: any sign; those that stand in a word, too; those that nobody takes for an end.
SIGN = r"\x00-/:-@\[-`{-\x7f"
IN_WORD = r"\x00-\x08\x0e-\x1b!-/:-@\[-`{-\x7f"
LIGHT = r"'`\x7f"
SIGNS = re.compile(f"[{SIGN}]+")
SIGNS_AROUND = re.compile(f"^[{SIGN}]+|[{SIGN}]+$")
# Hosts whose first folder says whose page it is, with all hosts below them.
SHARED = {
    *("facebook.com", "fb.com", "instagram.com", "threads.net", "twitter.com", "x.com", "linkedin.com", "tiktok.com"),
    *("youtube.com", "vimeo.com", "t.me", "telegram.me", "wa.me", "whatsapp.com", "vk.com", "ok.ru", "bsky.app"),
    *("google.com", "goo.gl", "g.page", "linktr.ee", "bit.ly", "wikipedia.org", "wikimedia.org", "archive.org"),
    *("github.com", "gitlab.com", "flickr.com", "issuu.com", "scribd.com", "soundcloud.com", "gofundme.com"),
    *("globalgiving.org", "devex.com", "reliefweb.int", "eventbrite.com", "patreon.com", "paypal.com", "paypal.me"),
    *("about.me", "mastodon.social"),
}
# Hosts that give each page a name below theirs: only the host itself is shared.
SHARED_ABOVE = {
    *("medium.com", "wordpress.com", "blogspot.com", "wixsite.com", "weebly.com", "tumblr.com", "substack.com"),
    *("squarespace.com", "webflow.io", "github.io", "gitlab.io", "netlify.app", "vercel.app", "webnode.com"),
    *("jimdosite.com", "jimdofree.com", "site123.me", "strikingly.com", "blogger.com", "ghost.io", "notion.site"),
}
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


class Names:
    """Names to look for, in whatever spelling: case, marks, forms of letters and signs make no difference.

    A sign (a hyphen, an underscore, a full stop, what nobody sees) is a space and nothing at once: "Alpha-Beta Circle"
    is found in "alphabetacircle" and in "#Alpha_Beta.Circle", and never inside a longer word. An acronym, which is one
    word of at most six letters, all capitals, is found in capitals only, among other words in capitals too. Where words
    are written apart, a name must be whole words; in Arabic or Chinese something may be joined to it.
    """

    def __init__(self, names):
        sought = (_sought(name, spelt) for name in sorted(set(names)) for spelt in _spellings(name))
        self._sought = [one for one in sought if one.letters]

    def __bool__(self):
        return bool(self._sought)

    def in_words(self, words):
        """Those of the names that `words` hold, addresses with percent signs among them too."""
        words = unquote(words) if "%" in words else words
        found = (name for spelt in _spellings(words) for name in self._in_spelling(spelt))
        return list(dict.fromkeys(found))

    def _in_spelling(self, words):
        spelt = plain(words)
        letters = SIGNS.sub("", spelt)
        return [one.name for one in self._sought if one.letters in letters and one.is_in(words, spelt)]

    def in_address(self, slug):
        """Those of the names that the last part of an address holds, acronyms in small letters too."""
        letters = SIGNS.sub("", slug)
        return list(dict.fromkeys(one.name for one in self._sought if one.is_in_address(slug, letters)))

    def in_record(self, record):
        """(part, field, name) for each typed field of `record` that holds a name, as `typed_words` gives them."""
        for part, field, words in typed_words(record):
            yield from ((part, field, name) for name in self.in_words(words))


def typed_words(record):
    """(part, field, words) of all that people typed; `part` is a text or `record`, which sources and such count for."""
    for field, info in type(record).model_fields.items():
        value = getattr(record, field)
        if isinstance(value, tuple) and value and isinstance(value[0], TextRecord):
            for text in value:
                yield from typed_words(text)
        else:
            yield from ((record, field, words) for words in _typed(value, info) if words)


def _typed(value, info):
    """The words that editors typed into a field of a record, or into the records that it holds."""
    if isinstance(value, str):
        return [value] if policy(info).typed else []
    if not (isinstance(value, tuple) and value and isinstance(value[0], Record)):
        return []
    return [
        words
        for part in value
        for name, inner in type(part).model_fields.items()
        for words in _typed(getattr(part, name), inner)
    ]


class _Sought:
    """A name as it is looked for, in the spelling `spelt`; `letters` are its plain ones alone, which are quickly found
    to be missing."""

    def __init__(self, name, spelt):
        self.name = name
        self.spelt = spelt
        self.letters = SIGNS.sub("", plain(spelt))
        self.is_acronym = name.isupper() and len(name.split()) == 1 and len(self.letters) <= LONGEST_ACRONYM

    def is_in(self, words, spelt):
        if self.is_acronym:
            return bool(self._in_capitals.search(plain(words, cased=True)))
        return bool(self._in_any_case.search(spelt))

    def is_in_address(self, slug, letters):
        if self.letters in letters and self._in_any_case.search(slug):
            return True
        return bool(self._slug) and f"-{self._slug}-" in f"-{slug}-"

    @cached_property
    def _in_any_case(self):
        return _pattern(plain(self.spelt), roomy=self._is_roomy)

    @cached_property
    def _in_capitals(self):
        return _pattern(plain(self.spelt, cased=True), roomy=self._is_roomy)

    @cached_property
    def _slug(self):
        return slugify(self.spelt)

    @property
    def _is_roomy(self):
        return self.is_acronym or len(self.letters) >= SHORTEST_JOINED or not _is_apart(self.letters[0])


@memoised(1 << 12)
def _sought(name, spelt):
    return _Sought(name, spelt)


def _spellings(words):
    """`words` as they are, and with long vowels written twice where they have any."""
    return dict.fromkeys((words, with_long_vowels(words)))


def _pattern(name, *, roomy):
    """Plain letters with signs in and between words; if not `roomy`, no words are joined, and all in them is light."""
    in_word = f"[{IN_WORD if roomy else LIGHT}]*"
    parts = re.split(f"([{SIGN}]+)", SIGNS_AROUND.sub("", name))
    body = "".join(
        _gap(part, roomy) if place % 2 else in_word.join(map(re.escape, part)) for place, part in enumerate(parts)
    )
    before = f"(?<![^{SIGN}])" if _is_apart(parts[0][0]) else ""
    after = f"(?![^{SIGN}])" if _is_apart(parts[-1][-1]) else ""
    return re.compile(before + body + after)


def _gap(signs, roomy):
    """What may stand for `signs`, which part two words of a name."""
    return f"[{SIGN}]*" if roomy or re.fullmatch(f"[{LIGHT}]+", signs) else f"[{SIGN}]+"


def _is_apart(letter):
    """Whether words with `letter` are written apart, and nothing is joined to them."""
    return ord(letter) < ARMENIAN


def found_by(record):
    """What the entry of `record` is recognised by in words beside its names: its web pages, its identifiers."""
    found = []
    for name, value in declared(type(record)).items():
        held = getattr(record, name)
        if isinstance(value, Identifier):
            found.append(held)
        elif isinstance(value, Link):
            found += web_names(held)
    return found


def web_names(address):
    """What a website is looked for by in words, in ASCII and as it is read; nothing where that would be everybody's."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # no URL
        return []
    if not host:
        return []
    if shared := _shared(host):
        page = _page(parts)
        return [f"{shared}/{page}"] if page else []
    return sorted({host, _other_form(host)})


def _shared(host):
    """The shared host that `host` is or stands below; "" when it is somebody's own."""
    labels = host.split(".")
    above = (".".join(labels[at:]) for at in range(len(labels)))
    return next((one for one in above if one in SHARED), host if host in SHARED_ABOVE else "")


def _page(parts):
    """The path, and the query where the path is a program's that shows all pages."""
    path = unquote(parts.path).strip("/")
    return f"{path}?{parts.query}" if path.endswith(".php") else path


def _other_form(host):
    """`host` in ASCII if it is not, and the other way round; as it is where it has no other form."""
    try:
        return host.encode().decode("idna") if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


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
