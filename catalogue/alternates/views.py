"""Answers at the addresses of files: practices.csv, practices/evening-football.json."""

from functools import wraps

from django.http import Http404, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from catalogue.alternates import offered
from catalogue.exported import exported
from catalogue.filters import EMBED, PAGE, Fault, named
from catalogue.kinds import KINDS
from catalogue.open_reply import read_by_any_site
from catalogue.public_page import Moved, canonical, entity_tag, problem, problem_of, to_canonical
from catalogue.taken import TakenList, site_of, taken_entry
from publishing.editing.sheets.archives import gathered

# Caches may keep a file, but ask each time before they use it: what was taken back is handed out by nobody any more.
ASKED_FOR = "no-cache"


def file_view(view):
    """Let `view` answer at canonical addresses only, to any site, and say in a problem document what is wrong."""

    @read_by_any_site
    @gzip_page  # while it is sent: the page cache compresses what is whole
    @wraps(view)
    def answer(request, *args, **kwargs):
        query = canonical(request.GET)
        if query != request.META.get("QUERY_STRING", ""):
            return to_canonical(request, query)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return problem(404, _("There is nothing at this address."))

    return answer


@file_view
def list_file(request, kind_name, form):
    """The list that the query string describes, whole, in the form `form`."""
    alternates = offered.of_lists()
    if form not in alternates:
        return no_such_form(form, alternates)
    filters = KINDS[kind_name].filters(request.GET, exported(), taken=True)
    if filters.moved is not None:
        return to_canonical(request, filters.moved)
    if faults := [*filters.faults, *_of_pages_alone(request)]:
        return problem_of(faults[0])
    alternate, taken = alternates[form], TakenList(filters, site_of(request))
    return _described(request, alternate, taken.file_name, taken, lambda: _as_asked(gathered(alternate.of_list(taken))))


@file_view
def entry_file(request, kind_name, slug, form, number=None):
    """The current edition of an entry, or its edition `number`, in the form `form`."""
    alternates = offered.of_entries()
    if form not in alternates:
        return no_such_form(form, alternates)
    if unknown := [name for name in request.GET if name != "lang"]:
        return problem_of(Fault(unknown[0], _("Not known here: %s.") % named(unknown)))
    try:
        taken = taken_entry(kind_name, slug, number, site=site_of(request), language=request.GET.get("lang", ""))
    except Moved as moved:
        return moved.redirect(request)
    if taken is None:
        return problem(404, _("This entry can be read on its page only: it is not for taking away."))
    alternate = alternates[form]
    name = f"{slug}-{taken.edition.number}"
    return _described(request, alternate, name, taken, lambda: [alternate.of_entry(taken)])


def no_such_form(form, alternates):
    said = _("There is no form “%(form)s” of this. There are: %(forms)s.")
    return problem(404, said % {"form": form, "forms": ", ".join(alternates)}, formats=list(alternates))


def _of_pages_alone(request):
    """A file holds the whole list, and nobody frames it."""
    if PAGE in request.GET:
        yield Fault(PAGE, _("A file has no pages: it holds the whole list."))
    if EMBED in request.GET:
        yield Fault(EMBED, _("A file is not embedded: only the page of a list is."))


def _described(request, alternate, name, taken, pieces):
    """The reply with what `pieces()` gives; for a reader who has it already nothing is made."""
    tag = entity_tag(request, taken.catalogue)
    headers = {"ETag": tag, "Link": f'<{taken.url}>; rel="canonical"', "Cache-Control": ASKED_FOR}
    if not alternate.shown:
        headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{alternate.name}")
    unchanged = get_conditional_response(request, etag=tag)
    # Servers read to its end what they then do not send: for a HEAD there is nothing to read.
    content = () if request.method == "HEAD" else pieces()
    response = unchanged or StreamingHttpResponse(content, content_type=alternate.media_type)
    for header, value in headers.items():
        response.headers[header] = value
    return response


def _as_asked(pieces):
    """`pieces`, made in the language that is active now: a stream is read when that of the request is over."""
    return _made_in(get_language(), iter(pieces))


def _made_in(language, source):
    while True:
        with override(language):
            piece = next(source, None)
        if piece is None:
            return
        yield piece
