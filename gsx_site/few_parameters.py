"""A bound on the parameters of an address: as many as Django would take by itself."""

from django.core.exceptions import TooManyFieldsSent

MOST = 1_000  # the setting counts for forms too, and those of the staff have more fields


class FewParameters:
    """Middleware that refuses an address with more parameters than that, as Django refuses a form: a reply 400."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        if request.META.get("QUERY_STRING", "").count("&") >= MOST:
            raise TooManyFieldsSent(f"The address has more than {MOST} parameters.")
        return self._get_response(request)
