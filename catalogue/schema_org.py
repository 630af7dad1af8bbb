"""Linked data: what the directory tells in the words of schema.org, as dicts that become JSON-LD.

Pure functions. `@id` is the absolute address of a thing; `site` the address of this one (https://example.org). What a
record does not tell has no property: readers of linked data know no kinds of empty.
"""

import json

from django.conf import settings
from django.utils.safestring import mark_safe

from catalogue.paths import path_to
from places.tree import tree
from publishing.records.record import EMPTY

CONTEXT = "https://schema.org"
# JSON in a page may hold nothing that HTML takes for an end, a comment or an entity, and no line end of JavaScript.
ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def compact(data):
    """`data` as JSON without a space too many, in UTF-8 and not in escapes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def script_text(data):
    """`data` as JSON that can stand in a script element, whatever words are in it."""
    return mark_safe(compact(data).translate(ESCAPED))


def filled(properties):
    """`properties` (a dict) without those that say nothing."""
    return {name: value for name, value in properties.items() if value not in (*EMPTY, [])}


# --- pages


def site_reference(site):
    """The site as a whole, by the name that its first page tells of it under."""
    return {"@id": f"{site}/#site"}


def data_reference(site):
    """The data of the whole directory, of which every entry is a part."""
    return {"@id": site + path_to("data")}


def breadcrumbs(crumbs, title, site):
    """The way to the page `title` through `crumbs` (a list of Reference); None where there is none."""
    if not crumbs:
        return None
    steps = [{"name": str(one.label), "item": site + one.url} for one in crumbs] + [{"name": title}]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, **step} for number, step in enumerate(steps, start=1)
        ],
    }


def item_list(total):
    """A list of `total` things. Those on the page are links of it, and each says itself what it is."""
    return {"@type": "ItemList", "numberOfItems": total}


# --- entries

# What a page leaves to its file of linked data: readers on slow lines pay for it, and programs find it there.
OF_FILES = frozenset({"citation", "keywords", "mentions", "translationOfWork", "workTranslation"})


def in_a_page(thing):
    """`thing` as its page tells of it: without what only its file does."""
    return {name: value for name, value in thing.items() if name not in OF_FILES}


def work(entry):
    """What is told of an entry (a TakenEntry) that is itself a text, and of the edition of it."""
    return {
        "@id": entry.url,
        "url": entry.url,
        "name": entry.title,
        "inLanguage": entry.text.language,
        "version": entry.edition.number,
        "dateModified": day(entry.edition.published_at),
        "citation": sources(entry.record),
        "license": settings.DATA_LICENCE_URL,
        "isPartOf": data_reference(entry.site),
    }


def organisation(entry):
    """What is told of an entry that is an organisation, or a network of some."""
    others = [text for text in entry.record.texts if text is not entry.text and text.title]
    names = [{"@value": text.title, "@language": text.language} for text in others]
    return {
        "@type": "Organization",
        "@id": entry.url,
        "mainEntityOfPage": entry.url,
        "name": entry.title,
        "alternateName": [*filter(None, [entry.record.acronym]), *names],
        "description": entry.text.about,
        "subjectOf": sources(entry.record),
    }


def sources(record):
    """The published sources of a record; those that are withheld have no title."""
    return [
        filled(
            {
                "@type": "CreativeWork",
                "name": source.title,
                "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
                "datePublished": source.year and str(source.year),
                "url": source.url,
                "description": source.locator,
            }
        )
        for source in record.sources
        if source.title or source.url
    ]


def mentioned(reference, site, kind="Organization"):
    """What a Reference speaks of: with its name and address while it may be named, else as it is described."""
    if not reference.url:
        return {"@type": kind, "description": reference.label}
    return {"@type": kind, "@id": site + reference.url, "name": reference.label}


def place(code, site):
    """A country by ISO 3166-1 alpha-2, a region by UN M49, or a grouping of countries, which has no code."""
    places = tree()
    is_country = code in places.country_region
    identifier = {
        "@type": "PropertyValue",
        "propertyID": "ISO 3166-1 alpha-2" if is_country else "UN M49",
        "value": code,
    }
    return filled(
        {
            "@type": "Country" if is_country else "Place",
            "@id": site + path_to("places:detail", code),
            "name": places.name(code),
            "identifier": None if code in places.groupings else identifier,
        }
    )


def places(codes, site):
    return [place(code, site) for code in codes]


def terms(infos, vocabulary):
    """Terms (a list of TermInfo) of the vocabulary that is called `vocabulary`, without those that are withheld."""
    of = {"@type": "DefinedTermSet", "name": vocabulary}
    return [
        {"@type": "DefinedTerm", "name": info.label, "termCode": info.slug, "inDefinedTermSet": of}
        for info in infos
        if info.slug
    ]


def day(moment):
    """The day of a datetime, by ISO 8601."""
    return moment.date().isoformat()
