"""What no address of the admin can mean is refused before a database is asked for it."""

from django.core.exceptions import BadRequest


class NoNulMiddleware:
    """Refuses queries of the admin with a NUL in them: PostgreSQL knows no such text, and Django's lists would break.

    Public pages say themselves what they left out, and forms refuse it beside the field.
    """

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        return self._get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.namespace != "admin":
            return
        if any("\x00" in text for name, values in request.GET.lists() for text in (name, *values)):
            raise BadRequest("There is a NUL in the query.")
