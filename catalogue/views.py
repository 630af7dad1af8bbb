"""The pages that every kind of entry has: its list, an entry, its history, an earlier edition; and completion."""

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue import entries, oembed
from catalogue.catalogue import current, stands
from catalogue.completion import completions
from catalogue.embedding import embedded_list
from catalogue.exported import exported
from catalogue.file_links import announced, entry_files, share_links
from catalogue.filters import EMBED
from catalogue.kinds import KINDS
from catalogue.listing import OFFERED_BESIDE, Listing
from catalogue.page_head import entry_head, render_page
from catalogue.pictures import pictures, pictures_answer
from catalogue.public_page import public_page, to_canonical
from catalogue.schema_org import item_list
from catalogue.shapes import Reference
from catalogue.taken import as_taken, row_of, site_of


@require_safe
@public_page
def entry_list(request, kind_name):
    """The list of a kind, narrowed by the query string."""
    kind, embedded = KINDS[kind_name], request.GET.get(EMBED) == "1"
    catalogue = exported() if embedded else current()
    filters = kind.filters(request.GET, catalogue, taken=embedded, offered=OFFERED_BESIDE)
    if filters.moved is not None:
        return to_canonical(request, filters.moved)
    listing = Listing(filters, request.path, site_of(request))
    request.own_query = listing.own_query
    if embedded:
        return embedded_list(request, listing)
    linked = {"@type": "CollectionPage", "mainEntity": item_list(listing.total)}
    context = {"page_title": kind.label, "listing": listing}
    response = render_page(request, kind.template("list"), context, linked=linked)
    page = kind.list_url + filters.query()
    response.headers["Link"] = announced([*listing.taking.files, oembed.link_to(page, site_of(request))])
    return response


@require_safe
@never_cache
def suggest(request):
    """What the words typed so far may lead to, as JSON: a list of {label, items: [{label, url, lang}, …]}."""
    groups = completions(request.GET.get("q", ""), current())
    return JsonResponse(groups, safe=False, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require_safe
@never_cache
def suggest_to_browser(request):
    """The same for the search box of a browser, by OpenSearch Suggestions 1.1: [typed, labels, descriptions, urls]."""
    typed, site = request.GET.get("q", ""), site_of(request)
    found = [(group["label"], item) for group in completions(typed, current()) for item in group["items"]]
    labels, urls = [item["label"] for _group, item in found], [site + item["url"] for _group, item in found]
    answer = [typed, labels, [group for group, _item in found], urls]
    return JsonResponse(answer, safe=False, content_type="application/x-suggestions+json")


@require_safe
@public_page
def entry_detail(request, kind_name, slug, number=None):
    """The page of an entry, or of its edition `number`."""
    catalogue, kind = current(), KINDS[kind_name]
    edition = entries.find(catalogue, kind_name, slug)
    shown = edition if number is None else entries.earlier_edition(edition, number)
    record = catalogue.read(shown)
    if stands() and not record.exports:  # an earlier edition, of before somebody agreed to more
        raise Http404
    language = request.GET.get("lang", "")
    path, _mark, request.own_query = entries.address_asked(record, language, request.path).partition("?")
    if path != request.path:
        return HttpResponseRedirect(path)
    context = entry_context(request, record, catalogue, edition=shown, slug=slug)
    if not shown.current:
        context |= {"earlier": entries.edition_view(shown, slug), "current_url": kind.address(slug)}
    taken = as_taken(row_of(shown, slug), record, catalogue, site_of(request), language)
    head = entry_head(taken, request.path, current=shown.current)
    files = context["files"] and [*context["files"], *(oembed.links_of_entry(taken) if shown.current else ())]
    response = render_page(request, kind.template("detail"), context, files=files, **head)
    if files:
        response.headers["Link"] = announced(files)
    return response


def entry_context(request, record, catalogue, *, edition=None, slug=""):
    """The context of an entry's page, under the name of its kind; without an `edition` it is a preview."""
    kind, lang = KINDS[record.KIND], request.GET.get("lang")
    text = record.text(lang or get_language())
    title = record.title(text.language)
    url = kind.address(slug) if edition and edition.current else request.path
    view = edition and entries.edition_view(edition, slug)
    facts = {
        "title": title,
        "lang": text.language if text.title else "",
        "url": url,
        "sources": record.sources,
        "sources_answer": entries.sources_answer(record),
        "languages": entries.languages(record, text, url) if len(record.texts) > 1 else [],
        "untranslated": "" if lang else entries.untranslated(record, text),
        "translated": entries.translated(record, text, view and view["entry"]),
        "verified_on": record.verified_on,
        "edition": view,
        "relay": view["entry"] if view and record.level in kind.relayed else "",
        "cite": entries.citation(title, edition, request.build_absolute_uri(view["url"])) if view else "",
    }
    if view and edition.current and catalogue.open_document(kind.name, record.uid):
        facts["ties_url"] = kind.ties_address(slug)
    if kind.conditions and view:
        facts["compare_url"] = f"{reverse('compare')}?{kind.name}={slug}"
    files = entry_files(edition, record, catalogue, slug, entries.own_query(record, lang, url)) if edition else []
    facts["share"] = share_links(title, request.build_absolute_uri(url), files) if edition else []
    return {
        "page_title": title,
        "crumbs": [Reference(kind.label, kind.list_url)],
        "files": files,
        "pictures": pictures(record),
        "pictures_answer": pictures_answer(record),
        record.KIND: kind.page(record, catalogue, text, facts),
    }


@require_safe
@public_page
def entry_history(request, kind_name, slug):
    """The history of an entry, newest edition first."""
    kind = KINDS[kind_name]
    edition = entries.find(current(), kind_name, slug)
    record = edition.read()
    text = record.text(get_language())
    title, lang = record.title(text.language), text.language if text.title else ""
    context = {
        "page_title": _("History of %s") % title,
        "title": title,
        "entry_url": kind.address(slug),
        "editions": [entries.edition_view(one, slug) for one in entries.history(edition)],
        "crumbs": [Reference(kind.label, kind.list_url), Reference(title, kind.address(slug), lang=lang)],
    }
    return render_page(request, "catalogue/editions.html", context)
