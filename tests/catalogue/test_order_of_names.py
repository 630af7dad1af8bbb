"""Titles in lists and facets stand in the order of the page's language, and those of one name are told apart."""

import json

import pytest

from publishing.safety.publication import publish
from tests.factories import make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def titles(client, address):
    return [row.card.title for row in client.get(address).context["listing"].rows]


def test_a_list_is_sorted_as_the_language_of_its_page_has_it(client):
    for title in ("Zebra", "Łódź", "Nube", "Ñandú", "“Bridges”", "Nz"):
        make_practice(title)
    assert titles(client, "/practices/?sort=title") == ["“Bridges”", "Łódź", "Ñandú", "Nube", "Nz", "Zebra"]
    spanish = ["“Bridges”", "Łódź", "Nube", "Nz", "Ñandú", "Zebra"]
    assert titles(client, "/es/practices/?sort=title") == spanish
    make_practice("O")  # and so it is once more of them are there
    assert titles(client, "/es/practices/?sort=title") == [*spanish[:-1], "O", "Zebra"]


def test_a_list_is_sorted_by_the_titles_that_its_readers_see(client):
    bee = make_practice("Zebra")
    bee.texts.create(title="Abeille", language="fr", origin="human")
    publish(bee)
    make_practice("Cat")
    assert titles(client, "/practices/?sort=title") == ["Cat", "Zebra"]
    assert titles(client, "/fr/practices/?sort=title") == ["Abeille", "Cat"]


def test_values_of_facets_are_sorted_so_too(client):
    make_practice("Evening football", countries=["AT", "EG", "AX", "ZW"])
    facet = next(one for one in client.get("/practices/").context["listing"].facets if one.name == "place")
    labels = [value.label for value in facet.values]
    assert labels.index("Åland Islands") < labels.index("Austria") < labels.index("Zimbabwe")
    names = get(client, "/fr/suggest/").tags
    options = [attributes["value"] for tag, attributes in names if tag == "option" and attributes.get("value")]
    assert options.index("EG") < options.index("ES")  # Égypte, Espagne


def test_organisations_of_one_name_are_told_apart_by_their_countries(client):
    kenya = make_organisation("Peace House", slug="one", country="KE")
    nepal = make_organisation("Peace House", slug="other", country="NP")
    for one in (kenya, nepal, make_organisation("Riverbank Circle")):
        make_practice(lead=one)

    def labels(address="/practices/"):
        facet = next(one for one in client.get(address).context["listing"].facets if one.name == "organisation")
        return [value.label for value in facet.values]

    assert labels() == ["Peace House (Kenya)", "Peace House (Nepal)", "Riverbank Circle"]
    assert labels("/fr/practices/")[:2] == ["Peace House (Kenya)", "Peace House (Népal)"]
    groups = {one["label"]: one["items"] for one in json.loads(client.get("/search/suggest/?q=peace").content)}
    assert [item["label"] for item in groups["Organisations"]] == ["Peace House (Nepal)", "Peace House (Kenya)"]
    page = get(client, "/practices/values/organisation/")
    assert "Peace House (Kenya)" in page.main and "Peace House (Nepal)" in page.main
