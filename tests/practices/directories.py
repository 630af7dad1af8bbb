"""A small invented directory file, the command that loads it, and what the tables hold."""

import json
from io import StringIO

from django.apps import apps
from django.core.management import call_command


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


def content():
    """{table: rows} of the whole database."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: list(model.objects.order_by("pk").values()) for model in models if has_table(model)}


def has_table(model):
    return not model._meta.proxy and not model._meta.swapped
