"""What the head of a public page tells machines: its one address, its languages, words for sharing, linked data."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language

from catalogue.citing import directory
from catalogue.schema_org import CONTEXT, breadcrumbs, day, filled, script_text, site_reference
from catalogue.taken import site_of

# Letters of what chats and search engines show beside a link.
DESCRIPTION = 160


@dataclass(frozen=True)
class LanguageAddress:
    """That the page can be read in `language` (BCP 47, or x-default) at the absolute `url`."""

    language: str
    url: str


@dataclass(frozen=True)
class Head:
    """`url` is the absolute address that the page goes by, empty where there is no end of such pages."""

    url: str
    title: str
    description: str
    languages: list[LanguageAddress]
    linked_data: SafeString


def render_page(request, template, context, *, linked=None, description="", address=None, languages=()):
    """Render a public page with its Head. The view stands under `public_page`; other pages have none.

    `linked` are properties of the page as linked data, `description` words for those who only see a link, `address`
    the path that the page goes by if that is not its own, `languages` a list of (BCP 47 tag, path).
    """
    site = site_of(request)
    path = _own_path(request) if address is None else address
    title = str(context["page_title"] or directory())
    page = {
        "url": path and site + path,
        "name": title,
        "description": Truncator(" ".join(description.split())).chars(DESCRIPTION),
        "isPartOf": site_reference(site),
        "breadcrumb": breadcrumbs(context.get("crumbs", ()), title, site),
    }
    named = [LanguageAddress(tag, site + one) for tag, one in languages]
    return render(request, template, context | {"head": _head(page, linked or {}, named)})


def _head(page, linked, languages):
    """The Head of the page that `page` tells of in the words of schema.org, `linked` adding to them or overruling."""
    document = {"@context": CONTEXT, "@type": "WebPage", "inLanguage": get_language(), **page, **linked}
    return Head(page["url"], page["name"], page["description"], languages, script_text(filled(document)))


def entry_head(taken, path, *, current):
    """What render_page takes for the page of a TakenEntry at `path`; of an edition that is not `current`, little.

    Share texts are made of the public title and of the summary in the language shown, and of nothing else. The text
    that is shown when none is asked for goes by the address without a language.
    """
    record, text = taken.record, taken.text
    path = taken.kind.address(taken.edition.slug) if current else path
    usual = record.text(get_language())
    addresses = {one.language: path if one is usual else f"{path}?lang={one.language}" for one in record.texts}
    facts = {"inLanguage": text.language, "dateModified": day(taken.edition.published_at)}
    return {
        "description": taken.summary or taken.title,
        "address": path if text is usual else addresses[text.language],
        "languages": [*addresses.items(), ("x-default", path)] if len(addresses) > 1 else [],
        "linked": facts | _entity(taken, current),
    }


def _entity(taken, current):
    """What the page is about. What an earlier edition says may hold no more, so machines are sent to the entry."""
    return {"mainEntity": taken.kind.linked(taken)} if current else {"about": {"@id": taken.url}}


def _own_path(request):
    """The path of the page with the query string that is its own; empty where there is no end of such pages."""
    if request.own_query is None:
        return ""
    return f"{request.path}?{request.own_query}" if request.own_query else request.path
