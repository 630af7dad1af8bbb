"""The pages of practices, networks and organisations, and the links between them."""

import re
from datetime import date

import pytest

from publishing.models import Edition
from publishing.safety.publication import publish
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_recommendation
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def test_a_practice_is_told_from_problem_to_sources(client):
    lead, partner = make_organisation("Riverbank Circle"), make_organisation("Hill Circle")
    funder = make_organisation("A Fund", kind="foundation")
    make_recommendation("4b-i", "Give youth a way in")
    practice = make_practice(
        "Evening football",
        slug="evening-football",
        lead=lead,
        partner=partner,
        funder=funder,
        networks=[make_network("Hub")],
        countries=["KE"],
        themes=["sport-arts-culture"],
        gender=["women-and-girls"],
        youth=["youth-led"],
        groups=["women"],
        recommendations={"4b-i": "named"},
        start_year=2016,
        end_year=2023,
        from_report=True,
        text={
            "summary": "Neighbours play.",
            "context": "Streets were empty.",
            "approach": "They lit the field.",
            "outcomes": "More people came.",
            "lessons": "Start small.",
            "conditions": "A field.",
            "steps": "Light the field.\nOpen the gate.",
            "evidence_note": "They counted.",
        },
        published=False,
    )
    cite(practice, "A public report", url="https://report.invalid/page", locator="page 7")
    publish(practice)
    page = get(client, "/practices/evening-football/")
    assert page.h1() == ["Evening football"]
    headings = [
        "What the problem was",
        "What was done",
        "What came of it",
        "How to do it here",
        "What was learnt",
        "Sources",
    ]
    assert [heading for heading in page.h2() if heading in headings] == headings
    for said in (
        "Neighbours play.",
        "Streets were empty.",
        "They lit the field.",
        "More people came.",
        "Start small.",
        "A field.",
        "Light the field.",
        "Open the gate.",
        "They counted.",
        "2016–2023",
        "Women and girls",
        "Youth-led",
        "Riverbank Circle",
        "Hill Circle",
        "A Fund",
        "Hub",
        "page 7",
        "Give youth a way in",
        "named for it in the report",
        "Told in the #GSX2017 report",
    ):
        assert said in page.main, said
    for link in (
        "/places/KE/",
        "/themes/sport-arts-culture/",
        "/recommendations/4b-i/",
        "/organisations/riverbank-circle/",
        "/networks/hub/",
        "https://report.invalid/page",
        "/practices/evening-football/editions/",
    ):
        assert link in page.links, link


def test_what_is_not_told_is_said_in_a_line_for_each_reason_and_never_with_an_empty_heading(client):
    make_practice(
        "Evening football",
        slug="evening-football",
        text={"approach": "They lit the field.", "lessons": "Hidden."},
        unanswered={"outcomes": "not-reported", "lessons": "withheld"},
    )
    page = get(client, "/practices/evening-football/")
    assert "What was done" in page.h2()
    for said in ("Not reported: What came of it.", "Withheld for safety: What was learnt."):
        assert said in page.main, said
    assert (
        "What it needs to work elsewhere" in page.main.partition("Not looked up yet:")[2].partition("Do you know?")[0]
    )
    assert "Adapted from" not in page.main  # most practices were not, and nobody misses it
    assert "Hidden." not in page.main
    assert not {"What came of it", "What was learnt", "What it needs to work elsewhere"} & set(page.h2())


def test_a_practice_can_be_read_in_each_of_its_languages(client):
    practice = make_practice("Evening football", slug="evening-football", published=False)
    practice.texts.create(language="ar", origin="human", title="كرة القدم مساءً", summary="يلعب الجيران.")
    publish(practice)
    page = get(client, "/practices/evening-football/")
    assert page.h1() == ["Evening football"]
    assert "/ar/practices/evening-football/" in page.links
    arabic = get(client, "/ar/practices/evening-football/")
    assert arabic.h1() == ["كرة القدم مساءً"]
    assert ("h1", {"lang": "ar", "dir": "rtl"}) in [
        (tag, {name: attrs[name] for name in ("lang", "dir") if name in attrs}) for tag, attrs in arabic.tags
    ]
    assert "ترجمة بشرية" in arabic.main
    for unknown in ("?lang=xx", "?lang=%00", "?lang=ar&lang=en"):
        assert get(client, f"/practices/evening-football/{unknown}").h1() == ["Evening football"]


def test_a_text_is_found_by_its_language_whatever_the_region(client):
    practice = make_practice("Football du soir", slug="football", original_language="fr", published=False)
    practice.texts.update(language="fr")
    practice.texts.create(language="en-GB", origin="human", title="Evening football", summary="They play.")
    publish(practice)
    assert get(client, "/practices/football/").h1() == ["Evening football"]
    assert get(client, "/practices/football/?lang=fr-CA").h1() == ["Football du soir"]
    publish(practice)
    earlier = get(client, "/practices/football/editions/1/")
    assert "/fr/practices/football/editions/1/" in earlier.links


def test_the_address_of_an_edition_stays_when_the_entry_moves(client):
    practice = make_practice("Evening football", slug="evening-football")
    type(practice).objects.filter(pk=practice.pk).update(slug="football")
    publish(practice)
    response = client.get("/practices/evening-football/editions/1/?lang=en")
    assert (response.status_code, response.headers["Location"]) == (301, "/practices/football/editions/1/?lang=en")
    response = client.get(f"/practices/{practice.uid}/editions/")
    assert (response.status_code, response.headers["Location"]) == (301, "/practices/football/editions/")


def test_a_single_term_that_is_withheld_is_said_to_be(client):
    make_practice("Evening football", slug="evening-football", unanswered={"scale": "withheld", "evidence": "withheld"})
    page = get(client, "/practices/evening-football/")
    assert "Withheld for safety: Scale, Evidence." in page.main
    assert "/practices/?scale=" not in page.links


def test_every_relation_is_a_link_both_ways(client):
    hub = make_network("Hub", slug="hub")
    chapter = make_network("Chapter", slug="chapter", published=False, parent=hub)
    publish(chapter)
    lead = make_organisation("Riverbank Circle", slug="riverbank-circle", published=False)
    make_membership(lead, hub, role="founding member", since=2019)
    publish(lead)
    make_practice("Evening football", slug="evening-football", lead=lead, networks=[hub])
    make_practice("Morning chess", slug="morning-chess", lead=lead)
    pairs = [
        ("/practices/evening-football/", "/organisations/riverbank-circle/"),
        ("/practices/evening-football/", "/networks/hub/"),
        ("/organisations/riverbank-circle/", "/networks/hub/"),
        ("/networks/chapter/", "/networks/hub/"),
        ("/networks/hub/", "/practices/morning-chess/"),
    ]
    for one, other in pairs:
        assert other in get(client, one).links, (one, other)
        if other != "/practices/morning-chess/":  # a practice of a member names the member, not the network
            assert one in get(client, other).links, (other, one)
    organisation = get(client, "/organisations/riverbank-circle/").main
    assert "founding member" in organisation
    assert "since 2019" in organisation
    network = get(client, "/networks/hub/").main
    assert "founding member" in network
    assert "Kenya" in network


def test_a_practice_and_what_was_adapted_from_it_lead_to_each_other(client):
    model = make_practice("Evening football", slug="evening-football")
    adapted = make_practice("Football in the hills", slug="football-in-the-hills", adapted_from=model)
    assert "Adapted from Evening football" in get(client, "/practices/football-in-the-hills/").main
    assert "Repeated as Football in the hills" in get(client, "/practices/evening-football/").main
    type(adapted).objects.filter(pk=adapted.pk).update(level="generalised")
    publish(adapted)
    assert "Adapted" not in get(client, "/practices/evening-football/").main
    assert "Adapted" not in get(client, "/practices/football-in-the-hills/").main


def test_related_practices_say_why_they_are_related(client):
    lead = make_organisation("Riverbank Circle")
    make_practice(
        "Evening football", slug="evening-football", lead=lead, countries=["KE"], themes=["livelihoods-skills"]
    )
    make_practice("Of the same people", lead=lead, countries=["DE"])
    make_practice("In the same place", countries=["KE"], themes=["livelihoods-skills"])
    make_practice("Far away", countries=["DE"])
    page = client.get("/practices/evening-football/").context["practice"]
    assert [(one["card"].title, one["reason"]) for one in page["related"]] == [
        ("In the same place", "Also in Kenya, on Livelihoods and skills"),
        ("Of the same people", "Also with Riverbank Circle"),
    ]


def test_an_entry_has_a_history_with_a_page_for_each_edition(client):
    practice = make_practice("Evening football", slug="evening-football")
    practice.texts.update(title="Morning football")
    publish(practice, note="They moved to the morning")
    history = get(client, "/practices/evening-football/editions/")
    assert "They moved to the morning" in history.main
    assert "/practices/evening-football/editions/1/" in history.links
    earlier = get(client, "/practices/evening-football/editions/1/")
    assert earlier.h1() == ["Evening football"]
    assert "/practices/evening-football/" in earlier.links
    assert get(client, "/practices/evening-football/editions/2/").h1() == ["Morning football"]
    assert get(client, "/practices/evening-football/editions/3/", 404).h1() == ["There is nothing at this address"]
    assert get(client, "/practices/evening-football/editions/0/", 404)
    assert get(client, f"/practices/evening-football/editions/{10**30}/", 404)


def test_a_page_says_how_to_cite_its_edition(client):
    make_practice("Evening football", slug="evening-football")
    page = get(client, "/practices/evening-football/")
    edition = Edition.objects.get(slug="evening-football")
    date = f"{edition.published_at.day} {edition.published_at:%b %Y}"
    assert (
        f"“Evening football”. GSX directory, edition 1, {date}. "
        "http://testserver/practices/evening-football/editions/1/" in page.main
    )


@pytest.mark.parametrize(
    ("years", "note", "said"),
    [
        ({"start_year": 2016, "end_year": 2023}, "", "Years2016–2023"),
        ({"start_year": 2016, "end_year": 2016}, "2016", "Years2016"),
        ({"start_year": 2016}, "Since 2016", "Yearsfrom 2016"),
        (
            {"start_year": 2016, "ongoing": True},
            "Since 2016; figures of 2019",
            "Yearssince 2016Since 2016; figures of 2019",
        ),
        ({"end_year": 2020}, "", "Yearsuntil 2020"),
        ({}, "After 2005", "YearsAfter 2005"),
    ],
)
def test_years_are_said_once_with_what_the_text_adds(client, years, note, said):
    make_practice("Evening football", slug="evening-football", text={"years_note": note}, **years)
    practice = client.get("/practices/evening-football/").context["practice"]
    [row] = [one for one in practice["glance"] if one.label == "Years"]
    assert "".join([row.label, *(item.label for item in row.items), row.note]).replace(" ", "") == said.replace(" ", "")


def test_a_page_says_when_its_facts_were_compared_with_their_sources(client):
    make_practice("Evening football", slug="evening-football", verified_on=date(2026, 3, 5))
    words = get(client, "/practices/evening-football/").main
    assert ("Compared with its sources" in words, "5 Mar 2026" in words) == (True, True)


def test_unpublished_and_unknown_entries_are_not_found(client):
    make_practice("Evening football", slug="evening-football", published=False)
    for address in (
        "/practices/evening-football/",
        "/practices/nothing/",
        "/networks/x/",
        "/organisations/x/editions/",
    ):
        assert get(client, address, 404).h1() == ["There is nothing at this address"]


def test_where_others_take_part_and_nobody_is_said_to_lead_that_is_not_reported(client):
    make_practice("Evening football", slug="evening-football", partner=make_organisation("Hill Circle"))
    page = get(client, "/practices/evening-football/")
    assert "Not reported: Who ran it." in page.words
    assert "Hill Circle" in page.main


def test_how_translations_came_about_is_said_once_where_it_is_the_same_and_always_of_what_is_shown(client):
    practice = make_practice("Evening football", slug="evening-football", published=False)
    for language, title in (("bn", "ফুটবল"), ("sw", "Mpira wa jioni"), ("tr", "Futbol")):
        practice.texts.create(language=language, title=title, summary=title, origin="machine")
    publish(practice)

    def said(address):
        top = get(client, address).main.partition("How sure")[0]
        return re.findall(r"(\S+) (?:translated by machine, not checked|original)", top)

    assert said("/practices/evening-football/") == ["English", "Türkçe"]
    assert said("/practices/evening-football/?lang=sw") == ["English", "Kiswahili", "Türkçe"]
