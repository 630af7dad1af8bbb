"""A small invented directory file, the command that loads it, and what the tables hold."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

# What the command prints for the small directory: at first, and ever after.
CREATED = [
    "sources: 2 created, 0 changed, 0 left alone",
    "organisations: 2 created, 0 changed, 0 left alone",
    "networks: 2 created, 0 changed, 0 left alone",
    "recommendations: 2 created, 0 changed, 0 left alone",
    "key themes: 1 created, 0 changed, 0 left alone",
    "practices: 2 created, 0 changed, 0 left alone",
]
LEFT_ALONE = [
    "sources: 0 created, 0 changed, 2 left alone",
    "organisations: 0 created, 0 changed, 2 left alone",
    "networks: 0 created, 0 changed, 2 left alone",
    "recommendations: 0 created, 0 changed, 2 left alone",
    "key themes: 0 created, 0 changed, 1 left alone",
    "practices: 0 created, 0 changed, 2 left alone",
]


def but(*lines):
    """The lines that leave all alone, but for `lines`."""
    instead = {line.split(":")[0]: line for line in lines}
    return [instead.get(line.split(":")[0], line) for line in LEFT_ALONE]


def small_directory():
    """Two organisations, two networks, two practices; all that the form of the file knows stands in it somewhere."""
    return {
        "sources": [source("report", "The report"), source("letter", "A letter")],
        "organisations": [
            organisation("riverbank", "Riverbank Circle", acronym="RBC", women_led=True),
            organisation("hillside", "Hillside Youth", country="", sources=[]),
        ],
        "networks": [
            network("valley", "Valley Network", parent="bridges"),
            network("bridges", "Bridges", secretariat="riverbank", supporters=["hillside"], countries=["KE", "UG"]),
        ],
        "memberships": [
            {
                "organisation": "riverbank",
                "network": "valley",
                "role": "member",
                "since": 2015,
                "until": 2019,
                "sources": [{"source": "letter", "locator": "page 2"}],
            }
        ],
        "recommendations": [
            {
                "number": "1a",
                "label": "1(a)",
                "parent": "1",
                "title": "Ask first",
                "gist": "Ask.",
                "source_locator": "",
            },
            {"number": "1", "label": "1", "parent": "", "title": "Listen", "gist": "Listen.", "source_locator": "p. 1"},
        ],
        "key_themes": [{"number": "1", "title": "Trust", "gist": "It comes first.", "source_locator": "bullet 1"}],
        "practices": [
            practice(
                "football",
                "Evening football",
                organisations=[
                    {"organisation": "riverbank", "role": "lead"},
                    {"organisation": "hillside", "role": "partner"},
                ],
                networks=["valley"],
                themes=["youth-leadership", "sport-arts-culture", "social-cohesion"],
                recommendations=[{"number": "1a", "relation": "named"}],
                unanswered={"outcomes": "not-reported"},
            ),
            practice("mediation", "Market mediation", sources=[]),
        ],
    }


def source(slug, title, **more):
    return {
        "slug": slug,
        "title": title,
        "publisher": "A publisher",
        "year": 2017,
        "url": f"https://example.org/{slug}",
    } | more


def organisation(slug, name, **more):
    row = {"slug": slug, "name": name, "kind": "civil-society", "country": "KE", "about": "It works for calm streets."}
    return row | {"sources": [{"source": "report", "locator": "page 3"}]} | more


def network(slug, name, **more):
    row = {"slug": slug, "name": name, "kind": "national-network", "scale": "national", "about": "They meet."}
    return row | {"audiences": ["women"], "sources": [{"source": "report", "locator": "page 4"}]} | more


def practice(slug, title, **more):
    row = {"slug": slug, "title": title, "summary": "Neighbours meet and talk.", "countries": ["KE"]}
    row |= {"scale": "local", "evidence": "reported", "groups": ["young-people"], "start_year": 2015, "end_year": 2018}
    return row | {"sources": [{"source": "report", "locator": "page 5"}]} | more


def load(folder, directory, *options):
    """Load `directory` (a str as it is, bytes too, anything else as JSON); the lines of the output."""
    path = folder / "directory.json"
    given = directory if isinstance(directory, str | bytes) else json.dumps(directory)
    path.write_bytes(given if isinstance(given, bytes) else given.encode())
    out = StringIO()
    call_command("load_directory", path, *options, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def faults(folder, directory, *options):
    """The lines that name what is wrong with `directory`, after a look that nothing was written."""
    before = content()
    with pytest.raises(CommandError) as refused:
        load(folder, directory, *options)
    assert content() == before
    first, *lines = str(refused.value).removeprefix(f"{folder / 'directory.json'} ").splitlines()
    if not lines:
        return [first]
    assert first == "was not loaded and nothing was written:"
    return [line.strip() for line in lines]


def content():
    """{table: rows} of the whole database."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: list(model.objects.order_by("pk").values()) for model in models if has_table(model)}


def has_table(model):
    return not model._meta.proxy and not model._meta.swapped
