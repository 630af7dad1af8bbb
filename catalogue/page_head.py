"""What the head of a public page tells machines: its one address, its languages, words for sharing, linked data."""

from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import get_language

from catalogue.citing import directory
from catalogue.schema_org import CONTEXT, breadcrumbs, day, filled, script_text, site_reference
from catalogue.taken import site_of

# Letters of what chats and search engines show beside a link.
DESCRIPTION = 160


def render_page(request, template, context, *, linked=None, description="", address=None, languages=()):
    """Render a public page with its head. The view stands under `public_page`; other pages have none.

    `linked` are properties of the page as linked data, `description` words for those who only see a link, `address`
    the path that the page goes by if that is not its own, `languages` a list of (BCP 47 tag, path).
    """
    site = site_of(request)
    title = str(context["page_title"] or directory())
    if address is None:  # its own, and none where there is no end of such pages
        own = request.own_query
        address = "" if own is None else f"{request.path}?{own}" if own else request.path
    page = {
        "url": address and site + address,
        "name": title,
        "description": Truncator(" ".join(description.split())).chars(DESCRIPTION),
        "isPartOf": site_reference(site),
        "breadcrumb": breadcrumbs(context.get("crumbs", ()), title, site),
    }
    document = {"@context": CONTEXT, "@type": "WebPage", "inLanguage": get_language(), **page, **(linked or {})}
    head = {
        "url": page["url"],
        "title": title,
        "description": page["description"],
        "languages": [{"language": tag, "url": site + one} for tag, one in languages],
        "linked_data": script_text(filled(document)),
    }
    return render(request, template, context | {"head": head})


def entry_head(taken, path, *, current):
    """What render_page takes for the page of a TakenEntry at `path`; of an edition that is not `current`, little.

    Share texts are made of the public title and of the summary in the language shown, and of nothing else. The text
    that is shown when none is asked for goes by the address without a language.
    """
    record, text = taken.record, taken.text
    path = taken.kind.address(taken.edition.slug) if current else path
    usual = record.text(get_language())
    addresses = {one.language: path if one is usual else f"{path}?lang={one.language}" for one in record.texts}
    # What an earlier edition says may hold no more, so machines are sent to the entry.
    entity = {"mainEntity": taken.kind.linked(taken)} if current else {"about": {"@id": taken.url}}
    facts = {"inLanguage": text.language, "dateModified": day(taken.edition.published_at)}
    return {
        "description": taken.summary or taken.title,
        "address": path if text is usual else addresses[text.language],
        "languages": [*addresses.items(), ("x-default", path)] if len(addresses) > 1 else [],
        "linked": facts | entity,
    }
