"""Every page, alternate and asset of the site, gathered by following its links."""

import pickle
from collections import deque
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from catalogue.languages import codes, language_of
from gsx_site.mirror import CopyError, links
from gsx_site.mirror.addresses import about_in, file_of, is_carried, names_file, own_address, starts

DENYING = ("private", "no-store")
HTML, CSS = "text/html", "text/css"
SITEMAPS = ("application/xml", "text/xml")


class Site:
    """The site at `origin` (https://example.org), asked in this process; what keeps pages in production is left out."""

    def __init__(self, origin):
        self.origin = origin
        parts = urlsplit(origin)
        self._secure = parts.scheme == "https"
        port = str(parts.port or (443 if self._secure else 80))
        header, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        proxy = {header: secure if self._secure else "http"} if header else {}
        self._requests = RequestFactory(SERVER_NAME=parts.hostname, SERVER_PORT=port, HTTP_HOST=parts.netloc, **proxy)
        self._handler = WSGIHandler()

    def request(self, address):
        return self._requests.get(address, secure=self._secure)

    def reply(self, address):
        """The reply at `address`, to be closed."""
        return self._handler.get_response(self.request(address))


def _media_type(reply):
    return reply.headers.get("content-type", "").partition(";")[0].strip().lower()


def _is_for_all(reply):
    """Whether `reply` is whole and may be given to anybody."""
    told = reply.headers.get("cache-control", "")
    return reply.status_code == 200 and not reply.cookies and not any(word in told for word in DENYING)


@dataclass(frozen=True)
class Gathered:
    """A reply, in the file `kept` (as it was, or a page that was taken apart); `file` is its name in the copy."""

    address: str
    file: str
    media_type: str
    kept: Path

    @property
    def is_page(self):
        return self.media_type == HTML and not names_file(self.address)

    @property
    def language(self):
        return language_of(self.address)

    @property
    def text(self):
        return self.kept.read_bytes().decode()

    def take_apart(self):
        """Keep the page in pieces from now on, and give them."""
        pieces = links.taken_apart(self.text)
        self.kept.write_bytes(pickle.dumps(pieces))
        return pieces

    @property
    def pieces(self):
        return pickle.loads(self.kept.read_bytes())  # noqa: S301 - written by take_apart, in a folder of this process


class Gathering:
    """What `site` gives to all, in the folder `spool`: `gathered` is {address: Gathered}, `moved` {address: other}."""

    def __init__(self, site, spool):
        self.site, self.spool = site, spool
        self.gathered, self.moved = {}, {}
        # {file in lower case: address}: not every file system tells A from a
        self._files = {about: about for about in map(about_in, codes())}

    def run(self, progress):
        """Gather everything. `progress(done, of)` is called for each reply. Raises CopyError."""
        waiting = deque(dict.fromkeys(starts()))
        seen, found, asked = set(waiting), len(waiting), 0
        while waiting:
            address = waiting.popleft()
            new = {
                own[0] for link in self._ask(address) if (own := own_address(link, address, self.site.origin))
            } - seen
            carried = sorted(filter(is_carried, new))
            seen |= new
            waiting.extend(carried)
            found, asked = found + len(carried), asked + 1
            progress(asked, found)

    def file_at(self, address):
        """The file that stands for `address`; None where the copy has none."""
        for _step in range(10):
            if address not in self.moved:
                break
            address = self.moved[address]
        found = self.gathered.get(address)
        return found and found.file

    def _ask(self, address):
        """Keep the reply at `address` if it is for everybody, and give the links in it."""
        with closing(self.site.reply(address)) as reply:
            if reply.status_code >= 500:
                raise CopyError(f"{self.site.origin}{address} answers with an error ({reply.status_code}).")
            if location := reply.headers.get("location"):
                if own := own_address(location, address, self.site.origin):
                    self.moved[address] = own[0]
                return [location]
            if not _is_for_all(reply) or not (_media_type(reply) == HTML or names_file(address)):
                return []
            kept = self._kept(address, file_of(address), reply)
            announced = links.links_in_header(reply.headers.get("link", ""))
        return [*announced, *_links_in(kept)]

    def _kept(self, address, file, reply):
        other = self._files.setdefault(file.casefold(), address)
        if other != address:
            raise CopyError(f"{address} and {other} would be the same file, {file}.")
        kept = self.spool / str(len(self.gathered))
        with kept.open("wb") as out:
            for piece in reply:
                out.write(piece)
        self.gathered[address] = Gathered(address, file, _media_type(reply), kept)
        return self.gathered[address]


def _links_in(gathered):
    if gathered.is_page:
        return links.links_in(gathered.take_apart())
    if gathered.media_type == CSS:
        return links.links_in_css(gathered.text)
    if gathered.media_type in SITEMAPS:
        return links.links_in_sitemap(gathered.text)
    return []
