"""The address of a request, by its request line alone: no header of a reader's moves it or changes its scheme."""

from django.conf import settings


class OwnAddress:
    """A WSGI application before all others of the site, which stands at the root of its host.

    Servers differ in whom they believe: gunicorn cuts the path at a `SCRIPT_NAME` that comes from the same machine, and
    takes the word of a proxy for the scheme. What was cut is put back, and the scheme is what the one header says that
    the operator named (PROXY_HTTPS_HEADER), read as a whole: `https`, or else it is not.
    """

    def __init__(self, application):
        self._application = application
        self._header = (settings.SECURE_PROXY_SSL_HEADER or ("",))[0]

    def __call__(self, environ, start_response):
        environ["PATH_INFO"] = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] = ""
        environ["wsgi.url_scheme"] = self._scheme(environ)
        if self._header:  # Django reads it again, and would take the first of several for the whole
            environ[self._header] = environ["wsgi.url_scheme"]
        return self._application(environ, start_response)

    def _scheme(self, environ):
        if self._header:
            return "https" if environ.get(self._header) == "https" else "http"
        # Without a proxy the server itself knows, but where HTTPS is off there is none to know of.
        return environ["wsgi.url_scheme"] if settings.HTTPS else "http"
