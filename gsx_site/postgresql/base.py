"""Django's PostgreSQL backend with a deadline on the client's side.

The server ends statements that take too long, but not when it hangs itself: stopped, swapped out, its disk gone, or
behind a network that swallows what is sent. Then libpq would wait for ever, and so would readers. psycopg2 lets a
function do the waiting (its wait callback), and ours gives up.
"""

import select

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import is_psycopg3

if is_psycopg3:
    raise ImportError("The deadline of gsx_site.postgresql is made for psycopg2: see its wait callback.")

from psycopg2 import OperationalError, extensions


class PatientConnection(extensions.connection):
    """A connection that waits for its server no longer than `seconds` for each sign of life; None is for ever."""

    seconds = None


def wait(connection):
    """The wait callback of psycopg2, which closes the connection when this raises."""
    seconds = getattr(connection, "seconds", None)
    while (state := connection.poll()) != extensions.POLL_OK:
        ready = select.poll()  # a new one each time: while it connects, libpq changes its socket
        ready.register(connection.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
        if not ready.poll(None if seconds is None else seconds * 1000):
            raise OperationalError(f"the database gave no answer within {seconds:g} seconds")


extensions.set_wait_callback(wait)


class DatabaseWrapper(base.DatabaseWrapper):
    """`OPTIONS` takes `answer_seconds` beside what libpq knows; `connect_timeout` counts for each of several hosts."""

    def get_connection_params(self):
        params = super().get_connection_params()
        self._answer_seconds = params.pop("answer_seconds", None)
        connecting = {"seconds": float(params["connect_timeout"])} if "connect_timeout" in params else {}
        params["connection_factory"] = type("Connection", (PatientConnection,), connecting)
        return params

    def get_new_connection(self, conn_params):
        """A connection to the first host that answers and is as asked for. (libpq has no deadline for each, here.)"""
        refusals = []
        for one in attempts(conn_params):
            try:
                connection = super().get_new_connection(one)
            except OperationalError as error:
                refusals.append(f"{one.get('host', 'this machine')}:{one.get('port', 5432)}: {str(error).strip()}")
            else:
                connection.seconds = self._answer_seconds
                return connection
        raise OperationalError("; ".join(refusals))


def attempts(params):
    """`params` once for each host, in their order; twice for those who only prefer a standby."""
    hosts, ports = params.get("host", "").split(","), str(params.get("port", "")).split(",")
    if len(ports) == 1:
        ports *= len(hosts)
    kinds = [params.get("target_session_attrs", "any")]
    if kinds == ["prefer-standby"]:
        kinds = ["standby", "any"]
    for kind in kinds:
        for host, port in zip(hosts, ports, strict=True):
            place = {name: value for name, value in (("host", host), ("port", port)) if value}
            others = {name: value for name, value in params.items() if name not in ("host", "port")}
            yield others | place | {"target_session_attrs": kind}
