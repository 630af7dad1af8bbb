"""The brief of a list or of entries chosen one by one: a page to print, and a document that offices open (DOCX)."""

from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from catalogue.alternates.views import ASKED_FOR, file_view
from catalogue.brief import Brief
from catalogue.catalogue import current
from catalogue.exported import exported
from catalogue.filters import PAGE
from catalogue.kinds import KINDS
from catalogue.listing import Listing
from catalogue.page_head import render_page
from catalogue.public_page import entity_tag, problem_of, public_page, to_canonical
from catalogue.shapes import Reference
from catalogue.taken import site_of

LONGEST_LIST, MOST_CHOSEN = 2_000, 60  # letters of the list of entries, and entries
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@public_page
def brief_page(request, kind_name):
    """The brief of the list that the query string describes, or of the entries that the kind's parameter names."""
    kind = KINDS[kind_name]
    brief, moved = _brief(request, kind, current())
    if moved is not None:
        return to_canonical(request, moved)
    here = Listing(brief.filters, request.path)
    request.own_query = here.own_query if brief.slugs is None else None
    base, query = request.path.rstrip("/"), brief.address().partition("?")[2]
    context = {
        "page_title": brief.title,
        "crumbs": [Reference(kind.label, kind.list_url + brief.filters.query())],
        "brief": brief,
        "here": here,
        "list_url": kind.list_url + brief.filters.query() if brief.slugs is None else "",
        "file_url": f"{base}.docx" + (f"?{query}" if query else ""),
    }
    return render_page(request, "catalogue/brief.html", context)


@file_view
def brief_file(request, kind_name, form):
    """The same as a document in the form `form`: docx."""
    from catalogue.brief_document import document  # not above: it takes memory that few processes need

    if form != "docx":
        raise Http404
    brief, moved = _brief(request, KINDS[kind_name], exported(), taken=True)
    if moved is not None:
        return to_canonical(request, moved)
    for fault in brief.filters.faults:
        return problem_of(fault)
    tag = entity_tag(request, brief.catalogue)
    response = get_conditional_response(request, etag=tag) or HttpResponse(document(brief), content_type=DOCX)
    name = f"{KINDS[kind_name].namespace}-brief-{brief.catalogue.number}.docx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"], response.headers["ETag"] = ASKED_FOR, tag
    return response


def _brief(request, kind, catalogue, *, taken=False):
    """The Brief that `request` asks for, and the query string with today's slugs if that is another one."""
    asked = request.GET.copy()
    asked.pop(PAGE, None)  # a brief has none
    chosen = asked.pop(kind.name, None)
    slugs = chosen and [one.strip() for value in chosen for one in value[:LONGEST_LIST].split(",") if one.strip()]
    filters = kind.filters(asked, catalogue, taken=taken)
    moved = filters.moved
    if moved is not None and chosen:
        moved = urlencode(sorted([*parse_qsl(moved), (kind.name, ",".join(slugs))]))
    path = request.path if not taken else request.path.removesuffix(".docx") + "/"
    return Brief(filters, slugs and slugs[:MOST_CHOSEN], site_of(request), path), moved
