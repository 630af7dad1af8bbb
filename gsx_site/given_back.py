"""What the staff sent in comes back when it could not be taken at all: an old token, an ended session, no database.

Nothing is done with what was sent, and nothing of it is kept here: it goes back to the browser that sent it, which
sends it again when somebody presses the button.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as refused

from accounts import sessions
from publishing.editing.given_back import KEY, typed
from publishing.editing.given_labels import told

LARGEST = 4_000_000  # letters of a form that is sent back


def csrf_failure(request, reason=""):
    """The page for a form whose token is not the one of this session: somebody signed in again since it was opened."""
    if not may_come_back(request):
        return refused(request, reason)
    if not request.user.is_authenticated:
        return sign_in_again(request)
    words = _("You signed in again since this form was opened.")
    return as_form(request, words) or as_fields(request, words, 403)


def sign_in_again(request):
    """The page for a form that was sent after its session had ended."""
    return as_fields(request, _("Your session has ended."), 403, ended=True)


def not_now(request):
    """The page for a form that was sent while the database was out of reach."""
    return as_fields(request, _("The directory can’t be read just now."), 503)


def may_come_back(request):
    """Whether the browser says that a form of the admin was sent by a page of ours: no other site fills in a form."""
    own = f"{request.scheme}://{request.get_host()}"
    sent_by_us = request.headers.get("Origin") == own or request.headers.get("Sec-Fetch-Site") == "same-origin"
    return request.method == "POST" and request.path_info.startswith("/admin/") and sent_by_us


def as_form(request, words):
    """The form of the admin itself with what was typed, for whoever may open it; None for any other page."""
    match, own = found_at(request)
    is_form = own is not None and (match.url_name or "").endswith(("_add", "_change")) and own.gives_back()
    if not (is_form and admin.site.has_permission(request) and sessions.second_step_was_taken(request)):
        return None
    try:
        response = own.given_back(request, match.kwargs.get("object_id"), words)
    except (PermissionDenied, DatabaseError):
        return None
    response.status_code = 403
    return response


def found_at(request):
    """What answers at the address of a form of the admin, and the admin whose page it is; None where nothing does."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None, None
    return match, getattr(match.func, "model_admin", None)


def as_fields(request, words, status, *, ended=False):
    """A page with all that was typed, to be sent again by a button. Needs no database."""
    sent = [(name, value) for name, values in typed(request).items() for value in values]
    if sum(len(name) + len(value) for name, value in sent) > LARGEST:
        sent = []
    own = found_at(request)[1]
    context = {
        "words": words,
        "ended": ended,
        "address": request.get_full_path(),
        "token": get_token(request),
        "sent": sent + _not_typed(request),
        "read": told(own.model, sent) if own else [(name, value) for name, value in sent if len(value) > 1],
        "had_files": bool(request.FILES),
    }
    answer = HttpResponse(render_to_string("given_back.html", context), status=status)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _not_typed(request):
    """(name, value) of the button that was pressed, of each row that was ticked, and of the key that saves once."""
    sent = request.POST.lists()
    return [(name, value) for name, values in sent if name.startswith("_") or name == KEY for value in values]
