"""Abbreviations are told where they stand first in the prose of an entry, and on a page."""

import re
from html import escape

import pytest
from django.conf import settings
from django.utils.translation import override

from catalogue.glossary import GLOSSARY, explained
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import get

ABBR = re.compile(r'<a href="/glossary/#[a-z]+"><abbr title="([^"]*)">([^<]*)</abbr></a>')


def told(html):
    return ABBR.findall(explained(html, set()))


@pytest.mark.parametrize("one", GLOSSARY, ids=lambda one: one.short)
def test_every_abbreviation_really_occurs(one):
    folder = settings.BASE_DIR / "fixtures"
    texts = "".join((folder / f"{name}.json").read_text("utf-8") for name in ("directory", "vocabulary"))
    assert re.search(rf"(?<![\w/&]){re.escape(one.short)}s?(?![\w/&])", texts)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("A CSO.", [("civil society organisation", "CSO")]),
        ("<p>Two CSOs, one CSO</p>", [("civil society organisation", "CSO")]),
        ("a P/CVE NAP", [("preventing and countering violent extremism", "P/CVE"), ("national action plan", "NAP")]),
        ("PCVE, then P/CVE", [("preventing and countering violent extremism", "PCVE")]),
        ("R&amp;R work", [("rehabilitation and reintegration", "R&amp;R")]),
        ("(UN)", [("United Nations", "UN")]),
        ("the UN’s", [("United Nations", "UN")]),
        ("&quot;UN&quot;", [("United Nations", "UN")]),
    ],
)
def test_the_first_of_each_is_told(html, found):
    assert told(html) == found


@pytest.mark.parametrize(
    "html",
    [
        "cso, Ngo and un",
        "UNICEF, NAPKIN, SEAN-CSO and EU-wide",
        "AT&amp;UN, UN&amp;T",
        "_UN_ and UN2",
        '<a href="/x/">The UN</a>',
        '<a href="/x/"><b>The</b> UN</a>',
        '<span title="UN" lang="UN">x</span>',
    ],
)
def test_other_words_links_and_attributes_stay_as_they_are(html):
    assert explained(html, set()) == html


def test_all_else_of_the_text_stays_as_it_was():
    html = "<p>1 &lt; 2 &amp; NGOs &#x27;R&amp;R&#x27;<br>CSO</p>"
    assert ABBR.sub(r"\2", explained(html, set())) == html


def abbreviations(client, address):
    return ABBR.findall(client.get(address).content.decode())


def test_each_leads_to_its_own_line_in_the_glossary_in_the_language_of_the_page(world, client):
    html = " ".join(escape(one.short) for one in GLOSSARY)
    with override("fr"):
        leads = re.findall(r'href="/fr/glossary/#([a-z]+)"', explained(html, set()))
    assert len(leads) == len(GLOSSARY)
    page = client.get("/fr/glossary/").content.decode()
    assert [one for one in leads if f'<div id="{one}">' not in page] == []


def test_a_practice_tells_each_once_wherever_it_stands(world, client):
    text = {
        "summary": "CSOs met <b>the UN</b>.",
        "approach": "A CSO and an NGO met.",
        "outcomes": "The NGO stayed.",
        "steps": "Ask the CSOs.\nWrite to the NAP office.",
    }
    make_practice("DDR by CSOs", slug="ddr", text=text)
    assert abbreviations(client, "/practices/ddr/") == [
        ("civil society organisation", "CSO"),
        ("United Nations", "UN"),
        ("non-governmental organisation", "NGO"),
        ("national action plan", "NAP"),
    ]
    assert "CSOs met <b>the UN</b>." in get(client, "/practices/ddr/").main
    assert abbreviations(client, "/practices/ddr/editions/1/") == abbreviations(client, "/practices/ddr/")


def test_networks_and_organisations_tell_them_too(world, client):
    make_network("Hub", slug="hub", about="A platform of CSOs.")
    make_organisation("Lead", slug="lead", about="An NGO.")
    assert abbreviations(client, "/networks/hub/") == [("civil society organisation", "CSO")]
    assert abbreviations(client, "/organisations/lead/") == [("non-governmental organisation", "NGO")]


@pytest.mark.parametrize("form", ["json", "html", "md", "txt", "csv", "ris", "bib"])
def test_what_is_taken_away_has_the_words_alone(world, client, form):
    make_practice("Talks", slug="talks", text={"summary": "A CSO talks."})
    for address in (f"/practices/talks.{form}", f"/practices.{form}"):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"<abbr" not in body


def test_the_glossary_has_them_all_with_a_sentence_each(world, client):
    page = get(client, "/glossary/")
    assert page.h1() == ["Glossary"]
    for one in GLOSSARY:
        assert f"{one.short}" in page.main
        assert str(one.meaning) in page.main
    assert [one.short for one in GLOSSARY] == sorted(one.short for one in GLOSSARY)
    assert "/glossary/" in get(client, "/about/").links
    assert "/glossary/</loc>" in client.get("/sitemap-pages.xml").content.decode()
