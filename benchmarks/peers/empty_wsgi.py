"""The least that a WSGI server can be asked for: one short reply, always the same."""

BODY = b"Hello"


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]
