"""Every page, alternate and asset of the site, gathered by following its links."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from gsx_site.mirror import CopyError, links
from gsx_site.mirror.addresses import ABOUT, file_of, is_carried, names_file, own_address, starts

HTML, CSS = "text/html", "text/css"
SITEMAPS = ("application/xml", "text/xml")


@dataclass(frozen=True)
class Gathered:
    """A reply as it was, in `kept`; `file` is its name in the copy."""

    address: str
    file: str
    media_type: str
    kept: Path

    @property
    def is_page(self):
        return self.media_type == HTML and not names_file(self.address)

    @property
    def text(self):
        return self.kept.read_bytes().decode()


class Gathering:
    """What `site` (a Site) gives to everybody, kept in the folder `spool` and not in memory.

    `gathered` is {address: Gathered}, `moved` {address: the one it redirects to}.
    """

    def __init__(self, site, spool):
        self.site, self.spool = site, spool
        self.gathered, self.moved = {}, {}
        self._files = {ABOUT: ABOUT}  # {file in lower case: address}: not every file system tells A from a

    def run(self, progress):
        """Gather everything. `progress(done, of)` is called for each reply. Raises CopyError."""
        waiting = deque(dict.fromkeys(starts()))
        seen = set(waiting)
        while waiting:
            address = waiting.popleft()
            for link in self._ask(address):
                own = own_address(link, address, self.site.origin)
                if own and own[0] not in seen and is_carried(own[0]):
                    seen.add(own[0])
                    waiting.append(own[0])
            progress(len(seen) - len(waiting), len(seen))

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
        with self.site.reply(address) as reply:
            if reply.status >= 500:
                raise CopyError(f"{self.site.origin}{address} answers with an error ({reply.status}).")
            if location := reply.headers.get("location"):
                if own := own_address(location, address, self.site.origin):
                    self.moved[address] = own[0]
                return [location]
            if not reply.is_for_all or not (reply.media_type == HTML or names_file(address)):
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
            for piece in reply.pieces:
                out.write(piece)
        self.gathered[address] = Gathered(address, file, reply.media_type, kept)
        return self.gathered[address]


def _links_in(gathered):
    if gathered.is_page:
        return links.links_in_html(gathered.text)
    if gathered.media_type == CSS:
        return links.links_in_css(gathered.text)
    if gathered.media_type in SITEMAPS:
        return links.links_in_sitemap(gathered.text)
    return []
