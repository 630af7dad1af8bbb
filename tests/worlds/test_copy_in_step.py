"""A copy that is kept in step ends equal to the site, whatever editors do: also what is taken back leaves it."""

import pytest

from publishing.safety.publication import keep_from_exports, publish, restrict, withdraw
from tests.worlds import cast, story
from tests.worlds.partner import Partner, listed
from tests.worlds.told import stories

# What takes something back at once.
TAKEN_BACK = {
    "restricted": lambda entry: restrict(entry, "anonymised"),
    "withheld": lambda entry: restrict(entry, "withheld"),
    "withdrawn": withdraw,
    "redacted": lambda entry: withdraw(entry, redact=True),
    "kept": keep_from_exports,
}


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_a_copy_is_equal_to_the_lists_after_any_story(directory, client, limit):
    for told in stories(8, f"copied by {limit}"):
        with story.world():
            partner = Partner(client, limit)
            for number, _stage in told.played(bit=limit % 2):
                if told.chance(number).random() < 0.4:
                    partner.ask()
            partner.follow()
            assert partner.copy == listed(client), f"{told}\nin the world {limit % 2}"


@pytest.mark.parametrize("way", TAKEN_BACK)
def test_what_is_taken_back_is_told_by_a_new_era_and_by_nothing_else(directory, client, way):
    partner = Partner(client, 2)
    partner.follow()
    TAKEN_BACK[way](cast.found(cast.CHANGING))
    partner.follow()
    assert partner.begun == 2
    assert partner.copy == listed(client)


def test_what_is_published_is_told_without_beginning_anew(directory, client):
    partner = Partner(client, 2)
    partner.follow()
    publish(cast.found(cast.CHANGING))
    partner.follow()
    assert partner.begun == 1
    assert partner.copy == listed(client)
