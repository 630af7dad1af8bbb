"""A layered mapping is a dictionary, and the earlier ones stay as they were."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue import layered
from catalogue.layered import Layered

keys = st.integers(0, 12)
changes = st.lists(
    st.tuples(st.dictionaries(keys, st.integers(0, 99), max_size=6), st.sets(keys, max_size=4)), max_size=8
)


def content(mapping):
    return {key: mapping.get(key) for key in range(13) if key in mapping}


@pytest.fixture(scope="module", autouse=True)
def few_changes_a_layer():
    """So few that a sequence of changes passes the border several times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layered, "MOST_CHANGES", 7)
        yield


@hypothesis_settings(max_examples=300)
@given(changes)
def test_it_equals_a_dictionary_after_any_changes_and_the_earlier_ones_do_not_change(steps):
    mapping, expected, earlier = Layered(), {}, []
    for put, gone in steps:
        earlier.append((mapping, dict(expected)))
        mapping = mapping.changed(put, gone)
        expected = {key: value for key, value in expected.items() if key not in gone} | put
        assert content(mapping) == expected
        assert len(mapping._changes) <= 7
    for one, was in earlier:
        assert content(one) == was


def test_what_is_not_there_is_said_as_a_dictionary_does():
    mapping = Layered().changed({1: 10, 2: 20}, ()).changed({}, {2})
    assert mapping[1] == 10
    assert mapping.get(2) is None
    assert mapping.get(2, "nothing") == mapping.get(3, "nothing") == "nothing"
    for key in (2, 3):
        assert key not in mapping
        with pytest.raises(KeyError):
            mapping[key]


def test_zero_is_a_value():
    mapping = Layered().changed({1: 0}, ())
    assert 1 in mapping
    assert mapping[1] == 0
