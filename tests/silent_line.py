"""A line between the site and a server that falls silent: connections stay, and nothing goes through any more."""

import selectors
import socket
import threading
from contextlib import suppress

from tests.waiting import through


class SilentLine:
    """Hands on what comes to `port` of this machine to the server at `there` (host, port), until `silent` is set."""

    def __init__(self, there):
        self.there, self.silent, self.open = there, False, True
        self._ends, self._peer = selectors.DefaultSelector(), {}
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._wake, self._told = socket.socketpair()
        for end in (self._door, self._told):
            self._ends.register(end, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._wake.send(b"!")
        through(self._thread)
        for end in (self._door, self._wake, self._told, *self._peer):
            end.close()

    def _run(self):
        while self.open:
            for key, _events in self._ends.select():
                if key.fileobj is self._told:
                    self.open = False
                elif self.silent:
                    self._ends.unregister(key.fileobj)  # it waits, and nobody listens
                elif key.fileobj is self._door:
                    self._connect(self._door.accept()[0])
                else:
                    self._hand_on(key.fileobj)

    def _connect(self, client):
        server = socket.create_connection(self.there)
        self._peer |= {client: server, server: client}
        for end in (client, server):
            self._ends.register(end, selectors.EVENT_READ)

    def _hand_on(self, end):
        with suppress(OSError):
            if data := end.recv(65536):
                self._peer[end].sendall(data)
                return
        for one in (end, self._peer[end]):
            with suppress(KeyError):
                self._ends.unregister(one)
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
