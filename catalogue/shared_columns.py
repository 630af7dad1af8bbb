"""The columns that the tables of every kind have: what leads an entry, and what is to be known of its edition."""

from datetime import UTC
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from catalogue.column import DATE, INTEGER, Column
from catalogue.pictures import pictures
from places.tree import tree


def _countries(entry):
    known = tree().country_region
    return [code for code in entry.record.places if code in known]


def _regions(entry):
    return tree().regions_of(entry.record.places)


def _names(codes):
    """The names of the places `codes`, in their order, so that names and codes stand side by side."""
    return [tree().name(code) for code in codes]


def _iso3(entry):
    return [tree().country_numbers[code][0] for code in _countries(entry)]


LEADING = (
    Column("kind", _("Kind"), _("What the row is of: practice, network or organisation."), attrgetter("edition.kind")),
    Column(
        "uid", _("Name for programs"), _("It never changes, and no two entries share one."), attrgetter("record.uid")
    ),
    Column(
        "slug",
        _("Name in addresses"),
        _("The last part of its address: it may change, and the former one then leads on."),
        attrgetter("edition.slug"),
    ),
    Column(
        "title",
        _("Title"),
        _("What it is called; a neutral description where its level hides the title."),
        attrgetter("title"),
        "title",
    ),
    Column("url", _("Address"), _("Where it can be read, today's edition or a later one."), attrgetter("url")),
    Column(
        "countries",
        _("Countries"),
        _("Where it takes place, works or is based. Several are parted by semicolons, as in all columns."),
        lambda entry: _names(_countries(entry)),
        "places",
    ),
    Column(
        "country_codes",
        _("Countries"),
        _("The countries as ISO 3166-1 alpha-2 codes. NA is Namibia: tell your program that it is no missing value."),
        _countries,
        "places",
    ),
    Column("country_iso3", _("Countries"), _("The countries as ISO 3166-1 alpha-3 codes."), _iso3, "places"),
    Column(
        "regions",
        _("Regions"),
        _("The regions those countries lie in, or those that stand for countries which are not told."),
        lambda entry: _names(_regions(entry)),
        "places",
    ),
    Column(
        "region_codes",
        _("Regions"),
        _("The regions as M49 codes of the United Nations: texts of three digits, some of which begin with 0."),
        _regions,
        "places",
    ),
)


def _sources(entry):
    return [(one.title, one.publisher, one.year or "", one.url, one.locator) for one in entry.record.sources]


def _pictures(entry):
    return [
        (entry.site + one.shown.url, one.alt, one.caption, one.credit, one.licence.label)
        for one in pictures(entry.record)
    ]


CLOSING = (
    Column(
        "sources",
        _("Sources"),
        _("The published sources, each with its publisher, year, address and the place in it, parted by bars."),
        _sources,
        "sources",
    ),
    Column(
        "pictures",
        _("Pictures"),
        _("The pictures, each with a description, caption, credit and licence, parted by bars."),
        _pictures,
        "pictures",
    ),
    Column(
        "verified_on",
        _("Checked on"),
        _("When the facts were last compared with their sources."),
        attrgetter("record.verified_on"),
        "verified_on",
        DATE,
    ),
    Column(
        "language", _("Language"), _("The language of the texts in this row (BCP 47)."), attrgetter("text.language")
    ),
    Column(
        "text_origin",
        _("Origin of the text"),
        _("Whether that text is the original, a human translation or a machine's: original, human, machine."),
        attrgetter("text.origin"),
    ),
    Column(
        "languages",
        _("Languages"),
        _("All languages that it can be read in, the original one first (BCP 47)."),
        lambda entry: [text.language for text in entry.record.texts],
    ),
    Column(
        "level",
        _("Level"),
        _("How much may be public: open, generalised or anonymised. What a level hides is withheld."),
        lambda entry: entry.record.level.value,
    ),
    Column(
        "edition",
        _("Edition"),
        _("The number of the edition that this row holds."),
        attrgetter("edition.number"),
        "",
        INTEGER,
    ),
    Column(
        "published_on",
        _("Published on"),
        _("The day on which that edition was published, in UTC."),
        lambda entry: entry.edition.published_at.astimezone(UTC).date(),
        "",
        DATE,
    ),
    Column(
        "generation",
        _("Generation"),
        _("The state of the directory that the edition made: later editions have higher numbers."),
        attrgetter("edition.generation"),
        "",
        INTEGER,
    ),
    Column(
        "edition_url",
        _("Address of the edition"),
        _("Where this edition answers for good, or what became of it is said."),
        attrgetter("edition_url"),
    ),
)
