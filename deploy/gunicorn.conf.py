"""How gunicorn serves the site, in `make run` and in production alike.

    gunicorn --config deploy/gunicorn.conf.py --bind 127.0.0.1:8000

The secret and the rest come from environment variables, see `.env.example`.
"""

import errno
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from django.core.exceptions import ImproperlyConfigured  # noqa: E402

from gsx_site import environment  # noqa: E402

wsgi_app = "gsx_site.wsgi"
chdir = str(ROOT)
bind = "127.0.0.1:8000"
try:
    workers = environment.number("WEB_WORKERS", 2, 1, 64)
except ImproperlyConfigured as error:
    sys.exit(str(error))
worker_class = "gthread"
threads = 16  # four of them at a time are in Django (`gsx_site.turns`); the others answer what is kept

# Its lines about requests have addresses in them: who reads what is not ours to keep. Those of `gsx_site.request_log`
# have not, and neither have the faults that ours writes.
accesslog = None
logger_class = "gsx_site.server_log.ServerLog"
errorlog = "-"
loglevel = "warning"

# Whether a request came over HTTPS is for PROXY_HTTPS_HEADER to say, in one place: no neighbour on this machine is
# believed for it, nor for a path (see `gsx_site.own_address`). What would be read as another header's name is left out.
secure_scheme_headers = {}
forwarder_headers = ""
forwarded_allow_ips = ""
header_map = "drop"
# A second way in that nobody here uses.
control_socket_disable = True


def on_starting(server):
    """A taken port is one sentence. (gunicorn would try five times and say so each time.)"""
    inherited = "LISTEN_FDS" in os.environ or "GUNICORN_FD" in os.environ
    for address in [] if inherited else server.cfg.address:
        if isinstance(address, tuple):
            try_to_bind(*address)


def try_to_bind(host, port):
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OverflowError:
        sys.exit(f"There is no port {port}: the last one is 65535.")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(
                f"Port {port} on {host} is taken: stop what uses it, or choose another, as in `make run PORT=8001`."
            )
        sys.exit(f"Cannot serve on {host}, port {port}: {error.strerror or error}.")


def when_ready(server):
    for listener in server.LISTENERS:
        print(f"The directory is at {listener}/ (Ctrl-C stops it)", flush=True)
