"""Reading linked data as programs do that know JSON-LD and nothing of us."""

import json
from html.parser import HTMLParser

from pyld import jsonld

VOCABULARY = "https://schema.org/"
# In place of the document that schema.org serves: names are its terms, and what is an address there is one here.
CONTEXT = {
    "@vocab": VOCABULARY,
    "url": {"@type": "@id"},
    "item": {"@type": "@id"},
    "license": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
    "mainEntityOfPage": {"@type": "@id"},
}


class Blocks(HTMLParser):
    """The data blocks of a page: `found` holds (attributes, text) of each script element that is not a file."""

    def __init__(self, html):
        super().__init__()
        self.found, self._open = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "script" and "src" not in dict(attrs):
            self._open = attrs
            self.found.append((attrs, ""))

    def handle_data(self, data):
        if self._open is not None:
            attrs, text = self.found[-1]
            self.found[-1] = (attrs, text + data)

    def handle_endtag(self, tag):
        if tag == "script":
            self._open = None


def block_of(response):
    """The linked data of a page, which holds one block of it and no other."""
    [(attrs, text)] = Blocks(response.content.decode()).found
    assert attrs == [("type", "application/ld+json")]
    return json.loads(text)


def expanded(document):
    """The nodes of `document` with full names, by the algorithm of the W3C. Raises for what is no JSON-LD."""
    return jsonld.expand(document, {"documentLoader": _load, "base": None})


def _load(url, options):
    assert url == VOCABULARY.rstrip("/"), "nothing else may be asked for"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": _document()}


def _document():
    return {"@context": CONTEXT}


def nodes(value):
    """Every node in expanded linked data, the nested ones too."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict) and "@value" not in value:
        yield value
        for one in value.values():
            yield from nodes(one)


def types(value):
    """The types of all nodes in expanded linked data, without the name of the vocabulary."""
    return {one.removeprefix(VOCABULARY) for node in nodes(value) for one in node.get("@type", ())}
