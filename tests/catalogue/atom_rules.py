"""What RFC 4287 and RFC 6721 ask of a feed, as the public feed validators check it."""

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339 with capital letters
TAG = re.compile(r"[a-z]{2,8}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-[a-z0-9]{4,8})*", re.IGNORECASE)  # BCP 47, as used here
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(;.*)?")
TEXTS = ("title", "subtitle", "summary", "rights")
ONCE = ("id", "title", "updated")  # each exactly once in a feed and in an entry
AT_MOST_ONCE = ("generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content", "source")
RELATIONS = ("alternate", "self", "license", "bookmark")  # registered ones; any other would have to be an IRI


def faults(data):
    """What is wrong with the feed `data` (bytes): sentences that name the section of RFC 4287."""
    feed = ElementTree.fromstring(data)
    entries = feed.findall(f"{ATOM}entry")
    found = [] if feed.tag == f"{ATOM}feed" else [f"2: the root is {feed.tag}"]
    for one in (feed, *entries):
        found += _container(one)
    for one in feed.iter():
        found += _element(one)
    if feed.find(f"{ATOM}author") is None:
        found.append("4.1.1: nobody is the author")
    if not [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        found.append("4.1.1: no link to itself")
    return [*found, *_names(entries)]


def _container(one):
    """Of a feed or an entry: how often what is in it, and its links."""
    counts = Counter(child.tag.removeprefix(ATOM) for child in one)
    for name in ONCE:
        if counts[name] != 1:
            yield f"4.1: {counts[name]} {name} in {one.tag}"
    for name in AT_MOST_ONCE:
        if counts[name] > 1:
            yield f"4.1: {counts[name]} {name} in {one.tag}"
    alternates = [link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if not alternates and not counts["content"]:
        yield "4.1.2: neither content nor an alternate"
    if len({(link.get("type"), link.get("hreflang")) for link in alternates}) < len(alternates):
        yield "4.1.2: two alternates of the same type and language"


def _element(one):
    name, text = one.tag.removeprefix(ATOM), one.text or ""
    if not one.tag.startswith(ATOM):
        yield f"6: {one.tag} is of nobody's"
    if name in TEXTS and (one.get("type") not in ("text", "html", "xhtml") or not text.strip()):
        yield f"3.1: {name} without a type, or empty"
    if name in ("updated", "published") and not DATE.fullmatch(text):
        yield f"3.3: {text} is no date"
    if name == "author" and len(one.findall(f"{ATOM}name")) != 1:
        yield "3.2.1: an author has one name"
    if name in ("id", "uri") and not _absolute(text):
        yield f"4.2.6: {text} is not absolute"
    if name == "category" and not (one.get("term") and _absolute(one.get("scheme"))):
        yield "4.2.2: a category has a term, and its scheme is absolute"
    if name == "generator" and not (text and _absolute(one.get("uri"))):
        yield "4.2.4: a generator has a name, and its address is absolute"
    if name == "link":
        yield from _link(one)
    for tag in (one.get(LANGUAGE, "en"), one.get("hreflang", "en")):
        if not TAG.fullmatch(tag):
            yield f"2: {tag} is no language"


def _link(one):
    if not _absolute(one.get("href")):
        yield f"4.2.7.1: {one.get('href')} is not absolute"
    if one.get("rel") not in RELATIONS:
        yield f"4.2.7.2: {one.get('rel')} is no relation"
    if not MEDIA_TYPE.fullmatch(one.get("type", "text/html")):
        yield f"4.2.7.3: {one.get('type')} is no media type"


def _names(entries):
    """Each name stands for one thing."""
    for name, times in Counter(one.findtext(f"{ATOM}id") for one in entries).items():
        if times > 1 or not _absolute(name):
            yield f"4.1.1: {name} stands {times} times"


def _absolute(address):
    parts = urlsplit(address or "")
    return bool(parts.scheme and (parts.netloc or parts.path))
