"""The pages of the real directory: what a first visit weighs, how often it asks, what is said of the size of files."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.test import Client
from django.utils.http import urlencode

from catalogue.alternates import offered
from catalogue.kinds import KINDS
from gsx_site.kept_page import compressed, packed_best
from tests import factories
from tests.files import fetched

pytestmark = pytest.mark.usefixtures("directory", "db")

KILOBYTE = 1000
NEAR = 1.1
TOLD = {"xlsx", "csv", "zip", "html", "txt", "bib", "ris", "csl.json", "atom", "json"}
TOLD_OF_ALL_KINDS = {"html", "txt", "bib", "ris", "csl.json", "json"}
MAP = re.compile(r'<figure class="map.*?</figure>', re.DOTALL)
FILES = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def first(body):
    return compressed(body, "br")


@pytest.fixture(scope="module")
def directory(kept):
    factories.world()
    factories.real_directory()


def weights(html, pack=first):
    """{what: bytes on the way} of a page and its files, as they come to a browser of today: to the FIRST who reads it,
    or with `packed_best` to those who read what others have read."""
    files = set(FILES.findall(html))
    return {"page": len(pack(html.encode()))} | {file: weight(file) for file in files}


def weight(file):
    path = Path(settings.STATIC_ROOT) / (file.removeprefix(settings.STATIC_URL) + ".br")
    assert brotli.decompress(path.read_bytes()), file
    return path.stat().st_size


def page(address):
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def practices():
    """The practices of the directory, from the one with the most to tell to the one with the least."""
    entries = json.loads((settings.BASE_DIR / "fixtures" / "directory.json").read_text("utf-8"))["practices"]
    return [one["slug"] for one in sorted(entries, key=lambda one: -len(json.dumps(one)))]


def test_a_practice_takes_three_requests_and_14_kilobytes_the_longest_and_the_usual_one():
    slugs = practices()
    for slug in (*slugs[:4], slugs[len(slugs) // 2]):
        for language in ("", "/ar"):
            found = weights(page(f"{language}/practices/{slug}/"))
            assert len(found) <= 3, (language, slug, found)
            assert sum(found.values()) <= 14 * KILOBYTE, (language, slug, found)


def test_home_takes_three_requests_and_14_kilobytes_and_its_map_13_more():
    home = page("/")
    found = weights(MAP.sub("", home))
    assert len(found) <= 3
    assert sum(found.values()) <= 14 * KILOBYTE, found
    assert weights(home)["page"] - found["page"] <= 13 * KILOBYTE


def test_a_list_takes_three_requests_and_17_kilobytes_and_16_where_others_have_read_it():
    for kind in KINDS.values():
        html = page(kind.list_url)
        found = weights(html)
        assert len(found) <= 3
        assert sum(found.values()) <= 17.1 * KILOBYTE, found
        assert sum(weights(html, packed_best).values()) <= 16 * KILOBYTE, kind.name


def sizes(client, kind, **query):
    """{form: (said, true)} of the list of a Kind."""
    listing = client.get(kind.list_url, query).context["listing"]
    address = f"{kind.list_url.rstrip('/')}.{{}}?{urlencode(query)}"
    said = {name: listing.taking.size(one) for name, one in offered.of_lists().items()}
    return {name: (size, len(fetched(client, address.format(name)))) for name, size in said.items() if size is not None}


def test_what_is_said_of_a_size_is_true_within_a_tenth(client):
    far = []
    for kind, query in [*((kind, {}) for kind in KINDS.values()), (KINDS["practice"], {"place": "202"})]:
        found = sizes(client, kind, **query)
        assert set(found) == (TOLD if kind.file_sizes else TOLD_OF_ALL_KINDS)
        far += [
            f"{kind.namespace} {query} {name}: {said:.0f} for {true} bytes"
            for name, (said, true) in found.items()
            if not 1 / NEAR <= said / true <= NEAR
        ]
    assert far == [], "Fit the sizes of these forms anew (file_sizes.py of their room)."
