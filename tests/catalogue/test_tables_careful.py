"""No table gives away what is careful, or may not be taken away."""

import pytest

from publishing.safety.publication import keep_from_exports, publish
from tests.catalogue.test_tables import LISTS, at_level
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice
from tests.files import archive_at, fetched, row_at, rows_at, sheets_at

pytestmark = pytest.mark.usefixtures("world")


def everything(client):
    forms = ("csv", "xlsx", "geojson", "zip", "datapackage.json")
    return {f"/{name}.{form}": told(client, f"/{name}.{form}") for name in LISTS for form in forms}


def told(client, address):
    if address.endswith("xlsx"):
        return str(sheets_at(client, address))
    if address.endswith("zip"):
        return "\n".join(data.decode() for data in archive_at(client, address).values())
    return fetched(client, address).decode()


@pytest.mark.parametrize("level", ["generalised", "anonymised"])
def test_a_practice_that_became_more_careful_gives_nothing_away(client, level):
    lead, network = (
        make_organisation("Zornhut Circle", country="UG"),
        make_network("Zornhut Lanterns", countries=("UG",)),
    )
    practice = make_practice(
        "Zornhut football",
        slug="zornhut-football",
        countries=("KE",),
        lead=lead,
        networks=[network],
        from_report=True,
        text={"years_note": "Since zornhut."},
        published=False,
    )
    cite(practice, "Zornhut report", url="https://zornhut.example/")
    publish(practice)
    practice.texts.update(title="Football", years_note="Since then.")
    practice.slug = "football"
    at_level(practice, level)
    row = row_at(client, "/practices.csv")
    assert "zornhut" not in str(row).lower()
    hidden = ("networks", "network_uids", "network_slugs", "lead_uids", "lead_slugs", "from_report", "sources")
    assert [row[name] for name in hidden] == ["withheld"] * len(hidden)
    assert row["lead"] == ("An organisation in Eastern Africa" if level == "generalised" else "withheld")
    if level == "anonymised":
        assert (row["title"], row["countries"], row["country_codes"]) == (
            "A practice in Eastern Africa",
            *["withheld"] * 2,
        )
        assert (row["regions"], row["region_codes"]) == ("Eastern Africa", "014")
        for address, said in everything(client).items():
            assert "Kenya" not in said, address


def test_that_a_report_tells_of_it_is_withheld_of_every_careful_practice_alike(client):
    for name, from_report in (("One", True), ("Two", False)):
        at_level(make_practice(name, from_report=from_report), "generalised")
    assert {row["from_report"] for row in rows_at(client, "/practices.csv")} == {"withheld"}


def test_organisations_and_networks_that_became_more_careful_are_named_nowhere(client):
    lead, network = make_organisation("Zornhut Circle"), make_network("Zornhut Lanterns")
    make_membership(lead, network)
    publish(lead)
    make_practice("Evening football", lead=lead, networks=[network])
    make_network("Bridges", secretariat=lead, parent=network, supporters=[lead])
    assert "Zornhut" in "".join(everything(client).values())
    for entry in (lead, network):
        entry.texts.update(title="Quiet Circle")
        at_level(entry, "anonymised")
    for address, said in everything(client).items():
        assert "zornhut" not in said.lower(), address
    row = row_at(client, "/practices.csv")
    assert (row["lead"], row["networks"]) == ("withheld", "withheld")
    assert [one["members"] for one in rows_at(client, "/networks.csv") if one["level"] == "anonymised"] == ["withheld"]


def test_what_may_not_be_taken_away_is_in_no_form(client):
    lead = make_organisation("Zornhut Circle")
    make_practice("Evening football", lead=lead)
    make_network("Bridges", secretariat=lead)
    keep_from_exports(lead)
    for address, said in everything(client).items():
        assert "zornhut" not in said.lower(), address
    assert row_at(client, "/practices.csv")["lead"] == "withheld"
