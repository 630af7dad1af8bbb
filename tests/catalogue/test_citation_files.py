"""BibTeX, RIS and CSL-JSON: what is in them, and that programs of others read it back."""

import io
import json
from xml.etree import ElementTree

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils.formats import date_format
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from catalogue.alternates.literature import plain
from publishing.models import Edition
from publishing.safety.publication import keep_from_exports, publish
from tests.catalogue.reading import bibtex, body, csl, feed, ris
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")

SITE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ("bib", "ris", "csl.json")
THEMES = ["sport-arts-culture", "youth-leadership"]
# A style of two lines: what a word processor would print.
STYLE = b"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Short</title><id>short</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><names variable="author" suffix=". "/><text variable="title" suffix=". "/>
<text variable="version" prefix="Edition " suffix=", "/><date variable="issued" form="numeric" date-parts="year"/>
<text variable="URL" prefix=". "/></layout></bibliography></style>"""


@pytest.fixture
def football(world):
    """A practice in its second edition."""
    practice = make_practice("Evening football", slug="evening-football", themes=THEMES)
    publish(practice, note="Checked again")
    return Edition.objects.get(number=2)


def test_bibtex_cites_an_edition(client, football):
    found = bibtex(client, "/practices/evening-football.bib")
    assert found == {
        "practice-evening-football-2": {
            "type": "misc",
            "author": "GSX directory",
            "title": "Evening football",
            "date": f"{football.published_at:%Y-%m-%d}",
            "year": str(football.published_at.year),
            "month": f"{football.published_at:%b}".lower(),
            "edition": "2",
            "note": f"Edition 2, {date_format(football.published_at, 'DATE_FORMAT')}",
            "url": f"{SITE}/practices/evening-football/editions/2/",
            "urn": f"urn:gsx:practice:{football.uid}:2",
            "language": "en",
            "abstract": "Neighbours play and talk on two evenings a week.",
            # Zotero, JabRef and biber cut at every comma, whatever braces stand around it.
            "keywords": ", ".join(label.replace(",", " /") for label in labels(client)),
        }
    }
    assert found["practice-evening-football-2"]["keywords"].count(",") == len(THEMES) - 1


def labels(client):
    """What the themes of the practice are called."""
    record = csl(client, "/practices/evening-football.csl.json")[0]
    found = record["keyword"].split("; ")
    assert len(found) == len(THEMES)
    return found


def test_ris_cites_an_edition(client, football):
    [found] = ris(client, "/practices/evening-football.ris")
    assert found == {
        "type_of_reference": "ELEC",
        "id": "practice-evening-football-2",
        "title": "Evening football",
        "authors": ["GSX directory,"],
        "year": str(football.published_at.year),
        "date": f"{football.published_at:%Y/%m/%d}/",
        "edition": "2",
        "urls": [f"{SITE}/practices/evening-football/editions/2/"],
        "accession_number": f"urn:gsx:practice:{football.uid}:2",
        "language": "en",
        "abstract": "Neighbours play and talk on two evenings a week.",
        "keywords": labels(client),
    }


def test_ris_keeps_to_its_lines(client, football):
    lines = body(client, "/practices.ris").decode().split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-3:] == ["ER  - ", "", ""]
    assert all(line[2:6] == "  - " for line in lines[:-2])


def test_csl_cites_an_edition(client, football):
    [found] = csl(client, "/practices/evening-football.csl.json")
    date = football.published_at
    assert found == {
        "id": "practice-evening-football-2",
        "type": "webpage",
        "title": "Evening football",
        "author": [{"literal": "GSX directory"}],
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "version": "2",
        "URL": f"{SITE}/practices/evening-football/editions/2/",
        "note": f"urn:gsx:practice:{football.uid}:2",
        "language": "en",
        "abstract": "Neighbours play and talk on two evenings a week.",
        "keyword": "; ".join(labels(client)),
    }


def test_a_citation_processor_writes_a_bibliography(client, football):
    items = json.loads(body(client, "/practices.csl.json"))
    style = CitationStylesStyle(io.BytesIO(STYLE), locale="en-GB", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem("practice-evening-football-2")]))
    assert [str(line) for line in bibliography.bibliography()] == [
        "GSX directory. Evening football. Edition 2, "
        f"{football.published_at.year}. {SITE}/practices/evening-football/editions/2/"
    ]


def test_an_earlier_edition_is_cited_as_it_was(client):
    practice = make_practice("Evening football", slug="evening-football")
    practice.texts.update(title="Morning chess")
    publish(practice)
    assert list(bibtex(client, "/practices/evening-football/editions/1.bib")) == ["practice-evening-football-1"]
    [first] = ris(client, "/practices/evening-football/editions/1.ris")
    assert (first["title"], first["edition"]) == ("Evening football", "1")
    [second] = csl(client, "/practices/evening-football.csl.json")
    assert (second["title"], second["URL"]) == ("Morning chess", f"{SITE}/practices/evening-football/editions/2/")


def test_a_list_has_an_entry_for_each_of_its_own_under_keys_of_their_own(client):
    make_practice("Bridges", slug="bridges", themes=THEMES)
    make_practice("Morning chess", slug="morning-chess")
    make_network("Bridges", slug="bridges")
    make_organisation("Bridges", slug="bridges")
    keys = ["practice-bridges-1", "practice-morning-chess-1"]
    assert sorted(bibtex(client, "/practices.bib")) == keys
    assert [one["id"] for one in csl(client, f"/practices.csl.json?theme={THEMES[0]}")] == keys[:1]
    everything = {"network-bridges-1", "organisation-bridges-1", *keys}
    assert set(bibtex(client, "/search.bib")) == everything
    assert [one["title"] for one in ris(client, "/search.ris?sort=title")] == [*["Bridges"] * 3, "Morning chess"]
    assert {one["id"] for one in csl(client, "/search.csl.json")} == everything


def test_a_list_of_nothing_is_a_file_of_nothing(client):
    assert bibtex(client, "/practices.bib") == {}
    assert ris(client, "/practices.ris") == []
    assert csl(client, "/practices.csl.json") == []


def test_an_entry_is_cited_in_the_language_it_is_read_in(client):
    practice = make_practice("Evening football", slug="evening-football", published=False)
    practice.texts.create(language="fr", origin="human", title="Football du soir", summary="On joue.")
    publish(practice)
    [french] = csl(client, "/practices/evening-football.csl.json?lang=fr")
    assert (french["title"], french["language"], french["abstract"]) == ("Football du soir", "fr", "On joue.")
    page = get(client, "/fr/practices/evening-football/")
    assert "/fr/practices/evening-football.bib" in page.links


def test_an_entry_links_to_its_citations(client):
    make_practice("Evening football", slug="evening-football")
    page = get(client, "/practices/evening-football/")
    for form in FORMS:
        assert page.links.count(f"/practices/evening-football.{form}") == 1
        assert client.get(f"/practices/evening-football.{form}").status_code == 200


def test_what_may_not_be_taken_away_links_to_none_and_has_none(client):
    lead = make_organisation("Riverbank Circle")
    keep_from_exports(lead)
    page = get(client, "/organisations/riverbank-circle/")
    assert "Cite as" in page.words
    for form in (*FORMS, "atom"):
        assert f"/organisations/riverbank-circle.{form}" not in page.links
        assert client.get(f"/organisations/riverbank-circle.{form}").status_code == 404
        assert b"Riverbank" not in body(client, f"/organisations.{form}")
        assert b"Riverbank" not in body(client, f"/search.{form}")


@pytest.mark.parametrize("form", [*FORMS, "atom"])
@pytest.mark.parametrize("level", ["open", "generalised", "anonymised", "withheld"])
def test_nobody_is_named_beyond_the_level(client, form, level):
    """Neither the lead of a practice, at any level, nor an entry itself at a careful one."""
    lead = make_organisation("Zornhut Circle", about="They meet.", level=level)
    make_practice("Evening football", lead=lead)
    practice = make_practice("Vorlin evenings", level=level, text={"summary": "They play."})
    assert b"Zornhut" not in body(client, f"/practices.{form}")
    assert (b"Zornhut" in body(client, f"/organisations.{form}")) == (level == "open")
    assert (b"Vorlin" in body(client, f"/practices.{form}")) == (level in ("open", "generalised"))
    if level == "anonymised":
        assert f"urn:gsx:practice:{practice.uid}:1".encode() in body(client, f"/practices.{form}")


def test_a_hidden_title_is_a_neutral_one_in_every_form(client):
    make_practice("Vorlin evenings", slug="vorlin", level="anonymised", text={"summary": "They play."})
    neutral = "A practice in Eastern Africa"
    assert [one["title"] for one in bibtex(client, "/practices.bib").values()] == [neutral]
    assert [one["title"] for one in ris(client, "/practices.ris")] == [neutral]
    assert [one["title"] for one in csl(client, "/practices.csl.json")] == [neutral]
    assert [one.title for one in feed(client, "/practices.atom").entries] == [neutral]


# What means something to TeX, to RIS, to XML, or to no program at all.
PARTS = [
    *"\\{}$&#_%~^`'\"<>|@,;=-–—é١ﷲ\n\r\t\x0b\x1c\x85\u2028\x00\x07\ufeff\ufffe a",
    *(
        "--",
        "''",
        ",,",
        "``",
        "\\\\",
        "\\input{x}",
        "@misc{x,",
        "ER  - ",
        "TY  - BOOK",
        "\nTI  - x",
        "]]>",
        "<!--",
        "&amp;",
    ),
]
WORDS = st.text(max_size=40) | st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, summary=WORDS)
@example(title="a}{b", summary="{")
@example(title="<b>Bold</b>", summary="\n@misc{other,\n title={x}}\nTY  - BOOK\r\nER  - \r\n")
def test_whatever_a_text_says_comes_back_from_every_form(client, football, title, summary):
    assume(plain(title))
    record = football.read()
    text = record.original.model_copy(update={"title": title, "summary": summary})
    changed = record.model_copy(update={"texts": (text,)})
    Edition.objects.filter(pk=football.pk).update(record=changed.model_dump_json())
    said = (plain(title), plain(summary))
    [one] = bibtex(client, "/practices.bib").values()
    assert (one["title"], one.get("abstract", "")) == said
    [one] = ris(client, "/practices.ris")
    assert (one["title"], one.get("abstract", "")) == said
    [one] = csl(client, "/practices.csl.json")
    assert (one["title"], one.get("abstract", "")) == said
    # Not by the feed reader, which takes what looks like a wrong encoding for one.
    [one] = ElementTree.fromstring(body(client, "/practices.atom")).iter(f"{ATOM}entry")
    assert (one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}summary", "")) == said


def test_a_text_becomes_one_line_without_what_cannot_be_written():
    assert plain(" a\r\nb\u2028c\x00\x07d\ufffee\t\tf ") == "a b cde f"


@pytest.mark.parametrize("entries", [1, 30])
@pytest.mark.parametrize("form", FORMS)
def test_a_file_takes_the_same_queries_for_any_number_of_entries(client, form, entries, django_assert_num_queries):
    for _number in range(entries):
        make_practice()
    body(client, f"/practices.{form}")
    with django_assert_num_queries(3):
        body(client, f"/practices.{form}")
