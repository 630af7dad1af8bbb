"""Pages that come in two pieces, so that a test which reads before it has waited is red each time and not by chance."""

import time

SECONDS = 0.3  # before each half: longer than a test takes from a click to what it reads


def late(application):
    """`application` (WSGI), whose pages arrive after their head, half by half; what pages load comes as it did."""

    def answer(environ, start_response):
        body = application(environ, start_response)
        return _in_two(body) if environ.get("HTTP_SEC_FETCH_DEST") == "document" else body

    return answer


def _in_two(body):
    whole = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    yield b""  # the head goes out: from here on the browser has left the page before
    for half in (whole[: len(whole) // 2], whole[len(whole) // 2 :]):
        time.sleep(SECONDS)
        yield half
