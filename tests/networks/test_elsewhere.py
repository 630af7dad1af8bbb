"""How others know an organisation, how its office is reached and in which languages it works: on every surface."""

import csv
import io
import json

import pytest

from networks.models import Organisation
from places.levels import Level
from publishing.models import Edition, Mention
from publishing.safety.publication import NotPublishable, publish
from tests.admin_forms import fields
from tests.factories import make_organisation, make_practice, make_user, term
from tests.linked import block_of
from tests.pages import Page, get
from tests.sheets import AN_ORGANISATION, as_csv, confirm, look

pytestmark = pytest.mark.usefixtures("world")

FACTS = {
    "contact": "https://circle.example/write-to-us",
    "languages": "en\nsw",
    "wikidata": "Q1065",
    "ror": "03yrm5c26",
    "iati": "XM-DAC-41114",
}
ADDRESSES = {
    "wikidata": "https://www.wikidata.org/wiki/Q1065",
    "ror": "https://ror.org/03yrm5c26",
    "iati": "https://d-portal.org/ctrack.html?publisher=XM-DAC-41114",
}


@pytest.fixture
def circle(world):
    return make_organisation("Riverbank Circle", slug="circle", **FACTS)


def glance(client, address="/organisations/circle/"):
    return {answer.label: answer for answer in client.get(address).context["organisation"]["glance"]}


# --- what is wrong is said in a sentence


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("wikidata", "1065", "“1065” is no Wikidata identifier: that is a Q and digits, such as Q1065."),
        ("wikidata", ADDRESSES["wikidata"], "is no Wikidata identifier"),
        ("wikidata", "Q0", "is no Wikidata identifier"),
        ("wikidata", "Q١", "is no Wikidata identifier"),
        ("ror", "03YRM5C26", "is no ROR identifier: that is what stands behind https://ror.org/"),
        ("ror", "03yrm5c", "is no ROR identifier"),
        ("ror", "03yrm5c27", "is a ROR identifier with a slip: its last two digits don’t go with the others."),
        ("ror", "03yrm6c26", "is a ROR identifier with a slip"),
        (
            "iati",
            "41114",
            "is no IATI organisation identifier: that is the code of a register, a hyphen and the number",
        ),
        ("iati", "XM-DAC-41 114", "is no IATI organisation identifier"),
        ("iati", "XM-DAC-4?x=1", "is no IATI organisation identifier"),
        ("languages", "en\nSwahili", "“swahili” is not a language code such as en, fr, ar or bn."),
        ("contact", "amina@circle.example", "looks like an e-mail address"),
        ("contact", "https://circle.example/?to=amina@circle.example", "looks like an e-mail address"),
        ("contact", "https://www.openstreetmap.org/?x#map=19/1/2", "looks like coordinates"),
    ],
)
def test_a_slip_is_said_in_a_sentence_and_what_was_typed_stays(client, field, typed, sentence):
    client.force_login(make_user(superuser=True))
    address = "/admin/networks/organisation/add/"
    values = fields(client.get(address)) | {
        "texts-0-title": "Riverbank Circle",
        "kind": term("organisation_kinds", "civil-society").pk,
        field: typed,
    }
    reply = client.post(address, values | {"_save": "x"})
    assert sentence in Page(reply).words
    assert fields(reply)[field] == [typed]
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("ror", ["03yrm5c26", "04wxnsj81", "05dxps055", "00f54p054", "013meh722", "052gg0110"])
def test_real_ror_identifiers_are_taken(ror):
    Organisation(ror=ror).clean_fields(exclude={"kind", "slug"})


@pytest.mark.parametrize("iati", ["GB-CHC-202918", "BE-BCE_KBO-0421210424", "XI-IATI-EBRD", "US-GOV-1"])
def test_real_iati_identifiers_are_taken_and_their_digits_are_no_telephone(iati):
    organisation = make_organisation(published=False, iati=iati)
    organisation.clean_fields()
    assert publish(organisation).read().iati == iati


def test_languages_are_kept_as_they_are_usually_written_once_each():
    organisation = make_organisation(languages="EN, sr-latn-rs; sw\nen")
    assert organisation.languages == "en\nsr-Latn-RS\nsw"
    assert publish(organisation).read().languages == ("en", "sr-Latn-RS", "sw")


def test_an_address_that_holds_an_e_mail_is_not_published_however_it_came_there():
    organisation = make_organisation(published=False)
    Organisation.objects.update(contact="https://circle.example/?to=amina@circle.example")
    organisation.refresh_from_db()
    with pytest.raises(NotPublishable, match="looks like an e-mail address"):
        publish(organisation)


# --- every surface


def test_the_page_links_to_the_registers_the_contact_and_others_that_work_in_the_language(client, circle):
    shown = glance(client)
    assert [(one.label, one.url) for one in shown["Contact"].items] == [(FACTS["contact"], FACTS["contact"])]
    assert [(one.label, one.url) for one in shown["Works in"].items] == [
        ("English", "/organisations/?working_language=en"),
        ("Swahili", "/organisations/?working_language=sw"),
    ]
    for label, name in (("Wikidata", "wikidata"), ("ROR", "ror"), ("IATI identifier", "iati")):
        assert [(one.label, one.url) for one in shown[label].items] == [(FACTS[name], ADDRESSES[name])]
    assert set(ADDRESSES.values()) <= set(get(client, "/organisations/circle/").links)


def test_of_registers_that_do_not_know_it_nothing_is_said(client):
    make_organisation("Riverbank Circle", slug="circle")
    assert not {"Wikidata", "ROR", "IATI identifier", "Contact", "Website"} & set(glance(client))
    assert glance(client)["Works in"].words == "Not looked up yet"


def test_organisations_are_filtered_by_the_language_they_work_in(client, circle):
    make_organisation("Hillside Youth", languages="fr\nen")
    make_organisation("Lantern House")

    def titles(query):
        return {row.card.title for row in client.get(f"/organisations/{query}").context["listing"].rows}

    assert titles("?working_language=en") == {"Riverbank Circle", "Hillside Youth"}
    assert titles("?working_language=sw") == {"Riverbank Circle"}
    facet = next(
        one for one in client.get("/organisations/").context["listing"].facets if one.label == "Language of work"
    )
    assert [(one.label, one.count) for one in facet.values] == [("English", 2), ("French", 1), ("Swahili", 1)]


def test_a_facet_without_anything_to_choose_is_left_out(client):
    make_organisation("Lantern House")
    labels = [one.label for one in client.get("/organisations/").context["listing"].facets]
    assert "Language of work" not in labels
    assert "Place" in labels


def test_linked_data_tells_the_full_addresses(client, circle):
    found = block_of(client.get("/organisations/circle/"))["mainEntity"]
    assert found["sameAs"] == list(ADDRESSES.values())
    assert {one["propertyID"]: one["value"] for one in found["identifier"]} == {
        "Wikidata": "Q1065",
        "ROR": "03yrm5c26",
        "IATI identifier": "XM-DAC-41114",
    }
    assert found["contactPoint"] == {"@type": "ContactPoint", "url": FACTS["contact"]}
    assert found["knowsLanguage"] == ["en", "sw"]


def test_api_table_and_text_tell_them(client, circle):
    record = client.get("/api/v1/organisations/circle").json()["record"]
    assert {name: record[name] for name in FACTS} == FACTS | {"languages": ["en", "sw"]}
    file = b"".join(client.get("/organisations.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(file))
    assert {name: row[name] for name in FACTS if name != "languages"} == {
        name: held for name, held in FACTS.items() if name != "languages"
    }
    assert (row["working_languages"], row["working_language_codes"]) == ("English; Swahili", "en; sw")
    text = client.get("/organisations/circle.txt").getvalue().decode()
    assert {one for one in ("Q1065", "03yrm5c26", "XM-DAC-41114", "Swahili") if one in text} == {
        *("Q1065", "03yrm5c26", "XM-DAC-41114", "Swahili")
    }


def test_a_sheet_brings_them_and_says_which_cell_is_wrong(client):
    client.force_login(make_user(superuser=True))
    row = AN_ORGANISATION | FACTS | {"languages": "en; sw"}
    page = look(client, "organisation", as_csv(row | {"ror": "03yrm5c27"}))
    assert "its last two digits don’t go with the others" in Page(page).words
    confirm(client, "organisation", look(client, "organisation", as_csv(row)))
    organisation = Organisation.objects.get()
    assert {name: getattr(organisation, name) for name in FACTS} == FACTS


# --- who may not be named


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.ANONYMISED])
def test_they_are_told_of_an_open_organisation_only(client, circle, level):
    Organisation.objects.update(level=level)
    circle.refresh_from_db()
    edition = publish(circle)
    assert not {"Q1065", "03yrm5c26", "XM-DAC-41114", "sw", FACTS["contact"]} & {*_values(json.loads(edition.record))}
    page = client.get(f"/organisations/{circle.uid}/")
    for told in (*FACTS.values(), *ADDRESSES.values(), "Swahili"):
        assert told not in page.content.decode()
    assert glance(client, f"/organisations/{circle.uid}/")["Works in"].words == "Withheld for safety"
    make_organisation("Hillside Youth", languages="sw")
    assert client.get("/organisations/?working_language=sw").context["listing"].total == 1


def _values(held):
    if isinstance(held, str):
        return [held]
    parts = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
    return [one for part in parts for one in _values(part)]


@pytest.mark.parametrize(
    "words",
    [
        "See wikidata.org/wiki/Q1065.",
        "Its number is XM-DAC-41114.",
        "See https://ror.org/03yrm5c26.",
        "Write by circle.example/write-to-us.",
    ],
)
@pytest.mark.parametrize("forgotten", [False, True])
def test_words_that_lead_to_it_by_them_are_held_back(circle, words, forgotten):
    make_practice("Evening football", text={"lessons": words})
    if forgotten:  # as an earlier edition had them
        Organisation.objects.update(**dict.fromkeys(FACTS, ""))
    Organisation.objects.update(level=Level.GENERALISED)
    circle.refresh_from_db()
    publish(circle)
    assert [mention.field for mention in Mention.objects.all()] == ["lessons"]
    assert words not in "".join(Edition.objects.values_list("record", flat=True))
