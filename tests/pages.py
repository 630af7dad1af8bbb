"""Reading pages as a person would: their words, their links, their headings."""

import re
from html.parser import HTMLParser

# The token of a form, which is signed and new in each page: by chance it holds any short word.
TOKEN = r'(name="token" value=")[^"]+'


class Page(HTMLParser):
    """The parts of an HTML page that tests ask about. `words` is its visible text with single spaces."""

    HIDDEN = ("head", "script", "style", "template")
    VOID = ("meta", "base", "link", "br", "hr", "img", "input", "wbr", "area", "col")

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.title, self._open, self._text, self._main = [], [], "", [], [], []
        self.headings = {f"h{level}": [] for level in range(1, 5)}
        self.html = response.content.decode()
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in self.VOID:
            self._open.append(tag)
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        if tag in self.headings:
            self.headings[tag].append("")

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        for tag in self.headings:
            if tag in self._open:
                self.headings[tag][-1] += data
        if not set(self.HIDDEN) & set(self._open):
            self._text.append(data)
            if "main" in self._open:
                self._main.append(data)

    @property
    def words(self):
        return squeeze("".join(self._text))

    @property
    def main(self):
        """The visible text of the page without its shell."""
        return squeeze("".join(self._main))

    def h1(self):
        return [squeeze(heading) for heading in self.headings["h1"]]

    def h2(self):
        return [squeeze(heading) for heading in self.headings["h2"]]


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def get(client, address, status=200):
    """The page at `address`, which must answer with `status`."""
    response = client.get(address)
    assert response.status_code == status, address
    return Page(response)
