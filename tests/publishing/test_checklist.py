"""What a person must have looked at before an entry is published."""

from datetime import date

import pytest

from publishing.editions.redaction import draft_record
from publishing.safety.checklist import open_points
from publishing.safety.publication import NotPublishable, publish
from tests.factories import cite, make_practice, make_ready, make_user

pytestmark = pytest.mark.usefixtures("world")


def points(entry):
    saved = type(entry).objects.editable().get(pk=entry.pk)
    return [str(point) for point in open_points(saved, draft_record(saved))]


def test_a_new_entry_is_asked_everything_and_a_ready_one_nothing():
    practice = make_practice(published=False)
    assert points(practice) == [
        "There is no source: add at least one.",
        "It has no basis: write down who agreed, or that it rests on a published source.",
        "A safety question is open: Could naming anyone here, in this place and at this time, harm them?",
        "A safety question is open: Is any place named more precisely than readers need?",
        "A safety question is open: Does a text name a private person, or lead to one?",
        "36 fields are empty without a reason: give one, or say that they are left as not looked up yet.",
    ]
    assert points(make_ready(practice)) == []


def test_a_person_can_not_publish_past_the_checklist_and_a_program_is_not_asked():
    practice = make_practice(published=False)
    with pytest.raises(NotPublishable, match="There is no source"):
        publish(practice, by=make_user(superuser=True))
    assert publish(practice).number == 1


def test_answers_are_for_the_words_that_were_read():
    practice = make_ready(make_practice(published=False))
    practice.texts.update(lessons="Patience.")
    assert len(points(practice)) == 4
    practice.texts.update(lessons="")
    assert points(practice) == []


@pytest.mark.parametrize(
    ("question", "advice"),
    [
        ("naming", "You said that naming could harm somebody: choose a more careful level."),
        ("place", "You said that a place is named too precisely: name a larger one."),
        ("people", "You said that a text leads to a private person: take that out."),
    ],
)
def test_a_yes_stops_publishing_and_says_what_to_do(question, advice):
    practice = make_ready(make_practice(published=False))
    practice.safety["answers"][question] = "yes"
    practice.save()
    assert points(practice) == [advice]


def test_a_careful_level_answers_that_naming_could_harm():
    practice = make_ready(make_practice(published=False, level="anonymised"))
    practice.safety["answers"]["naming"] = "yes"
    practice.save()
    assert points(practice) == []


def test_an_agreement_counts_while_it_is_in_force_and_covers_the_web():
    practice = make_ready(make_practice(published=False))
    practice.consents.all().delete()
    consent = practice.consents.create(
        basis="agreement", role="board", means="letter", given_on=date(2024, 1, 1), until=date(2025, 1, 1)
    )
    assert points(practice) == ["The agreement ended on 1 Jan 2025: ask again."]
    practice.consents.update(until=None)
    assert points(practice) == []
    practice.consents.filter(pk=consent.pk).update(web=False)
    assert points(practice) == ["It has no basis: write down who agreed, or that it rests on a published source."]


def test_nothing_is_asked_of_an_entry_that_shows_nothing():
    assert points(make_practice(published=False, level="withheld")) == []


def test_an_answered_field_is_not_among_the_empty_ones():
    practice = make_practice(published=False, unanswered={"lessons": "not-reported", "youth": "withheld"})
    cite(practice)
    assert "34 fields are empty without a reason" in points(practice)[-1]
