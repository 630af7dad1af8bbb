"""How faults are written down: where in the code, never for whom, and never with what was typed.

A path and a query tell what somebody read, a form what they wrote, and both can stand in the message of an exception
(“invalid literal: …”). So what happened during a request is told by the view's name, the kind of exception and the
lines of code that it went through.
"""

import logging
import traceback

from gsx_site.request_log import route_of


class FaultFormatter(logging.Formatter):
    """“ERROR django.request: 500 at practices:list” and the outline of the exception."""

    def format(self, record):
        if not hasattr(record, "request"):
            return super().format(record)
        status = getattr(record, "status_code", "")
        line = f"{record.levelname} {record.name}: {status} at {route_of(record.request) or 'no route'}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}\n{outline(error)}" if error else line


def outline(error):
    """The traceback of an exception and of those that led to it, without their messages."""
    parts = []
    while error is not None:
        kind = type(error)
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{kind.__module__}.{kind.__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhile handling this:\n".join(reversed(parts))
