"""gunicorn's own log, which would name the network address and the path of a request that failed."""

import sys

from gunicorn.glogging import Logger

from gsx_site.faults import outline


class ServerLog(Logger):
    """What gunicorn says of its processes stays as it is; of requests it says only that and where they failed."""

    def warning(self, msg, *args, **kwargs):
        if str(msg).startswith("Invalid request"):
            msg, args = "A request could not be read: it was refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        if str(msg).startswith(("Error handling", "Socket error", "HTTP/2")):
            super().error("A request could not be answered.\n%s", outline(sys.exception()))
        else:
            super().exception(msg, *args, **kwargs)
