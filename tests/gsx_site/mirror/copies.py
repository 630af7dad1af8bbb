"""A world to copy, and a look at what was written."""

import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from unittest import mock

from django.core.management import call_command

from catalogue import filters
from places import tree
from places.levels import Level
from places.models import Country
from publishing.safety.publication import keep_from_exports, publish, withdraw
from tests.factories import make_network, make_organisation, make_picture, make_practice, make_recommendation

ELSEWHERE = re.compile(r"(https?|data|mailto):|#")
# Words that no copy may hold, each planted in an entry that stays behind.
SECRETS = ["Quiet House", "Withdrawn work", "Unnamed Circle", "Unpublished plan"]


SHORT_PAGE = 7  # entries on a page of a list, so that few make two


def short_pages():
    """As long as the block lasts, lists have short pages."""
    return mock.patch.object(filters, "PAGE_SIZE", SHORT_PAGE)


def inhabit():
    """Entries that are carried, more than a page of them, and some that must stay behind; few places, for speed."""
    few_places()
    make_recommendation()
    lead = make_organisation("Riverbank Circle")
    make_network("Bridges")
    for number in range(SHORT_PAGE + 1):
        make_practice(f"Practice {number:02}", lead=lead, themes=["sport-arts-culture"])
    shown = make_practice("Evening football", slug="evening-football", lead=lead, published=False)
    shown.texts.create(language="ar", title="كرة القدم في المساء", summary="يلعب الجيران ويتحدثون.", origin="human")
    make_picture(shown)
    publish(shown)
    publish(shown, note="Checked again")
    keep_from_exports(make_organisation("Quiet House"))
    withdraw(make_practice("Withdrawn work", slug="withdrawn-work"))
    make_organisation("Unnamed Circle", level=Level.ANONYMISED)
    make_practice("Unpublished plan", published=False)


def few_places():
    Country.objects.exclude(pk__in=("KE", "BD")).delete()
    tree.forget()


def export(path, **options):
    """What `export_site` says while it writes to `path`."""
    out = StringIO()
    call_command("export_site", str(path), address="http://localhost", stdout=out, **options)
    return out.getvalue()


def files(path):
    """{name: bytes} of everything in the folder."""
    return {str(one.relative_to(path)): one.read_bytes() for one in Path(path).rglob("*") if one.is_file()}


class Links(HTMLParser):
    """`found` holds every link of a page with its tag."""

    def __init__(self, text):
        super().__init__()
        self.found, self.tags = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        self.found += [(tag, attrs[name]) for name in ("href", "src", "action") if attrs.get(name)]
        candidates = (attrs.get("srcset") or "").split(",")
        self.found += [(tag, one.split()[0]) for one in candidates if one.strip()]


def local_links(text):
    return [(tag, link) for tag, link in Links(text).found if not ELSEWHERE.match(link)]
