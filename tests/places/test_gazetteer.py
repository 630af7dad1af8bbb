"""The one list of names of places: whom a name leads to, in four languages and however it is written."""

import json

import pytest
from django.conf import settings

from places.gazetteer import LANGUAGES, SEARCH_ONLY, gazetteer, key, ranked
from places.names import territory_name
from places.tree import tree

PLACES = json.loads((settings.BASE_DIR / "fixtures" / "places.json").read_text("utf-8"))
pytestmark = pytest.mark.usefixtures("world")


def meant(text):
    """(codes of the places usually called so, codes of those that are called so too)"""
    first, others = ranked(gazetteer().named(key(text)))
    return list(first), sorted(others)


@pytest.mark.parametrize(
    "text, code",
    [
        ("كينيا", "KE"),
        ("لبنان", "LB"),
        ("Liban", "LB"),
        ("Allemagne", "DE"),
        ("l'allemagne", "DE"),
        ("Turkey", "TR"),
        ("ivory coast", "CI"),
        ("COTE D’IVOIRE", "CI"),
        ("Palestine", "PS"),
        ("Britain", "GB"),
        ("U.K.", "GB"),
        ("Swaziland", "SZ"),
        ("Viet Nam", "VN"),
        ("Holland", "NL"),
        ("DRC", "CD"),
        ("Kenyan", "KE"),
        ("tunisien", "TN"),
        ("Nigerien", "NE"),
        ("nigérian", "NG"),
        ("Afrique orientale", "014"),
        ("Corne de l’Afrique", "horn-of-africa"),
        ("القرن الأفريقي", "horn-of-africa"),
        ("mena", "mena"),
    ],
)
def test_a_name_in_any_language_of_the_site_leads_to_its_place(text, code):
    assert meant(text) == ([code], [])


@pytest.mark.parametrize(
    "text, places",
    [
        ("Congo", (["CD", "CG"], [])),
        ("Congolese", (["CD", "CG"], [])),
        ("Guinea", (["GN"], ["GQ", "GW", "PG"])),
        ("Soudan", (["SD"], ["SS"])),
        ("عمان", (["OM"], ["JO"])),
        ("Micronesia", (["FM"], ["057"])),
    ],
)
def test_a_name_of_several_places_leads_to_all_of_them_first_to_what_is_usually_called_so(text, places):
    assert meant(text) == places


def test_a_city_and_what_is_no_place_lead_nowhere():
    assert meant("Tripoli") == meant("hindú") == meant("") == meant("no such place") == ([], [])


def test_every_place_has_its_usual_name_in_each_language_and_all_of_the_file():
    held = gazetteer()
    for code in tree().codes():
        names = {(name.language, name.text) for name in held.of(code)}
        assert code in tree().groupings or {(one, territory_name(code, one)) for one in LANGUAGES} <= names
    for row in (*PLACES["regions"], *PLACES["countries"], *PLACES["groupings"]):
        told = row.get("other_names", {}).items()
        words = {
            (one, text) for one, sorts in told for sort, texts in sorts.items() if sort != "everyday" for text in texts
        }
        assert words <= {(name.language, name.text) for name in held.of(row.get("code") or row["slug"])}


def test_contested_names_are_for_finding_only():
    contested = {name.text for name in gazetteer().names if name.sort == SEARCH_ONLY}
    assert {"Somaliland", "Malvinas", "Republic of China", "القرم"} <= contested
    usual = {territory_name(code, one) for code in tree().codes() for one in LANGUAGES}
    assert contested & usual == {"Islas Malvinas"}  # as CLDR has it in Spanish
