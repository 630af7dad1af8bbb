"""The language of the pages of the staff: what the account chose, until then the browser's. Public pages never ask.

The session knows the choice, so that no page asks the database for it; the account keeps it for the next session.
"""

from django.conf import settings
from django.utils.translation import get_language_from_request, override

from accounts.models import LanguageChoice

KEY = "language"  # in the session
FOR_STAFF = ("/admin/", "/account/")


class LanguageOfStaff:
    """Locale middleware for the pages of the staff alone, which are kept by no cache. It stands below the session's."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(FOR_STAFF):
            return self._get_response(request)
        with override(_language_for(request)):
            return self._get_response(request)


def _language_for(request):
    chosen = request.session.get(KEY)
    return chosen if chosen in dict(settings.LANGUAGES) else get_language_from_request(request)


def choose(request, code):
    """Let the account that is signed in work in the language `code`, one of those offered."""
    LanguageChoice.objects.update_or_create(user=request.user, defaults={"language": code})
    request.session[KEY] = code


def recall(request, user):
    """Tell the new session of `user` what the account chose."""
    if chosen := LanguageChoice.objects.filter(user=user).first():
        request.session[KEY] = chosen.language
