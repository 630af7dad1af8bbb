"""What a reader types is understood as people know it from elsewhere, and anything else is text."""

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.search.query import MOST_CLAUSES, MOST_LETTERS, parse, written

SIGNS = [
    "-",
    '"',
    "“",
    "”",
    "«",
    "»",
    " ",
    " ",
    "OR",
    " OR ",
    "peace",
    "école",
    "سلام",
    "x",
    "(",
    "*",
    ":",
    "'",
    "\\",
    "\0",
]
typed_texts = st.text(max_size=60) | st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


def understood(text, **options):
    """The clauses of `text` as [(positive, [words of a term, …]), …]."""
    return said(parse(text, **options).clauses)


def said(clauses):
    return [(not clause.negative, [" ".join(term.words) for term in clause.terms]) for clause in clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("?!", []),
        ("peace", [(True, ["peace"])]),
        ("peace talks", [(True, ["peace"]), (True, ["talks"])]),
        ('"peace talks"', [(True, ["peace talks"])]),
        ("“peace talks”", [(True, ["peace talks"])]),
        ("«peace talks»", [(True, ["peace talks"])]),
        ("„peace talks“", [(True, ["peace talks"])]),
        ("peace -talks", [(True, ["peace"]), (False, ["talks"])]),
        ('peace -"long talks"', [(True, ["peace"]), (False, ["long talks"])]),
        ("-talks", [(False, ["talks"])]),
        ("peace - talks", [(True, ["peace"]), (True, ["talks"])]),
        ("peace-building", [(True, ["peace building"])]),
        ("youth OR women", [(True, ["youth", "women"])]),
        ("youth OR women OR elders", [(True, ["youth", "women", "elders"])]),
        ("peace youth OR women", [(True, ["peace"]), (True, ["youth", "women"])]),
        ('youth OR "older women"', [(True, ["youth", "older women"])]),
        ("youth or women", [(True, ["youth"]), (True, ["or"]), (True, ["women"])]),
        ("OR", [(True, ["or"])]),
        ("OR youth", [(True, ["or"]), (True, ["youth"])]),
        ("youth OR", [(True, ["youth"]), (True, ["or"])]),
        ("-youth OR women", [(False, ["youth"]), (True, ["or"]), (True, ["women"])]),
        ("youth OR -women", [(True, ["youth"]), (False, ["women"])]),
        ('"peace', [(True, ["peace"])]),
        ('peace" talks', [(True, ["peace"]), (True, ["talks"])]),
        ('""', []),
        ("title:peace", [(True, ["title peace"])]),
        ("peace* AND (NEAR)", [(True, ["peace"]), (True, ["and"]), (True, ["near"])]),
        ("École", [(True, ["ecole"])]),
        ("x", [(True, ["x"])]),
        ("السَّلام", [(True, ["السلام"])]),
    ],
)
def test_what_is_typed_is_understood(text, expected):
    assert understood(text) == expected


def test_while_typing_the_last_word_may_go_on():
    going_on = [[term.prefix for term in clause.terms] for clause in parse("peace talks OR sch", typing=True).clauses]
    assert going_on == [[False], [False, True]]


@pytest.mark.parametrize("text", ["peace ", '"peace"', '"long peace', ""])
def test_a_finished_last_word_does_not_go_on(text):
    finished = parse(text, typing=True)
    expected = [text == '"long peace'] * len(finished.clauses)
    assert [clause.terms[-1].prefix for clause in finished.clauses][-1:] == expected[-1:]


def test_no_more_is_read_than_a_person_types():
    for text in ("a" * 1_000_000, "a " * 1_000_000, "a OR " * 1_000_000, '"' * 1_000_000, " " * 1_000_000 + "a"):
        query = parse(text)
        assert query.cut
        assert len(query.text) <= MOST_LETTERS
        assert len(query.clauses) <= MOST_CLAUSES


def test_all_of_many_alternatives_are_alternatives():
    letters = "abcdefghijklmnopqrstuvwxyz"
    assert understood(" OR ".join(letters)) == [(True, list(letters))]


def test_without_a_clause_the_rest_keeps_its_meaning():
    query = parse('youth OR "older women" -war schools')
    assert [query.without(clause) for clause in query.clauses] == [
        "-war schools",
        'youth OR "older women" schools',
        'youth OR "older women" -war',
    ]


def test_a_word_is_replaced_where_it_stands():
    query = parse("youth OR womin -womin schools")
    womin = query.clauses[0].terms[1]
    assert query.replaced(womin, "women") == "youth OR women -women schools"


@hypothesis_settings(max_examples=500)
@given(typed_texts, st.booleans())
def test_any_text_is_understood_as_something(text, typing):
    query = parse(text, typing=typing)
    assert len(query.text) <= MOST_LETTERS
    assert len(query.clauses) <= MOST_CLAUSES
    assert all(term.words and all(term.words) for clause in query.clauses for term in clause.terms)
    if not query.cut:
        assert bool(query) == any(letter.isalnum() for letter in text) or not text.isascii()


@hypothesis_settings(max_examples=500)
@given(typed_texts)
@example('"a"-b')
@example("a -b OR c")
@example("'OR' b")
def test_the_text_of_a_query_and_its_clauses_written_again_mean_the_same(text):
    query = parse(text)
    assert said(parse(query.text).clauses) == said(query.clauses)
    if len(written(query.clauses)) <= MOST_LETTERS:
        assert said(parse(written(query.clauses)).clauses) == said(query.clauses)


@hypothesis_settings(max_examples=300)
@given(typed_texts)
@example("a -b OR c")
@example('a "OR" b')
def test_without_any_clause_the_others_mean_the_same(text):
    query = parse(text)
    for at, clause in enumerate(query.clauses):
        kept = said(query.clauses[:at] + query.clauses[at + 1 :])
        if len(query.without(clause)) <= MOST_LETTERS:
            assert said(parse(query.without(clause)).clauses) == kept


@hypothesis_settings(max_examples=300)
@given(typed_texts)
def test_any_word_can_be_replaced_by_another_one(text):
    query = parse(text)
    for clause in query.clauses:
        for term in clause.terms:
            replaced = query.replaced(term, "zorn")
            expected = [
                (not one.negative, ["zorn" if each == term else " ".join(each.words) for each in one.terms])
                for one in query.clauses
            ]
            if len(replaced) <= MOST_LETTERS:
                assert said(parse(replaced).clauses) == expected
