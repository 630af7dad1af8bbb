"""The weight of a first visit to the lists of the real directory: requests and bytes, compressed with Brotli."""

from django.test import Client

from benchmarks.figures import Figure
from benchmarks.real_directory import first_visit

ROW = "weight"
LISTS = ("/practices/", "/networks/", "/organisations/")
OTHERS = {"median mobile page": 2559, "GOV.UK home": 200}
"""KB, as QUALITY.md cites them; they are not measured here."""


def measure(run):
    client = Client(SERVER_NAME="localhost")
    client.get("/")
    for address in LISTS:
        requests, weight = first_visit(client, address)
        yield Figure(ROW, address, weight / 1000, unit="KB", note=f"{requests} requests")
        yield Figure("requests", address, requests, unit="requests")
    for who, kilobytes in OTHERS.items():
        yield Figure(ROW, LISTS[0], kilobytes, unit="KB", who=who, note="as published, not measured here")
