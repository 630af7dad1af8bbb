"""What is left out on the second database sent nothing that was not sent there by others."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from places.models import Country
from publishing.models import Generation
from tests.second_database import Covering, Noting, cover, packed, shape, unpacked

NOTED = st.dictionaries(st.text(max_size=3), st.sets(st.integers(0, 12), max_size=6), max_size=12)


@given(NOTED, st.data())
def test_every_shape_is_sent_by_one_that_was_chosen_and_none_is_chosen_for_nothing(noted, data):
    costs = {test: data.draw(st.integers(1, 9)) for test in noted}
    chosen = cover(noted, costs)
    assert set().union(*(noted[test] for test in chosen)) == set().union(*noted.values())
    assert all(noted[test] for test in chosen)


def test_of_two_that_send_the_same_the_cheaper_one_is_chosen():
    assert cover({"a": {"x", "y"}, "b": {"x", "y"}}, {"a": 2, "b": 1}) == {"b"}


@given(st.dictionaries(st.text(), st.dictionaries(st.text(), st.integers(1))))
def test_what_was_noted_comes_back_as_it_was(noted):
    assert unpacked(packed(noted)) == noted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("IN (%s, %s)", (1, 2)), ("IN (%s, %s, %s)", (1, 2, 3))),
        (("VALUES (%s, %s), (%s, %s)", (1, 2, 3, 4)), ("VALUES (%s, %s), (%s, %s), (%s, %s)", (1, 2, 3, 4, 5, 6))),
        (('SAVEPOINT "s1"', ()), ('SAVEPOINT "s2"', ())),
        (("= %s", ("word",)), ("= %s", ("another",))),
    ],
)
def test_how_many_values_there_are_and_what_they_say_makes_no_other_shape(one, other):
    assert shape(*one) == shape(*other)


@pytest.mark.parametrize("value", ["a\0b", "é", "a" * 256, 1 << 31, -(1 << 63) - 1, None, 1.5])
def test_a_value_that_databases_take_differently_makes_another_shape(value):
    assert shape("= %s", (value,)) not in (shape("= %s", (1,)), shape("= %s", ("a",)))


def test_a_statement_that_was_refused_has_another_shape():
    assert shape("INSERT", (), IntegrityError()) != shape("INSERT", ())


# --- on a real connection


@pytest.fixture
def noted(pytestconfig, monkeypatch):
    """The shapes that the test sends."""
    from django.db import connection
    from django.db.models.sql.compiler import SQLCompiler

    monkeypatch.setattr(SQLCompiler, "execute_sql", SQLCompiler.execute_sql)  # and back, at the end
    noting = Noting(pytestconfig)
    with connection.execute_wrapper(noting.execute):
        yield lambda: set(noting.sent.get("", ()))


def test_locks_on_rows_and_reading_in_chunks_make_shapes_of_their_own(world, noted):
    list(Generation.objects.all())
    plain = noted()
    with transaction.atomic():
        list(Generation.objects.select_for_update())
    list(Country.objects.iterator())
    more = noted() - plain
    assert any(one.startswith("lock rows of publishing_generation") for one in more)
    assert "read places_country in chunks" in more


# --- what did not run


def test_what_was_sent_to_the_first_database_alone_is_told_with_a_test_that_sent_it():
    covering = Covering({"a": {"SELECT": 1}, "b": {"SELECT": 2, "DELETE": 1}})
    covering.ran = {"a"}
    assert covering.missing() == {"DELETE": "b"}
    covering.ran.add("b")
    assert covering.missing() == {}
