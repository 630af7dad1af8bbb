"""Answers at the addresses of the whole directory: data/directory.sqlite, data/directory.zip."""

from django.http import StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from catalogue.alternates.views import ASKED_FOR, file_view, no_such_form
from catalogue.exported import exported
from catalogue.filters import Fault, named
from catalogue.public_page import entity_tag, problem, problem_of
from catalogue.taken import site_of
from catalogue.whole.making import AGAIN, ARCHIVE, SQLITE, NotNow, whole_files

MEDIA_TYPES = {SQLITE: "application/vnd.sqlite3", ARCHIVE: "application/zip"}


@file_view
def directory_file(request, form):
    """All that may be taken away, in the form `form`."""
    if form not in MEDIA_TYPES:
        return no_such_form(form, MEDIA_TYPES)
    if request.GET:
        return problem_of(Fault(next(iter(request.GET)), _("Not known here: %s.") % named(list(request.GET))))
    catalogue = exported()
    tag = entity_tag(request, catalogue)
    response = get_conditional_response(request, etag=tag)
    try:
        response = response or _sent(request, catalogue, form)
    except NotNow as reason:
        return problem(503, str(reason), {"Retry-After": str(AGAIN)})
    response.headers["ETag"], response.headers["Cache-Control"] = tag, ASKED_FOR
    return response


def _sent(request, catalogue, form):
    file = whole_files(catalogue, site_of(request))[form]
    # Servers read to its end what they then do not send: for a HEAD there is nothing to read.
    pieces = () if request.method == "HEAD" else file
    name = content_disposition_header(True, f"gsx-directory-{catalogue.number}.{form}")
    headers = {"Content-Disposition": name, "Content-Length": str(file.size)}
    return StreamingHttpResponse(pieces, content_type=MEDIA_TYPES[form], headers=headers)
