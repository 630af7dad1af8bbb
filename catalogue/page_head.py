"""What the head of a public page tells machines: its one address, its languages, words for sharing, linked data."""

from django.conf import settings
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import get_language

from catalogue.alternates.literature import citation_metas
from catalogue.citing import directory
from catalogue.entries import text_addresses
from catalogue.languages import address_in, alternates, tag
from catalogue.schema_org import CONTEXT, breadcrumbs, day, filled, in_a_page, script_text, site_reference
from catalogue.taken import site_of

# Letters of what chats and search engines show beside a link.
DESCRIPTION = 160


def render_page(
    request, template, context, *, linked=None, description="", address=None, languages=None, metas=(), files=()
):
    """Render a public page with its head. The view stands under `public_page`; other pages have none.

    `linked` are properties of the page as linked data, `description` words for those who only see a link, `address`
    the path that the page goes by if that is not its own, `languages` a list of (BCP 47 tag, path): of pages that are
    the same in all languages of the site, they need not be given. `metas` are more meta elements, (name, content),
    and `files` the FileLinks that programs are told of.
    """
    site = site_of(request)
    title = str(context["page_title"] or directory())
    if address is None:  # its own, and none where there is no end of such pages
        own = request.own_query
        address = "" if own is None else f"{request.path}?{own}" if own else request.path
    if languages is None:
        languages = same_in_all(address)
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
        "metas": metas,
        "files": files,
    }
    return render(request, template, context | {"head": head})


def same_in_all(address):
    """[(BCP 47 tag, path)] of the page at `address` in all languages of the site; of one without an address, none."""
    found = alternates(address) if address else {}
    if len(found) < 2:
        return []
    return [*((tag(code), one) for code, one in found.items()), ("x-default", found[settings.LANGUAGE_CODE])]


def entry_head(taken, path, *, current):
    """What render_page takes for the page of a TakenEntry at `path`; of an edition that is not `current`, little.

    Share texts are made of the public title and of the summary in the language shown, and of nothing else.
    """
    record, text = taken.record, taken.text
    path = taken.kind.address(taken.edition.slug) if current else path
    addresses = text_addresses(record, path)
    default = ("x-default", address_in(settings.LANGUAGE_CODE, path))
    # What an earlier edition says may hold no more, so machines are sent to the entry.
    entity = {"mainEntity": in_a_page(taken.kind.linked(taken))} if current else {"about": {"@id": taken.url}}
    facts = {"inLanguage": text.language, "dateModified": day(taken.edition.published_at)}
    return {
        "description": taken.summary or taken.title,
        "address": addresses[text.language],
        "languages": [*addresses.items(), default] if len(addresses) > 1 else [],
        "linked": facts | entity,
        "metas": citation_metas(taken) if record.exports else (),
    }
