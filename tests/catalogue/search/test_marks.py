"""Matches are marked in the reader's own script and spelling, and nothing of a text becomes HTML."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.search.marks import AROUND, Marker
from catalogue.search.query import parse
from publishing.safety.publication import publish
from tests.factories import make_network, make_practice
from tests.pages import get


def marker(query, **options):
    return Marker([term for clause in parse(query, **options).positive for term in clause.terms])


def marked(query, text, language="en", **options):
    """`text` with its matches in square brackets."""
    return plain(marker(query, **options).marked(text, language).replace("<mark>", "[").replace("</mark>", "]"))


def plain(markup):
    return html.unescape(re.sub("</?mark>", "", markup))


@pytest.mark.parametrize(
    ("query", "text", "language", "expected"),
    [
        ("school", "Schools and schooling.", "en", "[Schools] and [schooling]."),
        ("ecole", "L’École ouverte", "fr", "L’[École] ouverte"),
        ("ÉCOLES", "e\u0301cole", "fr", "[e\u0301cole]"),
        ("reinsertion", "Réinsertions", "fr", "[Réinsertions]"),
        ("برنامج", "هذا بَرنامَجٌ جديد", "ar", "هذا [بَرنامَجٌ] جديد"),
        ("السلام", "والسَّلام", "ar", "[والسَّلام]"),
        ("শান্তি", "শান্তি ও কাজ", "bn", "[শান্তি] ও কাজ"),
        ("мира", "Мир и мирный", "ru", "[Мир] и мирный"),
        ("amani", "Vijana na AMANI", "sw", "Vijana na [AMANI]"),
        ("和平", "学校里的和平。", "zh", "学校里的[和平]。"),
        ('"peace talks"', "Peace talks: peace and talks", "en", "[Peace talks]: peace and talks"),
        ('peace "peace talks long"', "peace talks long and peace talks", "en", "[peace talks long] and [peace] talks"),
        ('"one two" "two three"', "one two three", "en", "[one two three]"),
        ("peace-building", "peace building, Peace/building", "en", "[peace building], [Peace/building]"),
        ("peace -war", "peace and war", "en", "[peace] and war"),
        ("school", "Nothing", "en", "Nothing"),
        ("school", "", "en", ""),
        ("script", "<script>alert('&')</script>", "en", "<[script]>alert('&')</[script]>"),
    ],
)
def test_what_matches_is_marked_as_it_is_written(query, text, language, expected):
    assert marked(query, text, language) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("foo", "Evening [football]"), ("evening foo", "[Evening] [football]"), ("ball", "Evening football")],
)
def test_a_word_that_may_go_on_is_marked_to_its_end(query, expected):
    assert marked(query, "Evening football", typing=True) == expected


def test_a_phrase_whose_last_word_may_go_on_is_marked_whole():
    assert marked("peace-ta", "On peace talks, and tables of peace.", typing=True) == (
        "On [peace talks], and tables of peace."
    )


def test_text_is_escaped_inside_marks_and_around_them():
    markup = marker("b").marked('<i title="x">b</i> & b', "en")
    assert markup == "&lt;i title=&quot;x&quot;&gt;<mark>b</mark>&lt;/i&gt; &amp; <mark>b</mark>"
    passage = marker("b").passage("<i>b</i> & b", "en")
    assert passage == "&lt;i&gt;<mark>b</mark>&lt;/i&gt; &amp; <mark>b</mark>"


def test_a_passage_is_what_stands_around_the_first_match():
    text = "far " * 100 + "some School is here, and schools " + "off " * 100
    passage = marker("school").passage(text, "en")
    assert passage.startswith("… far far")
    assert passage.endswith("off off …")
    assert passage.count("<mark>") == 2
    assert "some <mark>School</mark> is here, and <mark>schools</mark> off" in passage
    assert len(plain(passage)) <= 2 * AROUND + len("School") + len("… ") + len(" …")


def test_a_short_text_is_its_own_passage_and_one_without_a_match_has_none():
    assert marker("school").passage("A school.", "en") == "A <mark>school</mark>."
    assert marker("school").passage("A house.", "en") == ""
    assert marker("school").passage("", "en") == ""


SIGNS = [
    "school",
    "École",
    " ",
    " ",
    "<b>",
    "&amp;",
    "&",
    '"',
    "'",
    "سلام",
    "بَرنامَجٌ",
    "和",
    "ক",
    "\u0301",
    "-",
    "…",
    "x" * 100,
]
texts = st.text(max_size=60) | st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
queries = texts | st.lists(
    st.sampled_from(["school", "ecole", '"سلام"', "x", "和", "amp", "b", "scho"]), max_size=4
).map(" ".join)


@hypothesis_settings(max_examples=300)
@given(queries, texts, st.sampled_from(["en", "fr", "ar", ""]), st.booleans())
def test_without_its_marks_it_is_the_text(query, text, language, typing):
    markup = marker(query, typing=typing).marked(text, language)
    assert plain(markup) == text
    assert not re.search("<(?!/?mark>)", markup)
    assert re.fullmatch("([^<]*<mark>[^<]+</mark>)*[^<]*", markup)


@hypothesis_settings(max_examples=300)
@given(queries, texts, st.sampled_from(["en", "fr", "ar", ""]), st.booleans())
def test_a_passage_is_a_part_of_the_text_with_a_mark_in_it(query, text, language, typing):
    found = marker(query, typing=typing)
    passage = found.passage(text, language)
    assert bool(passage) == bool(found.spans(text, language))
    if passage:
        assert "<mark>" in passage
        assert not re.search("<(?!/?mark>)", passage)
        inside = plain(passage)
        inside = inside if inside in text else inside.removeprefix("… ")
        inside = inside if inside in text else inside.removesuffix(" …")
        assert inside in text


# --- on the page


def body(response):
    return response.content.decode()


@pytest.mark.usefixtures("world")
def test_title_and_summary_are_marked_on_the_page(client):
    make_practice("Evening schools", text={"summary": "A school for all.", "context": "Every school counts."})
    shown = body(client.get("/practices/?q=school"))
    assert "Evening <mark>schools</mark></a>" in shown
    assert "A <mark>school</mark> for all." in shown
    assert "counts" not in shown
    assert "<mark>" not in body(client.get("/practices/"))


@pytest.mark.usefixtures("world")
def test_a_match_in_the_body_alone_shows_the_passage_in_its_language(client):
    practice = make_practice(
        "Evening football", text={"context": "One. " * 40 + "A wetland <b>dries</b>. " + "Two. " * 40}
    )
    practice.texts.create(
        language="fr", title="Football du soir", summary="Le soir.", context="Une zone humide.", origin="human"
    )
    publish(practice)
    shown = body(client.get("/practices/?q=wetland"))
    assert "A <mark>wetland</mark> &lt;b&gt;dries&lt;/b&gt;." in shown
    assert '<p class="passage" lang="en" dir="ltr">… One.' in shown
    shown = body(client.get("/practices/?q=humides"))
    assert '<p class="passage" lang="fr" dir="ltr">Une zone <mark>humide</mark>.</p>' in shown


@pytest.mark.usefixtures("world")
def test_what_is_found_by_a_name_shows_no_passage(client):
    make_practice("Evening football", countries=["KE"])
    page = get(client, "/practices/?q=Kenya")
    assert "1 practice" in page.main
    assert not [tag for tag, attributes in page.tags if tag == "mark" or attributes.get("class") == "passage"]


@pytest.mark.usefixtures("world")
def test_a_title_is_never_html(client):
    make_practice("<script>alert(1)</script> school", slug="script", text={"summary": "<img src=x onerror=y> school"})
    for address in (
        "/practices/?q=school",
        "/search/?q=script",
        "/practices/?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
    ):
        shown = body(client.get(address))
        assert "alert" in shown
        assert "<script>" not in shown and "<img" not in shown, address


@pytest.mark.usefixtures("world")
def test_an_acronym_is_marked_where_it_stands(client):
    make_network("Women of the valley", acronym="WOV")
    assert "<small><mark>WOV</mark></small>" in client.get("/networks/?q=wov").content.decode()
