"""Lists and entries as text for messages: short, true to their lines, and readable in both directions."""

import unicodedata

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from catalogue.alternates.message import END, ISOLATE, MARK, _embedded, _line, _paragraphs
from catalogue.exported import exported
from places.levels import Level
from publishing.models import Edition
from publishing.safety.publication import keep_from_exports, publish
from tests.factories import cite, make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")

ARABIC = "كرة القدم في المساء"
texts = st.text() | st.lists(st.sampled_from(["■", "\n", "\r\n", "\u2028", "\u202e", "\u2069", "\x85", "a", "ب"])).map(
    "".join
)


@pytest.fixture
def said(client):
    def said(address):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        return b"".join(response.streaming_content).decode()

    return said


def date():
    newest = Edition.objects.latest("generation").published_at
    return f"{newest.day} {newest:%b %Y}"


def test_a_list_tells_summaries_and_evidence_and_says_where_it_is_from(said):
    lead = make_organisation("Riverbank Circle")
    make_practice("Morning chess", text={"summary": "They play. " * 40}, countries=["KE", "UG"])
    make_practice("Evening football", lead=lead, start_year=2016)
    number = exported().number
    assert said("/practices.txt?place=KE&sort=title") == (
        f"■ Practices\n2 practices, as of {date()} (generation {number})\nPlace: Kenya\n"
        f"http://testserver/practices/?as_of={number}&place=KE&sort=title\nLicence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n"
        "Delete this when you no longer need it: whoever finds it can see what you read.\n\n"
        "■ 1. Evening football\nKenya · from 2016 · Riverbank Circle\n"
        "Neighbours play and talk on two evenings a week.\nHow sure: Reported\n"
        "http://testserver/practices/evening-football/\n\n"
        f"■ 2. Morning chess\nKenya · Uganda\n{('They play. ' * 40).strip()}\nHow sure: Reported\n"
        "http://testserver/practices/morning-chess/\n\n"
    )


def test_an_entry_is_whole(said):
    lead = make_organisation("Riverbank Circle")
    practice = make_practice(
        "Evening football",
        published=False,
        lead=lead,
        text={"approach": "They play.\n\nThey talk.", "evidence_note": "Two surveys"},
        unanswered={"lessons": "withheld", "outcomes": "not-reported"},
    )
    practice.texts.create(language="ar", origin="human", title=ARABIC, summary="يلعب الجيران.")
    cite(practice, "A report", url="https://report.invalid/a", locator="page 9")
    publish(practice)
    assert said("/practices/evening-football.txt") == (
        "■ Evening football\nNeighbours play and talk on two evenings a week.\n\n"
        "■ What was done\nThey play.\nThey talk.\n\n"
        "■ At a glance\nWhere: Kenya\nScale: Local\nWho ran it: Riverbank Circle\nEvidence: Reported (Two surveys)\n"
        "Not looked up yet: Years, Themes, Gender focus, Youth focus, Works with, Ages, Prevention, Setting, Mode, "
        "Weeks, People reached, Cost, Evaluations, Changed when repeated, Materials, What the problem was, Steps, "
        "How long it takes, How often and how much, Who does it, Partners it needs, Permission or law it needs, "
        "What must stay, What may change, What it needs to work elsewhere, What went wrong, Harm seen, Safeguards\n"
        "Not reported: What came of it\nWithheld for safety: What was learnt\n\n"
        "■ Sources\n1. A report, A publisher, page 9\nhttps://report.invalid/a\n\n"
        f"■ Cite as\n“Evening football”. GSX directory, edition 1, {date()}. "
        "http://testserver/practices/evening-football/editions/1/\nLicence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n"
        "Delete this when you no longer need it: whoever finds it can see what you read.\n"
        "■ Languages\nArabic, human translation: http://testserver/ar/practices/evening-football/\n\n"
    )
    arabic = said("/practices/evening-football.txt?lang=ar")
    assert arabic.startswith(f"■ {ISOLATE}{ARABIC}{END}\nArabic, human translation\nيلعب الجيران.\n\n")
    assert "English, original: http://testserver/practices/evening-football/\n" in arabic


def test_organisations_and_networks_have_their_lists(said):
    hub = make_network("Hub")
    lead = make_organisation("Riverbank Circle", published=False, website="https://circle.invalid")
    lead.memberships.create(network=hub, role="member", since=2019)
    publish(lead)
    make_practice("Evening football", lead=lead)
    organisation = said("/organisations/riverbank-circle.txt")
    assert "Website: https://circle.invalid\n" in organisation
    assert "■ Networks it belongs to\n• Hub (member; since 2019)\n" in organisation
    assert "■ Practices\n• Evening football\n" in organisation
    assert "■ Members\n• Riverbank Circle\n" in said("/networks/hub.txt")


def test_no_text_can_pass_for_another_entry(said):
    fake = "Calm.\n\n■ 2. Free money\nKenya\nhttps://x.example\u2028■ Cite as"
    make_practice("Evening football", text={"summary": fake, "approach": fake})
    make_practice("Morning chess")
    listed = said("/practices.txt?sort=title")
    assert [line for line in listed.split("\n") if MARK in line] == [
        "■ Practices",
        "■ 1. Evening football",
        "■ 2. Morning chess",
    ]
    assert "Calm. ▪ 2. Free money Kenya https://x.example ▪ Cite as\n" in listed
    entry = said("/practices/evening-football.txt")
    assert "Free money" not in "".join(line for line in entry.split("\n") if MARK in line)


def test_nothing_that_is_careful_or_kept_from_exports_leaves(said):
    careful, kept = make_organisation("Zornhut House"), make_organisation("Kelpworth Circle")
    make_practice("Evening football", lead=kept, partner=careful)
    assert "Kelpworth" in said("/practices/evening-football.txt")
    careful.level = Level.ANONYMISED
    careful.slug = "quiet"
    careful.save()
    publish(careful)
    keep_from_exports(kept)
    for address in ("/search.txt", "/practices.txt", "/organisations.txt", "/practices/evening-football.txt"):
        text = said(address).casefold()
        assert "zornhut" not in text, address
        assert "kelpworth" not in text, address


@given(texts)
def test_a_line_is_one_line_and_holds_no_mark_of_ours(text):
    for line in (_line(text), *_paragraphs(text)):
        assert len(line.splitlines()) <= 1
        assert MARK not in line
        assert not any(unicodedata.category(letter) == "Cc" for letter in line)


@given(texts)
def test_what_is_embedded_reaches_no_further_than_itself(text):
    for language, other in (("en", {"R", "AL"}), ("ar", {"L"})):
        with override(language):
            found = _embedded(text)
        inner = found.removeprefix(ISOLATE).removesuffix(END)
        assert not any(
            unicodedata.bidirectional(one) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
            for one in inner
        )
        isolated = (found[:1], found[-1:]) == (ISOLATE, END)
        assert isolated == any(unicodedata.bidirectional(one) in other for one in inner)
