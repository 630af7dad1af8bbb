"""What the pages of the real directory weigh at a first visit, and how often they ask."""

import json
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from tests.factories import real_directory, world

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("directory")]

KILOBYTE = 1000


@pytest.fixture(scope="module")
def directory(served):
    world()
    real_directory()


@pytest.fixture
def visit(open_page, record_property):
    """Visits an address; gives {address: bytes on the way} of the page and its files.

    Files are counted as they came. The page is not compressed by the server under test, so it is compressed here.
    """

    def visit(address):
        page = open_page("about:blank")
        finished = []
        page.on("requestfinished", lambda request: finished.append(request))
        page.goto(address, wait_until="networkidle")
        weights = {}
        for request in finished:
            sizes, answer = request.sizes(), request.response()
            size = sizes["responseBodySize"]
            if request.is_navigation_request():
                size = len(brotli.compress(answer.body(), quality=5))
            elif not request.url.startswith("data:"):
                assert answer.headers.get("content-encoding") in ("br", "gzip"), request.url
            else:
                continue
            weights[request.url] = size
        record_property(address, f"{len(weights)} requests, {sum(weights.values())} bytes")
        return weights

    return visit


def longest(kind):
    """The slug of the longest practice of the directory."""
    entries = json.loads(Path(settings.BASE_DIR / "fixtures" / "directory.json").read_text("utf-8"))[kind]
    return max(entries, key=lambda one: len(json.dumps(one)))["slug"]


@pytest.mark.parametrize("address", ["/", "/practices/", "/networks/", "/organisations/"])
def test_home_and_lists_take_four_requests_and_30_kilobytes_at_most(address, visit):
    weights = visit(address)
    assert len(weights) <= 4
    assert sum(weights.values()) <= 30 * KILOBYTE


def test_the_longest_practice_takes_four_requests_and_30_kilobytes_at_most(visit):
    weights = visit(f"/practices/{longest('practices')}/")
    assert len(weights) <= 4
    assert sum(weights.values()) <= 30 * KILOBYTE
