"""Links in the files of the site: found, and written anew for where the files lie in a copy.

A page is taken apart once, into what stays as it is and what may change: then its links are read off, and once it is
known where everything lies it is put together again. Every byte beside a link or a form stays what it was.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

URL_IN_CSS = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<link>[^"')]+)(?P=quote)\s*\)""")
LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")
LINK_HEADER = re.compile(r"<([^>]+)>\s*;")
# A comment, or the start or end of an element.
MARKUP = re.compile(
    r"""<(?:!--.*?--|(?P<end>/?)(?P<tag>[a-z][^\s/>]*)(?P<said>(?:[^"'>]++|"[^"]*"|'[^']*')*+))>""", re.DOTALL | re.I
)
ATTRIBUTE = re.compile(r"""\s+(?P<name>[^\s=>/"']+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?""")
# Where a tag has a link, and what stands in it.
LINKING = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "script": "src"}
# A copy is searched by nobody's search bar and installed on no telephone.
OF_THE_SITE_ALONE = {"search", "manifest"}
# What works only where the site itself answers: forms, and elements that are marked so.
LIVE = "data-live"


@dataclass(frozen=True)
class Tag:
    """The start `raw` of an element `tag` that may have links; `attrs` are its attributes, as they are meant."""

    raw: str
    tag: str
    attrs: dict

    @property
    def rel(self):
        return set(self.attrs.get("rel", "").split())

    def links(self):
        """[(what holds it, link), …]"""
        named = LINKING[self.tag]
        found = [(named, self.attrs[named])] if self.attrs.get(named) else []
        candidates = self.attrs.get("srcset", "").split(",")
        return found + [("srcset", one.split()[0]) for one in candidates if one.strip()]

    def rewritten(self, link_of):
        """The same with `link_of(link, tag, rel)` for each link; empty when it has no place in a copy."""
        rel = self.rel
        if self.tag == "link" and rel & OF_THE_SITE_ALONE:
            return ""
        changes, named = {}, LINKING[self.tag]
        if link := self.attrs.get(named):
            changes[named] = link_of(link, self.tag, rel)
            if changes[named] is None:
                return ""
        if srcset := self.attrs.get("srcset"):
            candidates = [one.split() for one in srcset.split(",")]
            changes["srcset"] = ", ".join(" ".join([link_of(one, "img", set()), *width]) for one, *width in candidates)
        if self.tag == "script" and self.attrs.get("type") == "module" and link:
            # From a file a browser runs no modules and trusts no hashes. That it waits until the page is read, stays.
            changes |= {"type": None, "integrity": None, "defer": ""}
        return _with_attributes(self.raw, changes)


@dataclass(frozen=True)
class Live:
    """An element that works only where the site answers, with the attributes that it has."""

    attrs: dict


def taken_apart(text):
    """The page `text` as a list of str, Tag and Live, in order."""
    pieces, at, leaving = [], 0, None
    for found in _markup(text):
        tag = found["tag"].lower()
        if leaving:
            leaving.note(tag, found)
            if leaving.is_over:
                pieces.append(Live(leaving.attrs))
                at, leaving = found.end(), None
        elif not found["end"] and (tag in LINKING or tag == "form" or LIVE in found["said"]):
            attrs = _attributes(found["said"])
            if tag == "form" or LIVE in attrs:
                pieces.append(text[at : found.start()])
                at, leaving = found.start(), _Leaving(tag, attrs)
            elif tag in LINKING:
                pieces += [text[at : found.start()], Tag(found[0], tag, attrs)]
                at = found.end()
    return [*pieces, text[at:]]


class _Leaving:
    """An element that is left out, until its end is found."""

    def __init__(self, tag, attrs):
        self._tag, self.attrs, self._depth = tag, attrs, 1

    def note(self, tag, found):
        if tag == self._tag:
            self._depth += -1 if found["end"] else 1

    @property
    def is_over(self):
        return self._depth == 0


def _markup(text):
    """The starts and ends of the elements of `text`; what stands in a script is none."""
    at = 0
    while found := MARKUP.search(text, at):
        at = found.end()
        if not found["tag"]:
            continue
        yield found
        if found["tag"].lower() == "script" and not found["end"]:
            at = max(at, text.find("</script", at))


def _attributes(said):
    return {match["name"].lower(): unescape((match["value"] or "").strip("\"'")) for match in ATTRIBUTE.finditer(said)}


def links_in(pieces):
    """Every link of a page that was taken apart, as it is written there."""
    return [link for one in pieces if isinstance(one, Tag) for _name, link in one.links()]


def put_together(pieces, link_of, instead_of):
    """The page of `pieces` with `link_of(link, tag, rel)` for each link in it; None takes the element out.

    What works only where the site answers gives way to `instead_of(attributes)`, HTML. Scripts, which are modules
    there, become such as browsers run from a file too.
    """
    return "".join(
        one if isinstance(one, str) else instead_of(one.attrs) if isinstance(one, Live) else one.rewritten(link_of)
        for one in pieces
    )


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


# --- what is no page


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


# --- where a link leads


def relative(target, at):
    """The link from the file `at` to the file `target`, both as seen from the top of the copy."""
    to, start = target.split("/"), at.split("/")[:-1]
    shared = 0
    while shared < min(len(start), len(to) - 1) and start[shared] == to[shared]:
        shared += 1
    return "/".join([".."] * (len(start) - shared) + to[shared:])
