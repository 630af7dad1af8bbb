"""Nobody works in the admin without a second step; and what sessions and slowing down need of every request."""

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts import sessions
from accounts.rate_limiter import SlowDown


class SecondStepMiddleware:
    """Stands after Django's authentication and allauth's own middleware. A reader's request costs it one comparison."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        response = self._get_response(request)
        if request.session.accessed:  # public pages never look into it
            sessions.keep_awake(request.session)
        return response

    def process_view(self, request, view, args, kwargs):
        """Before a page of the admin: whoever is signed in has taken a second step in this session."""
        if "admin" not in request.resolver_match.namespaces or not request.user.is_authenticated:
            return None
        if sessions.second_step_was_taken(request):
            return None
        if not is_mfa_enabled(request.user):
            return redirect("account_set_up")
        get_adapter().logout(request)
        return redirect_with_next("account_login", request)

    def process_exception(self, request, exception):
        if isinstance(exception, SlowDown):
            return slowed_down(request, exception.seconds)
        if isinstance(exception, ReauthenticationRequired):
            # allauth would put the whole request into the session, its network address too. Asking again is enough.
            name = "account_reauthenticate" if request.user.is_authenticated else "account_login"
            return redirect_with_next(name, request)
        return None


def redirect_with_next(name, request):
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def slowed_down(request, seconds):
    """The page that says how long to wait."""
    context = {"seconds": seconds, "minutes": -(-seconds // 60), "again": request.get_full_path()}
    response = render(request, "account/slow_down.html", context, status=429)
    response["Retry-After"], response["Cache-Control"] = str(seconds), "no-store"
    return response
