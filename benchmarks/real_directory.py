"""Measure the loaded directory: counts of each facet, queries and compressed weight of each page type.

Run it with `make measure`. It reads the database that `make run` serves and writes nothing. A page weighs what
its HTML does, compressed with Brotli as for those who read what others have read, and the files it asks for,
compressed as they are served.
"""

import re
from functools import partial

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import timed
from benchmarks.report import Figure
from gsx_site.kept_page import packed_best

PAGES = {
    "home": "/",
    "list of practices": "/practices/",
    "list with three choices": "/practices/?place=202&theme=youth-leadership&youth=young-people",
    "list of networks": "/networks/",
    "list of organisations": "/organisations/",
    "practice": "/practices/local-prevention-networks-jordan-lebanon/",
    "its history": "/practices/local-prevention-networks-jordan-lebanon/editions/",
    "its relations": "/practices/local-prevention-networks-jordan-lebanon/relations/",
    "map": "/map/practices/",
    "gaps": "/gaps/practices/",
    "years": "/years/",
    "brief": "/brief/?place=202",
    "network": "/networks/strong-cities-network/",
    "organisation": "/organisations/ypsa/",
    "places": "/places/",
    "region": "/places/014/",
    "country": "/places/KE/",
    "themes": "/themes/",
    "theme": "/themes/local-prevention/",
    "recommendations": "/recommendations/",
    "recommendation": "/recommendations/6a/",
    "safety": "/safety/",
}
LISTS = ("/practices/", "/networks/", "/organisations/")
FILES = re.compile(r'(?:src|href)="(/static/[^"]+)"')
OTHERS = {"median mobile page": 2559, "GOV.UK home": 200}
"""KB, as QUALITY.md cites them; they are not measured here."""


def main():
    client = Client(SERVER_NAME="localhost")
    client.get("/")
    print_facets(client)
    print_pages(client)


def print_facets(client):
    """Print every facet of every list with its values and their counts."""
    for address in LISTS:
        listing = client.get(address).context["listing"]
        print(f"\n## {address} {listing.words}\n")
        for facet in listing.facets:
            values = sorted(facet.values, key=lambda value: -value.count)
            print(f"{facet.label}: " + ", ".join(f"{value.label} {value.count}" for value in values))


def print_pages(client):
    """Print, for each page type, queries, median server time in ms, requests, and kilobytes compressed."""
    print(f"\n{'page':26}{'queries':>8}{'ms':>8}{'requests':>10}{'HTML kB':>9}{'all kB':>8}")
    for name, address in PAGES.items():
        with CaptureQueriesContext(connection) as queries:
            html = client.get(address).content
        asked = len(queries)  # now: the next request empties the log
        requests, weight = first_visit(client, address)
        own = len(packed_best(html))
        print(
            f"{name:26}{asked:>8}{timed(partial(client.get, address), repeats=15).median:>8.1f}{requests:>10}"
            f"{own / 1000:>9.1f}{weight / 1000:>8.1f}"
        )


def first_visit(client, address):
    """(requests, bytes) of a page and all the files that it asks for."""
    html = client.get(address).content
    files = set(FILES.findall(html.decode()))
    return 1 + len(files), len(packed_best(html)) + sum(weight_of(file) for file in files)


def weight_of(file):
    """The bytes of a static file as it is served to a browser that takes Brotli."""
    path = settings.STATIC_ROOT / file.removeprefix(settings.STATIC_URL)
    brotlied = path.with_name(path.name + ".br")
    return (brotlied if brotlied.exists() else path).stat().st_size


def measure(run):
    client = Client(SERVER_NAME="localhost")
    client.get("/")
    for address in LISTS:
        requests, weight = first_visit(client, address)
        yield Figure("weight", address, weight / 1000, unit="KB", note=f"{requests} requests")
        yield Figure("requests", address, requests, unit="requests")
    for who, kilobytes in OTHERS.items():
        yield Figure("weight", LISTS[0], kilobytes, unit="KB", who=who, note="as published, not measured here")


if __name__ == "__main__":
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    main()
