"""Linked data: on every page and in files, in the words of schema.org, read by a library that knows JSON-LD."""

import json

import pytest
from django.test import override_settings

from places.levels import Level
from practices.vocabulary import load_key_themes
from publishing.models import Edition
from publishing.safety.publication import keep_from_exports, publish
from tests.factories import (
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_recommendation,
)
from tests.linked import block_of, expanded, nodes, types
from tests.walking import walk

pytestmark = pytest.mark.usefixtures("world")
SITE = "http://testserver"


@pytest.fixture
def football(world):
    """A practice of which everything is told."""
    lead = make_organisation("Riverbank Circle", published=False, women_led=True, website="https://circle.invalid/")
    hub = make_network("Hub", secretariat=lead, founded_year=2012, audiences=["women"])
    make_membership(lead, hub, role="member", since=2019)
    publish(lead)
    publish(hub)
    make_recommendation("4b", "Youth are part of the answer")
    practice = make_practice(
        "Evening football",
        slug="evening-football",
        lead=lead,
        networks=[hub],
        themes=["sport-arts-culture"],
        groups=["women"],
        recommendations={"4b": "named"},
        start_year=2016,
        ongoing=True,
        published=False,
    )
    practice.texts.create(language="ar", origin="human", title="كرة القدم", summary="يلعب الجيران.")
    cite(practice, url="https://report.invalid/page")
    publish(practice)
    return practice


def entity(client, address):
    """What the page at `address` is about."""
    return block_of(client.get(address))["mainEntity"]


def whole(client, address):
    """What the file of the page at `address` says that it is about."""
    found = file_at(client, f"{address.rstrip('/')}.jsonld")
    assert found.pop("@context") == "https://schema.org"
    return found


def test_every_page_says_in_linked_data_what_it_is(client, football):
    load_key_themes([{"number": "1", "title": "Trust", "gist": "It comes first.", "source_locator": "page 1"}])
    publish(football, note="Checked again")
    seen = set()
    for address, response in walk(client, "/", "/search/?q=football").items():
        if response.status_code != 200 or address.startswith("/suggest/sent/"):
            continue
        document = block_of(response)
        [page] = expanded(document)
        seen |= types(page)
        assert document["name"], address
        assert all(node["@id"].startswith((SITE, "https://")) for node in nodes(page) if "@id" in node), address
        assert "null" not in json.dumps(document), address
        assert not [node for node in nodes(page) if not node], address
    assert seen >= {"WebPage", "CollectionPage", "WebSite", "Dataset", "DataDownload", "BreadcrumbList", "ItemList"}
    assert seen >= {"Article", "Organization", "OrganizationRole", "Country", "Place", "PropertyValue"}
    assert seen >= {"DefinedTerm", "DefinedTermSet", "CreativeWork"}


def test_a_practice_is_an_article_with_all_that_its_page_tells(client, football):
    assert whole(client, "/practices/evening-football/") == {
        "@type": "Article",
        "@id": f"{SITE}/practices/evening-football/",
        "url": f"{SITE}/practices/evening-football/",
        "name": "Evening football",
        "headline": "Evening football",
        "inLanguage": "en",
        "abstract": "Neighbours play and talk on two evenings a week.",
        "version": 1,
        "dateModified": Edition.objects.of(football).get().published_at.date().isoformat(),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isPartOf": {"@id": f"{SITE}/data/"},
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "A public report",
                "publisher": {"@type": "Organization", "name": "A publisher"},
                "url": "https://report.invalid/page",
                "description": "page 3",
            }
        ],
        "about": [
            {
                "@type": "DefinedTerm",
                "@id": f"{SITE}/themes/sport-arts-culture/",
                "name": "Sport, arts and culture",
                "termCode": "sport-arts-culture",
                "inDefinedTermSet": {"@id": f"{SITE}/themes/"},
            }
        ],
        "spatialCoverage": [
            {
                "@type": "Country",
                "@id": f"{SITE}/places/KE/",
                "name": "Kenya",
                "identifier": {"@type": "PropertyValue", "propertyID": "ISO 3166-1 alpha-2", "value": "KE"},
            }
        ],
        "temporalCoverage": "2016/..",
        "keywords": [
            keyword("Evidence", "Reported", "reported"),
            keyword("Scale", "Local", "local"),
            keyword("Works with", "Women", "women"),
        ],
        "mentions": [
            {
                "@type": "Role",
                "roleName": "lead",
                "mentions": {
                    "@type": "Organization",
                    "@id": f"{SITE}/organisations/riverbank-circle/",
                    "name": "Riverbank Circle",
                },
            },
            {"@type": "Organization", "@id": f"{SITE}/networks/hub/", "name": "Hub"},
        ],
        "workTranslation": [
            {
                "@type": "Article",
                "@id": f"{SITE}/ar/practices/evening-football/",
                "inLanguage": "ar",
                "name": "كرة القدم",
                "abstract": "يلعب الجيران.",
            }
        ],
    }


def keyword(vocabulary, name, code):
    of = {"@type": "DefinedTermSet", "name": vocabulary}
    return {"@type": "DefinedTerm", "name": name, "termCode": code, "inDefinedTermSet": of}


def test_a_translation_says_what_it_is_a_translation_of(client, football):
    found = whole(client, "/ar/practices/evening-football/")
    assert (found["name"], found["inLanguage"], found["abstract"]) == ("كرة القدم", "ar", "يلعب الجيران.")
    assert found["translationOfWork"]["name"] == "Evening football"
    assert "workTranslation" not in found


def test_organisations_and_networks_tell_of_each_other(client, football):
    organisation, network = whole(client, "/organisations/riverbank-circle/"), whole(client, "/networks/hub/")
    hub = {"@type": "Organization", "@id": f"{SITE}/networks/hub/", "name": "Hub"}
    assert organisation["memberOf"] == [
        {"@type": "OrganizationRole", "roleName": "member", "startDate": "2019", "memberOf": hub}
    ]
    assert organisation["url"] == "https://circle.invalid/"
    assert organisation["keywords"][-1] == "Women-led"
    circle = {"@type": "Organization", "@id": organisation["@id"], "name": "Riverbank Circle"}
    assert network["member"] == [{"@type": "OrganizationRole", "roleName": "secretariat", "member": circle}, circle]
    assert network["foundingDate"] == "2012"


def test_a_network_tells_of_its_members_and_of_the_networks_below_it(client):
    hub, other = make_network("Hub", slug="hub"), make_network("Lanterns")
    make_network("Hub of the coast", parent=hub)
    for number, name in enumerate(["Riverbank Circle", "Zornhut Circle"]):
        member = make_organisation(name, level=[Level.OPEN, Level.GENERALISED][number], published=False)
        make_membership(member, hub)
        publish(member)
    stranger = make_organisation("Hillside Youth", published=False)
    make_membership(stranger, other)
    make_membership(stranger, hub, role="observer", shown=False)
    publish(stranger)
    found = entity(client, "/networks/hub/")
    assert [one["name"] for one in found["member"]] == ["Riverbank Circle"]
    assert [one["name"] for one in found["subOrganization"]] == ["Hub of the coast"]
    below = entity(client, "/networks/hub-of-the-coast/")
    assert below["parentOrganization"]["@id"] == found["@id"]
    type(hub).objects.filter(pk=hub.pk).update(level=Level.GENERALISED)
    publish(hub)
    assert not {"member", "subOrganization"} & set(entity(client, "/networks/hub/"))


def test_who_paid_for_a_practice_is_told_where_they_may_be_named(client):
    giver = make_organisation("Zornhut Fund")
    make_practice("Evening football", slug="evening-football", funder=giver, lead=make_organisation("Riverbank Circle"))
    reference = {"@type": "Organization", "@id": f"{SITE}/organisations/zornhut-fund/", "name": "Zornhut Fund"}
    assert entity(client, "/practices/evening-football/")["funder"] == [reference]
    type(giver).objects.filter(pk=giver.pk).update(level=Level.GENERALISED)
    publish(giver)
    found = entity(client, "/practices/evening-football/")
    assert "funder" not in found
    assert "Zornhut" not in json.dumps(found)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"start_year": 2017, "end_year": 2017}, "2017"),
        ({"start_year": 2016, "end_year": 2023}, "2016/2023"),
        ({"start_year": 2015, "ongoing": True}, "2015/.."),
        ({"start_year": 2015}, "2015"),
        ({"end_year": 2020}, "../2020"),
        ({}, None),
    ],
)
def test_years_are_an_interval_of_iso_8601(client, facts, said):
    make_practice("Evening football", slug="evening-football", **facts)
    assert entity(client, "/practices/evening-football/").get("temporalCoverage") == said


def test_what_is_not_told_has_no_property(client):
    practice = make_practice("Evening football", slug="evening-football", countries=[])
    cite(practice)
    type(practice).objects.filter(pk=practice.pk).update(
        unanswered=dict.fromkeys(["evidence", "scale", "sources", "summary"], "withheld")
        | {"start_year": "not-reported"}
    )
    publish(practice)
    assert set(entity(client, "/practices/evening-football/")) == {
        *("@type", "@id", "url", "name", "headline", "inLanguage", "version", "dateModified", "license", "isPartOf")
    }


def test_a_list_says_how_many_entries_there_are(client):
    make_practice(countries=["KE"])
    make_practice(countries=["BD"])
    assert entity(client, "/practices/?place=KE") == {"@type": "ItemList", "numberOfItems": 1}


def test_an_earlier_edition_sends_to_the_entry_of_today(client):
    practice = make_practice("Evening football", slug="evening-football")
    practice.texts.update(summary="They play on three evenings.")
    publish(practice)
    document = block_of(client.get("/practices/evening-football/editions/1/"))
    assert "mainEntity" not in document
    assert document["about"] == {"@id": f"{SITE}/practices/evening-football/"}
    assert entity(client, "/practices/evening-football/editions/2/")["version"] == 2


def test_the_data_as_a_whole_are_a_dataset_with_licence_years_and_files(client):
    make_practice("Evening football", start_year=1994)
    make_practice("Morning chess", start_year=2019)
    make_practice("Work without a year")
    with override_settings(DATA_LICENCE_URL="https://licence.invalid/"):
        data = entity(client, "/data/")
    assert (data["@type"], data["@id"]) == ("Dataset", f"{SITE}/data/")
    assert (data["license"], data["temporalCoverage"]) == ("https://licence.invalid/", "1994/..")
    files = {one["contentUrl"]: one["encodingFormat"] for one in data["distribution"]}
    assert files[f"{SITE}/practices.jsonld"] == "application/ld+json"
    assert f"{SITE}/practices.csv" in files
    assert f"{SITE}/practices.dictionary.csv" not in files
    for url, media_type in files.items():
        response = client.get(url.removeprefix(SITE))
        assert response.status_code == 200
        assert response.headers["Content-Type"].partition(";")[0] == media_type
    assert block_of(client.get("/"))["about"] == {"@id": data["@id"]}


def test_an_empty_directory_has_no_years(client):
    assert "temporalCoverage" not in entity(client, "/data/")


# --- as files


def file_at(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return json.loads(b"".join(response.streaming_content))


def test_a_page_says_what_its_file_does_but_for_the_lists_that_weigh_most(client, football):
    page, file = entity(client, "/practices/evening-football/"), whole(client, "/practices/evening-football/")
    assert set(file) - set(page) == {"citation", "keywords", "mentions", "workTranslation"}
    assert page == {name: value for name, value in file.items() if name in page}
    found = file_at(client, "/practices/evening-football.jsonld?lang=ar")
    assert found["name"] == "كرة القدم"


def test_the_file_of_a_list_is_one_graph_of_the_list_and_its_entries(client, football):
    make_practice("Morning chess")
    document = file_at(client, "/practices.jsonld?theme=sport-arts-culture")
    about, practice = document["@graph"]
    assert (about["@type"], about["url"]) == ("Dataset", f"{SITE}/practices/?theme=sport-arts-culture")
    assert about["isPartOf"] == {"@id": f"{SITE}/data/"}
    assert practice == whole(client, "/practices/evening-football/")
    everything = file_at(client, "/search.jsonld")
    assert types(expanded(everything)) >= {"Dataset", "Article", "Organization"}
    assert {node["@id"] for node in expanded(everything)} == {
        about["@id"].replace("/practices/?", "/search/?").replace("&theme=sport-arts-culture", ""),
        f"{SITE}/practices/evening-football/",
        f"{SITE}/practices/morning-chess/",
        f"{SITE}/organisations/riverbank-circle/",
        f"{SITE}/networks/hub/",
    }


def test_the_file_of_an_empty_list_is_whole(client):
    assert len(file_at(client, "/networks.jsonld")["@graph"]) == 1


def test_what_an_earlier_edition_says_is_said_of_that_edition(client):
    practice = make_practice("Evening football", slug="evening-football")
    then = file_at(client, "/practices.json")["generation"]
    practice.texts.update(summary="They play on three evenings.")
    publish(practice)
    first = file_at(client, "/practices/evening-football/editions/1.jsonld")
    assert first["@id"] == f"{SITE}/practices/evening-football/editions/1/"
    assert first["abstract"] == "Neighbours play and talk on two evenings a week."
    assert file_at(client, f"/practices.jsonld?as_of={then}")["@graph"][1]["@id"] == first["@id"]
    now = file_at(client, "/practices/evening-football/editions/2.jsonld")
    assert now["@id"] == f"{SITE}/practices/evening-football/"


def test_what_may_not_be_taken_away_is_in_no_file_but_on_its_page(client, football):
    lead = football.participations.get().organisation
    keep_from_exports(lead)
    assert entity(client, "/organisations/riverbank-circle/")["name"] == "Riverbank Circle"
    for address in ("/search.jsonld", "/organisations.jsonld", "/practices.jsonld", "/networks/hub.jsonld"):
        assert "Riverbank" not in json.dumps(file_at(client, address)), address
