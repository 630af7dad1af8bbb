"""Offline packs: whole, in every language, calling nobody, and without anything that may not leave."""

import base64
import hashlib
import itertools
import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import QueryDict

from catalogue.catalogue import current
from catalogue.exported import exported
from catalogue.file_links import ListFiles
from catalogue.kinds import KINDS
from places.levels import Level
from publishing.models import Edition
from publishing.safety.publication import keep_from_exports, publish
from tests.catalogue.pack_rules import Strict
from tests.factories import (
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_recommendation,
    real_directory,
)
from tests.pages import squeeze

pytestmark = pytest.mark.usefixtures("world")

KILOBYTE = 1000
ARABIC, FRENCH = "كرة القدم في المساء", "Football du soir"
HOSTILE = "</style></script><script>alert(1)</script><img src=//x.example onerror=alert(1)>\"'><b id=q>"


@pytest.fixture
def packed(client):
    def packed(address):
        response = client.get(address)
        assert response.status_code == 200, address
        html = b"".join(response.streaming_content).decode()
        return SimpleNamespace(html=html, page=Strict(html), headers=response.headers)

    return packed


@pytest.fixture
def football():
    """A practice in three languages, with all that a practice can have."""
    make_recommendation()
    hub, lead = make_network("Hub"), make_organisation("Riverbank Circle", published=False, women_led=True)
    cite(make_membership(lead, hub, since=2019), "Members", locator="line 4")
    publish(lead)
    practice = make_practice(
        "Evening football",
        published=False,
        lead=lead,
        networks=[hub],
        themes=["sport-arts-culture"],
        recommendations={"4b-i": "named"},
        start_year=2016,
        text={"approach": "They play.\n\nThey talk.", "evidence_note": "Two surveys"},
        unanswered={"lessons": "withheld", "outcomes": "not-reported"},
    )
    practice.texts.create(language="ar", origin="human", title=ARABIC, summary="يلعب الجيران.", approach="يلعبون.")
    practice.texts.create(language="fr", origin="machine", title=FRENCH, evidence_note="Deux sondages")
    cite(practice, "A report", url="https://report.invalid/a", locator="page 9")
    publish(practice)
    return practice


def article_of(page, entry):
    [found] = page.all("article", id=entry.uid)
    return found


def test_a_pack_is_one_well_formed_page_that_leads_nowhere_else(packed, football):
    page = packed("/search.html").page
    assert page.words("h1") == ["Practices, networks and organisations"]
    ids = [one.attrs["id"] for one in page.elements if "id" in one.attrs]
    assert len(ids) == len(set(ids))
    links = [one.attrs["href"] for one in page.elements if "href" in one.attrs]
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(ids)
    assert {name for one in page.elements for name in one.attrs} & {"src", "srcset", "action", "style", "ping"} == set()
    assert "url(" not in page.words("style")[0]
    levels = [int(one.tag[1]) for one in page.elements if re.fullmatch("h[1-6]", one.tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_its_policy_allows_its_own_style_and_script_and_nothing_else(packed, football):
    page = packed("/practices.html").page
    [policy] = [one.attrs["content"] for one in page.all("meta", **{"http-equiv": "Content-Security-Policy"})]
    [style], [script] = page.all("style"), page.all("script")

    def digest(element):
        return f"'sha256-{base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()}'"

    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "style-src": digest(style),
        "script-src": digest(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert style.inside[-1].tag == "head"


@pytest.mark.parametrize("name", ["css/pack.css", "js/pack.js"])
def test_what_it_carries_along_is_small(name):
    assert (settings.BASE_DIR / "static" / name).stat().st_size <= 6 * KILOBYTE


def test_it_is_saved_under_a_name_that_says_little(packed, football):
    pack = packed("/practices.html")
    number = exported().number
    assert pack.headers["Content-Disposition"] == f'attachment; filename="practices-{number}.html"'
    assert pack.page.words("title") == ["Practices"]


def test_the_beginning_says_what_it_is_and_from_when(packed, football):
    page = packed("/practices.html?place=KE").page
    number, date = exported().number, Edition.objects.latest("generation").published_at
    said = squeeze(page.all("header")[0].text)
    assert f"1 practice, as of {date.day} {date:%b %Y} (generation {number})." in said
    assert "Place Kenya" in said
    assert "CC BY 4.0" in said
    assert f"http://testserver/practices/?as_of={number}&place=KE" in said
    assert "delete it when you no longer need it" in said
    searched = packed("/practices.html?q=football").page.all("header")[0]
    assert "Searched for football" in squeeze(searched.text)


def test_an_entry_is_whole_and_in_every_language_that_of_the_pack_first(packed, football):
    page = packed("/practices.html").page
    article = article_of(page, football)
    said = squeeze(article.text)
    order = ["Evening football", "Neighbours play and talk", "They play.", ARABIC, "يلعبون.", FRENCH, "Recomm"]
    assert [one for one in order if one not in said] == []
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert "Arabic, human translation" in said
    assert "French, translated by machine, not checked" in said
    titles = [(one.attrs["lang"], squeeze(one.text)) for one in page.within(article, "h3") if "dir" in one.attrs]
    assert titles == [("ar", ARABIC), ("fr", FRENCH)]
    paragraphs = [one.text for one in page.within(article, "p")]
    assert [text for text in paragraphs if "They" in text] == ["They play.", "They talk."]


def test_the_text_in_the_language_of_the_pack_stands_first_and_says_how_it_came_about(packed, football):
    said = squeeze(article_of(packed("/fr/practices.html").page, football).text)
    order = [FRENCH, "français, traduit par une machine, non vérifié", "Evening football", "They play.", ARABIC]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)


def test_what_a_translation_says_otherwise_at_a_glance_is_said_again(packed, football):
    page = packed("/practices.html").page
    sections = {squeeze(one.text)[:6]: one for one in page.within(article_of(page, football), "section")}
    [glance] = page.within(sections["French"], "dl")
    assert squeeze(glance.text) == "Evidence Reported Deux sondages"


def test_facts_sources_and_edition_are_there_as_text(packed, football):
    page = packed("/practices.html").page
    article = article_of(page, football)
    said = squeeze(article.text)
    assert "Years from 2016" in said
    assert "Who ran it Riverbank Circle" in said
    assert "Evidence Reported Two surveys" in said
    assert "4b-i Give youth a way in named for it in the report" in said
    assert "A report A publisher page 9 https://report.invalid/a" in said
    assert "“Evening football”. GSX directory, edition 1, " in said
    assert "http://testserver/practices/evening-football/editions/1/" in said
    assert page.within(article, "a") == []


def test_each_kind_of_empty_is_said(packed, football):
    page = packed("/practices.html").page
    said = squeeze(article_of(page, football).text)
    assert "Withheld for safety: What was learnt" in said
    assert "Not reported: What came of it" in said
    not_looked_up = said.partition("Not looked up yet:")[2]
    assert "What the problem was" in not_looked_up
    assert "Gender focus" in not_looked_up
    quiet = make_practice("Quiet work", unanswered={"summary": "withheld"})
    said = squeeze(article_of(packed("/practices.html").page, quiet).text)
    assert "Summary Withheld for safety" in said
    assert "Sources Not looked up yet" in said


def test_references_lead_to_the_articles_that_are_in_it(packed, football):
    page = packed("/search.html").page
    titles = {one.attrs["id"]: squeeze(page.within(one, "h2")[0].text) for one in page.all("article")}
    links = {
        (titles[one.attrs["id"]], titles[link.attrs["href"][1:]])
        for one in page.all("article")
        for link in page.within(one, "a")
    }
    assert links == {
        ("Evening football", "Riverbank Circle"),
        ("Evening football", "Hub"),
        ("Riverbank Circle", "Hub"),
        ("Riverbank Circle", "Evening football"),
        ("Hub", "Riverbank Circle"),
        ("Hub", "Evening football"),
    }
    assert "member; since 2019; Members, A publisher, line 4" in page.words("small")


def test_the_contents_name_every_article_in_order(packed, football):
    make_practice("Morning chess")
    page = packed("/practices.html?sort=title").page
    [contents] = page.all("nav")
    assert [squeeze(one.text) for one in page.within(contents, "a")] == ["Evening football", "Morning chess"]
    links = [one.attrs["href"] for one in page.within(contents, "a")]
    assert links == [f"#{one.attrs['id']}" for one in page.all("article")]


@pytest.mark.parametrize(
    ("query", "facets"),
    [("", {"Place", "Theme", "Evidence", "Organisation"}), ("q=work", {"Place", "Evidence"}), ("place=UG", set())],
)
def test_its_facets_count_what_the_list_counts(packed, football, query, facets):
    make_practice("Morning chess at work", countries=["UG", "KE"], themes=["education-critical-thinking"])
    make_practice("Songs at work", countries=["BD"], evidence="evaluated", gender=["women-led"])
    page = packed(f"/practices.html?{query}").page
    filters = KINDS["practice"].filters(QueryDict(query), exported())
    counted = {
        (str(filters.filters[name].label), option.label): len(filters.index.having(name, option.key) & filters.found)
        for name, options in filters.shown.items()
        for option in options
    }
    having = [set(one.attrs["data-v"].split()) for one in page.all("article")]
    said = {}
    for facet in page.all("fieldset"):
        for label in page.within(facet, "label"):
            [box], [count] = page.within(label, "input"), page.within(label, "b")
            name = squeeze(page.within(facet, "legend")[0].text), squeeze(page.within(label, "span")[0].text)
            said[name] = int(count.text)
            assert int(count.text) == sum(box.attrs["value"] in values for values in having)
    assert said.items() <= counted.items()
    assert {facet for facet, _label in said} >= facets


def test_the_pack_of_everything_has_the_facets_of_every_kind(packed, football):
    make_organisation("Open House", country="BD")
    page = packed("/search.html").page
    assert {"Kind", "Place", "Theme", "Evidence", "Women-led", "Scale"} <= set(page.words("legend"))
    [scale] = [one for one in page.all("fieldset") if page.within(one, "legend")[0].text == "Scale"]
    assert squeeze(scale.text) == "Scale Local 1 National 1"


def test_hostile_words_stay_words(packed):
    words = {"approach": HOSTILE, "summary": HOSTILE}
    practice = make_practice(HOSTILE[:80], slug="hostile", published=False, text=words)
    cite(practice, HOSTILE, url="javascript:alert(1)", locator=HOSTILE)
    publish(practice)
    make_practice("Calm work")
    page = packed("/practices.html?q=alert").page
    assert [len(page.all(tag)) for tag in ("script", "style", "img")] == [1, 1, 0]
    assert HOSTILE in article_of(page, practice).text
    assert len([one for one in page.elements if one.attrs.get("id") == "q"]) == 1


def test_nothing_that_is_careful_or_kept_from_exports_leaves(packed):
    careful = make_organisation("Zornhut House", published=False)
    publish(careful)
    careful.level = Level.ANONYMISED
    careful.slug = "quiet"
    careful.save()
    kept = make_organisation("Kelpworth Circle")
    network = make_network("Farrow Bridges", supporters=[kept])
    make_practice("Evening football", lead=kept, partner=careful, networks=[network])
    publish(careful)
    assert "Kelpworth" in packed("/search.html").html
    keep_from_exports(kept)
    for address in ("/search.html", "/practices.html", "/networks.html", "/organisations.html"):
        html = packed(address).html
        assert "Zornhut" not in html, address
        assert "Kelpworth" not in html.replace("kelpworth", ""), address
        assert "kelpworth" not in html, address
    assert "An organisation in Eastern Africa" in packed("/organisations.html").html
    assert "Farrow Bridges" in packed("/practices.html").html


def test_it_is_of_its_generation(packed, football):
    then = exported().number
    make_practice("Morning chess")
    page = packed(f"/practices.html?as_of={then}").page
    assert page.words("h2") == ["Contents", "Evening football"]


def test_an_empty_list_is_a_pack_too(packed):
    page = packed("/practices.html?evidence=replicated").page
    assert "0 practices" in squeeze(page.all("header")[0].text)
    assert page.all("fieldset") == page.all("article") == []


@pytest.mark.parametrize("entries", [1, 30])
def test_a_pack_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    hub = make_network("Hub")
    for _number in range(entries):
        make_practice(lead=make_organisation(), networks=[hub])
    client.get("/search.html")
    with django_assert_num_queries(6):
        b"".join(client.get("/search.html").streaming_content)


def test_files_of_the_real_directory_weigh_what_is_said_and_packs_two_megabytes_at_most(client):
    real_directory()
    for kind in KINDS.values():
        filters = kind.filters(QueryDict(), current())
        editions = filters.catalogue.editions(kind.name, filters.numbers)
        said = {file.name: file for file in ListFiles(filters, editions).files}
        for form in ("html", "txt"):
            weight = sum(map(len, client.get(said[form].url).streaming_content))
            [(number, unit)] = re.findall(r"about ([\d.]+) ([kM])B", said[form].size)
            size = float(number) * {"k": KILOBYTE, "M": 1000 * KILOBYTE}[unit]
            assert 1 / 1.5 < size / weight < 1.5, (kind.name, form, said[form].size, weight)
            assert weight <= 2000 * KILOBYTE
