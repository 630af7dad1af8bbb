"""Relations: the ties of an entry as a drawing, as the table that says the same, and as data (CSV, JSON)."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import entries
from catalogue.alternates.tables import MEDIA_TYPE, csv_file
from catalogue.alternates.views import ASKED_FOR, file_view
from catalogue.catalogue import current, stands
from catalogue.exported import exported
from catalogue.filters import Fault, named
from catalogue.kinds import KINDS
from catalogue.page_head import render_page
from catalogue.public_page import Moved, entity_tag, problem_of, public_page
from catalogue.shapes import Reference
from catalogue.taken import site_of
from catalogue.ties import ties_of
from catalogue.ties_drawing import Drawing
from publishing.editing.sheets.cells import neutral, plain

FORMS = ("csv", "json")
COLUMNS = ("from_kind", "from", "from_url", "tie", "words", "since", "until", "to_kind", "to", "to_url")


@require_safe
@public_page
def ties_page(request, kind_name, slug):
    """The ties of an entry."""
    catalogue, kind = current(), KINDS[kind_name]
    ties = _found(catalogue, kind_name, slug)
    context = {
        "page_title": _("Who does what, with whom: %s") % ties.own.title,
        "crumbs": [Reference(kind.label, kind.list_url), Reference(ties.own.title, ties.own.url, lang=ties.own.lang)],
        "ties": ties,
        "drawing": Drawing(ties),
        "files": [(form, reverse(f"{kind.namespace}:ties-file", args=[slug, form])) for form in FORMS],
    }
    return render_page(request, "catalogue/ties.html", context)


@file_view
def ties_file(request, kind_name, slug, form):
    """The same as data in the form `form`."""
    if form not in FORMS:
        raise Http404
    if unknown := list(request.GET):
        return problem_of(Fault(unknown[0], _("Not known here: %s.") % named(unknown)))
    catalogue = exported()
    try:
        ties = _found(catalogue, kind_name, slug)
    except Moved as moved:
        return moved.redirect(request)
    tag = entity_tag(request, catalogue)
    make = _as_csv if form == "csv" else _as_json
    response = get_conditional_response(request, etag=tag) or make(ties, catalogue, site_of(request))
    response.headers["Content-Disposition"] = content_disposition_header(False, f"{slug}-relations.{form}")
    response.headers["Cache-Control"], response.headers["ETag"] = ASKED_FOR, tag
    return response


def _found(catalogue, kind_name, slug):
    """The Ties of the entry at an address. Raises Http404 for one that may not be named, or not be taken away."""
    record = catalogue.read(entries.find(catalogue, kind_name, slug))
    ties = ties_of(record, catalogue)
    if ties is None or (stands() and not record.exports):
        raise Http404
    return ties


def _as_csv(ties, _catalogue, site):
    return HttpResponse(csv_file([COLUMNS, *(_row(tie, site) for tie in ties)]), content_type=MEDIA_TYPE)


def _row(tie, site):
    ends = [[end.kind, neutral(plain(end.title)), site + end.url] for end in (tie.one, tie.other)]
    years = [tie.since or "", tie.until or ""]
    return [*ends[0], tie.code, neutral(plain(str(tie.words))), *years, *ends[1]]


def _as_json(ties, catalogue, site):
    document = {
        "generation": catalogue.number,
        "license": settings.DATA_LICENCE_URL,
        "of": _end(ties.own, site),
        "ties": [_tie(tie, site) for tie in ties],
        "more": ties.rest,
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _tie(tie, site):
    years = {name: year for name, year in (("since", tie.since), ("until", tie.until)) if year}
    return {"from": _end(tie.one, site), "tie": tie.code, "words": str(tie.words), **years, "to": _end(tie.other, site)}


def _end(end, site):
    return {"kind": end.kind, "title": end.title, "language": end.lang, "url": site + end.url}
