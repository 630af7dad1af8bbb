"""The brief of a list, or of entries chosen one by one: as a page, and as a document that says the same."""

import io
import re
import zipfile

import pytest
from docx import Document
from PIL import Image

from catalogue.as_of import date_of
from catalogue.brief import MOST
from catalogue.catalogue import current
from catalogue.map_picture import BLANK, STEPS
from publishing.safety.publication import publish, restrict, withdraw
from tests.factories import agree, cite, make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def football():
    lead = make_organisation("Riverbank Circle", slug="circle")
    facts = {"lead": lead, "start_year": 2015, "ongoing": True, "themes": ["sport-arts-culture"]}
    practice = make_practice(
        "Evening football", slug="evening-football", evidence="evaluated", text={"outcomes": "Fewer fights."}, **facts
    )
    for title in ("A study", "A report", "A letter"):
        cite(practice, title)
    publish(practice)
    make_practice("Morning chess", slug="morning-chess", countries=["UG"], themes=["sport-arts-culture"])
    make_practice("Far away", slug="far-away", countries=["FR"])
    return practice


def paragraphs(answer):
    """The words of a document, a line each paragraph; what links hold too."""
    return [one._p.xpath("string(.)") for one in Document(io.BytesIO(answer.content)).paragraphs]


def colours(made):
    """The colours, as #rrggbb, of much of the picture in a document."""
    picture = next(one.target_part.blob for one in made.part.rels.values() if "image" in one.reltype)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return {"#" + bytes(colour).hex() for count, colour in image.getcolors(1 << 16) if count > 50}


def test_each_entry_is_told_with_who_where_how_it_is_known_and_what_came_of_it(client, football):
    page = get(client, "/brief/?sort=evidence")
    assert page.h1() == ["Brief: 3 practices"]
    assert "1. Evening football Kenya since 2015 Riverbank Circle Neighbours play" in page.main
    assert "How sure: Evaluated What came of it: Fewer fights. Sources: A study" in page.main
    assert "A report, A publisher; A letter, A publisher" in page.main
    assert "/practices/evening-football/" in page.links


def test_a_list_has_its_map_and_a_small_table_and_a_citation_that_stays(client, football):
    page = get(client, "/brief/")
    assert "France 1 · Kenya 1 · Uganda 1" in page.main
    assert "Practices by Theme and Evidence" in page.main
    address = f"/brief/?as_of={current().number}"
    assert f"http://testserver{address}" in page.main
    football.texts.update(title="Night football")
    publish(football)
    then = get(client, address)
    assert "Evening football" in then.main
    assert "/practices/evening-football/editions/2/" in then.links


def test_a_brief_of_a_selection_keeps_what_is_there_in_the_order_asked_for(client, football):
    address = "/brief/?practice=morning-chess%2Cevening-football%2Cnowhere"
    page = get(client, address)
    assert page.h1() == ["Brief: 2 practices"]
    assert re.findall(r"(\d)\. (Morning chess|Evening football)", page.main) == [
        ("1", "Morning chess"),
        ("2", "Evening football"),
    ]
    assert "One of those asked for is not here, or not any more" in page.main
    assert "/brief.docx?practice=morning-chess%2Cevening-football" in page.links
    withdraw(football)
    assert "2 of those asked for are not here" in get(client, address).main


def test_lists_and_what_is_compared_lead_to_their_brief(client, football):
    assert "/brief/?place=UG" in get(client, "/practices/?place=UG").links
    compared = get(client, "/compare/?practice=evening-football%2Cmorning-chess")
    assert "/brief/?practice=evening-football%2Cmorning-chess" in compared.links
    assert "Brief to print" not in get(client, "/networks/").main


def test_few_are_told_with_all_that_their_pages_tell(client, football):
    football.texts.update(steps="Ask the elders.\nPlay.", approach="They play twice a week.")
    publish(football)
    told = "What was done: They play twice a week. What came of it: Fewer fights. Steps: Ask the elders. Play."
    assert told in get(client, "/brief/?place=KE").main
    assert "Steps: Ask the elders. Play." in paragraphs(client.get("/brief.docx?place=KE"))
    for _number in range(3):
        make_practice(countries=["KE"])
    among_more = get(client, "/brief/?place=KE").main
    assert "Ask the elders" not in among_more
    assert "A report, A publisher; 1 more" in among_more


def test_what_is_beyond_the_pages_is_counted(client, football):
    for _number in range(MOST - 1):
        make_practice()
    page = get(client, "/brief/")
    assert "Not told here: 2 practices" in page.main
    assert len(page.h2()) == MOST + 1  # with the questions


@pytest.mark.parametrize(
    ("query", "said"), [("?colour=red", "“colour”"), ("?place=nowhere", "Place has no such value")]
)
def test_what_it_does_not_know_is_named_and_refused_for_a_file(client, football, query, said):
    assert said in get(client, f"/brief/{query}").main
    assert client.get(f"/brief.docx{query}").status_code == 400


def test_the_document_says_what_the_page_says(client, football):
    answer = client.get("/brief.docx?sort=evidence")
    lines = paragraphs(answer)
    assert lines[0] == "Brief: 3 practices"
    assert "1. Evening football" in lines
    assert "What came of it: Fewer fights." in lines
    assert "Sources: A study, A publisher; A report, A publisher; A letter, A publisher" in lines
    made = Document(io.BytesIO(answer.content))
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["Theme", "Reported", "Evaluated", "All"]
    assert len(made.inline_shapes) == 1
    assert colours(made) >= {STEPS[0], BLANK}
    links = [one.target_ref for one in made.part.rels.values() if one.is_external]
    assert "http://testserver/practices/evening-football/" in links
    assert made.core_properties.author == "GSX directory"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_document_is_the_same_whenever_it_is_made(client, football):
    one = client.get("/brief.docx?place=KE")
    assert client.get("/brief.docx?place=KE", headers={"If-None-Match": one.headers["ETag"]}).status_code == 304
    with zipfile.ZipFile(io.BytesIO(one.content)) as made:
        dates = {entry.date_time[:3] for entry in made.infolist()}
    published = date_of(current())
    assert dates == {(published.year, published.month, published.day)}


def test_in_arabic_the_document_is_written_from_right_to_left(client, football):
    answer = client.get("/ar/brief.docx")
    made = Document(io.BytesIO(answer.content))
    assert all(one._p.xpath("./w:pPr/w:bidi") for one in made.paragraphs if one.text and one.style.name != "Normal")
    assert made.tables[0]._tbl.xpath("./w:tblPr/w:bidiVisual")
    assert made.core_properties.language == "ar"


def test_who_may_not_be_named_or_taken_away_is_in_no_brief(client, football):
    restrict(football, "anonymised")
    kept = make_practice("For pages alone", published=False)
    agree(kept, exports=False)
    publish(kept)
    page = get(client, "/brief/")
    words = "\n".join(paragraphs(client.get("/brief.docx")))
    assert "Evening football" not in page.main + words
    assert "For pages alone" in page.main
    assert "For pages alone" not in words


def test_a_brief_of_nobody_that_is_here_is_no_brief_of_all(client, football):
    page = get(client, "/brief/?practice=nowhere")
    assert page.h1() == ["Brief: 0 practices"]
    assert not [link for link in page.links if "docx" in link or "as_of" in link]


def test_an_empty_brief_says_so(client):
    assert "Nothing is in this brief." in get(client, "/brief/").main
    assert paragraphs(client.get("/brief.docx"))[0] == "Brief: 0 practices"
    assert client.get("/brief.pdf").status_code == 404


@pytest.mark.parametrize("sign", ["%00", "%01", "%0B", "%1B", "%EF%BF%BE"])
def test_a_document_is_made_whatever_was_searched_for(client, football, sign):
    response = client.get(f"/brief.docx?q=football{sign}", follow=True)
    assert response.status_code == 200
    assert "football" in Document(io.BytesIO(response.content)).core_properties.comments
