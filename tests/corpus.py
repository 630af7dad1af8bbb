"""A corpus of replies: each address is asked once, and what it answered is there for all tests that look at it."""

import io
import zipfile
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings

from catalogue.languages import address_in


@dataclass(frozen=True)
class KeptReply:
    """What an address answered, files too, without what a test client keeps beside it: it can be read many times."""

    status_code: int
    headers: dict
    cookies: SimpleCookie
    content: bytes
    streaming: bool

    @classmethod
    def of(cls, response):
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return cls(response.status_code, dict(response.headers), response.cookies, content, response.streaming)


class Corpus:
    """A client for reading, who asks for each address once: what it reads must stay as it is meanwhile."""

    def __init__(self, client):
        self._client, self.replies = client, {}

    def get(self, address, query=None):
        key = (address, urlencode(query or {}, doseq=True))
        if key not in self.replies:
            self.replies[key] = KeptReply.of(self._client.get(address, query))
        return self.replies[key]


# --- what a reply says


def said_at(client, address):
    """The KeptReply of `client` at `address`, and all that it says."""
    reply = KeptReply.of(client.get(address))
    return reply, said_in(reply, address)


def said_in(reply, address):
    """All that a KeptReply to `address` says, without the address itself where it is said back, in any language."""
    own = address_in(settings.LANGUAGE_CODE, address).strip("/")
    headers = "\n".join(f"{name}: {value}" for name, value in reply.headers.items())
    return f"{headers}\n{reply.cookies}\n{opened(reply.content)}".replace(own, "")


def opened(body):
    """The words of a reply, those in a packed file (a spreadsheet) too."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return "\n".join(opened(packed.read(name)) for name in packed.namelist())
