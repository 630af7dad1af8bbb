"""Links in the files of the site: found, and written anew for where the files lie in a copy.

HTML is changed only where a link or a form stands; every other byte of it stays what it was.
"""

import posixpath
import re
from html import escape, unescape
from html.parser import HTMLParser

URL_IN_CSS = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<link>[^"')]+)(?P=quote)\s*\)""")
LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")
LINK_HEADER = re.compile(r"<([^>]+)>\s*;")
ATTRIBUTE = re.compile(r"""\s+(?P<name>[^\s=>/"']+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
# Where a tag has a link, and what stands in it.
LINKING = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "script": "src"}
# A copy is searched by nobody's search bar and installed on no telephone.
OF_THE_SITE_ALONE = {"search", "manifest"}
# What works only where the site itself answers: forms, and elements that are marked so.
LIVE = "data-live"


def links_in_html(text):
    """Every link of a page, as it is written there."""
    found = []

    def note(link, _tag, _rel):
        found.append(link)
        return link

    rewritten(text, note, lambda attrs: "")
    return found


def links_in_css(text):
    return [match["link"] for match in URL_IN_CSS.finditer(text) if not match["link"].startswith("data:")]


def links_in_sitemap(text):
    return [unescape(link) for link in LOCATION.findall(text)]


def links_in_header(value):
    """The links of a Link header (RFC 8288)."""
    return LINK_HEADER.findall(value)


def css_rewritten(text, link_of):
    """The style sheet `text` with `link_of(link)` for each link in it."""

    def instead(match):
        link = match["link"]
        return match[0] if link.startswith("data:") else f'url("{link_of(link)}")'

    return URL_IN_CSS.sub(instead, text)


def rewritten(text, link_of, instead_of):
    """The page `text` with `link_of(link, tag, rel)` for each link in it; None takes the element out.

    What works only where the site answers gives way to `instead_of(attributes)`, HTML. Scripts, which are modules
    there, become such as browsers run from a file too.
    """
    rewriter = _Rewriter(text, link_of, instead_of)
    rewriter.feed(text)
    rewriter.close()
    return rewriter.result()


def relative(target, at):
    """The link from the file `at` to the file `target`, both as seen from the top of the copy."""
    return posixpath.relpath(target, posixpath.dirname(at) or ".")


class _Rewriter(HTMLParser):
    """Collects what is to be changed as (start, end, text)."""

    def __init__(self, text, link_of, instead_of):
        super().__init__(convert_charrefs=False)
        self._text, self._link_of, self._instead_of = text, link_of, instead_of
        self._changes = []
        self._lines = [0]  # where each line begins
        self._lines += [match.end() for match in re.finditer("\n", text)]
        self._leaving = None  # (tag, where it began, its attributes) of the element that is left out
        self._depth = 0

    def _at(self):
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag, attrs):
        raw, attrs = self.get_starttag_text(), dict(attrs)
        if self._leaving:
            self._depth += tag == self._leaving[0]
        elif tag == "form" or LIVE in attrs:
            self._leaving, self._depth = (tag, self._at(), attrs), 1
        elif tag in LINKING:
            self._put(self._at(), len(raw), self._changed(raw, tag, attrs))

    def handle_endtag(self, tag):
        if not self._leaving or tag != self._leaving[0]:
            return
        self._depth -= 1
        if not self._depth:
            _tag, began, attrs = self._leaving
            end = self._text.index(">", self._at()) + 1
            self._put(began, end - began, self._instead_of(attrs))
            self._leaving = None

    def _put(self, start, length, text):
        self._changes.append((start, start + length, text))

    def _changed(self, raw, tag, attrs):
        """The start tag `raw` with its links written anew."""
        rel = set((attrs.get("rel") or "").split())
        if tag == "link" and rel & OF_THE_SITE_ALONE:
            return ""
        changes = {}
        if link := attrs.get(LINKING[tag]):
            changes[LINKING[tag]] = self._link_of(link, tag, rel)
            if changes[LINKING[tag]] is None:
                return ""
        if attrs.get("srcset"):
            candidates = [one.split() for one in attrs["srcset"].split(",")]
            changes["srcset"] = ", ".join(
                " ".join([self._link_of(link, "img", set()), *width]) for link, *width in candidates
            )
        if tag == "script" and attrs.get("type") == "module" and link:
            # From a file a browser runs no modules and trusts no hashes. That it waits until the page is read, stays.
            changes |= {"type": None, "integrity": None, "defer": ""}
        return _with_attributes(raw, changes)

    def result(self):
        pieces, at = [], 0
        for start, end, text in self._changes:
            pieces += [self._text[at:start], text]
            at = end
        return "".join([*pieces, self._text[at:]])


def _with_attributes(raw, changes):
    """The start tag `raw` with other values of attributes: {name: value}, where None takes it out."""
    left = dict(changes)

    def instead(match):
        name = match["name"].lower()
        if name not in changes:
            return match[0]
        value = left.pop(name, None)
        return "" if value is None else f' {name}="{escape(value)}"'

    changed = ATTRIBUTE.sub(instead, raw)
    more = "".join(
        f' {name}="{escape(value)}"' if value else f" {name}" for name, value in left.items() if value is not None
    )
    return re.sub(r"\s*/?>$", lambda end: more + end[0], changed) if more else changed
