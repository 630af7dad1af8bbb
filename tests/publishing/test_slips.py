"""A slip of the pen in what is public is mended without the questions being asked again, and nothing else is."""

import pytest

from publishing.editions.redaction import draft_record
from publishing.safety.checklist import open_points
from publishing.safety.publication import publish, withdraw
from tests.factories import make_practice, make_ready, make_user

pytestmark = pytest.mark.usefixtures("world")

SAID = (
    "Since 2015 Amina and her neighbors meet in the evning, every day, near the well. They drink the tea. أمينة गाव "
    "Ng'ang'a had no quarrel with Jong-un on a sunday in the south of a kenyan town that is unsafe. "
    "She is Adẹ́kúnlé or ნინო, @amani or book.example/amani 🇰🇪 and gave $500."
)

MENDED = [
    ("neighbors", "neighbours"),
    ("evning", "evening"),
    ("drink", "drinks"),
    ("quarrel", "quarrels"),
    ("every", "everyy"),
    ("unsafe", "unsave"),
]


@pytest.fixture
def practice():
    practice = make_practice(published=False, countries=["KE"])
    practice.texts.update(context=SAID)
    ada = make_user("ada", superuser=True)
    practice = make_ready(practice, by=ada)
    publish(practice, by=ada)
    return practice


def is_asked(practice):
    saved = type(practice).objects.editable().get(pk=practice.pk)
    return bool(open_points(saved, draft_record(saved)))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("neighbors", "neighbours"),
        ("in the evning", "in the evening"),
        ("evning, every", "evening every"),
        ("the tea.", "the tea!"),
        ("Amina and", "Amina, and"),
    ],
)
def test_a_slip_is_mended_without_questions(practice, was, now):
    practice.texts.update(context=SAID.replace(was, now))
    assert not is_asked(practice)
    assert publish(practice, by=make_user("ada", superuser=True)).number == 2


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Amina", "Amira"),
        ("Amina", "amina"),
        ("They", "The"),
        ("2015", "2016"),
        ("the well", "the mosque"),
        ("every day", "every day but friday"),
        ("every day", "everyday"),
        ("had no quarrel", "had quarrel"),
        ("her neighbors", "her neighbors Omar"),
        ("Ng'ang'a", "Ng'eng'a"),
        ("Jong-un", "Jong-il"),
        ("Adẹ́kúnlé", "Adẹ́kúnmi"),
        ("ნინო", "ნინა"),
        ("kenyan", "kenyans"),
        ("kenyan", "kanyan"),
        ("sunday", "sundry"),
        ("@amani", "@amina"),
        ("book.example/amani", "book.example/amina"),
        ("🇰🇪", "🇺🇬"),
        ("$500", "€500"),
        ("unsafe", "safe"),
        ("south", "north"),
        ("أمينة", "أميرة"),
        ("गाव", "गावा"),
        ("She", "He"),
    ],
)
def test_what_may_name_somebody_a_place_or_a_day_is_asked_about(practice, was, now):
    practice.texts.update(context=SAID.replace(was, now))
    assert is_asked(practice)


def test_many_slips_are_read_anew(practice):
    practice.texts.update(context=SAID.replace("e", "é").replace("Sincé", "Since"))
    assert is_asked(practice)


def test_a_slip_beside_another_change_is_asked_about(practice):
    practice.texts.update(context=SAID.replace("evning", "evening"))
    practice.start_year = 2001
    practice.save()
    assert is_asked(practice)


def test_a_slip_in_what_is_not_public_any_more_is_asked_about(practice):
    withdraw(practice)
    practice.texts.update(context=SAID.replace("evning", "evening"))
    assert is_asked(practice)


def test_slips_add_up_against_what_was_answered_for(practice):
    """However often it is published, from its page or from the list, the questions come back once much is changed."""
    said = SAID
    for number, (was, now) in enumerate(MENDED):
        said = said.replace(was, now)
        practice.texts.update(context=said)
        assert is_asked(practice) == (number >= 5)
        if number < 5:
            publish(practice, by=make_user("ada", superuser=True))
    practice.texts.update(context=said.replace("neighbours", "neighbors"))
    assert not is_asked(practice)


def test_the_page_says_why_the_answers_stand(client, practice):
    client.force_login(make_user("ada", superuser=True))
    practice.texts.update(context=SAID.replace("evning", "evening"))
    address = f"/admin/practices/practice/{practice.pk}/publish/"
    page = client.get(address).text
    assert "Only spelling differs from what was answered for" in page
    practice.texts.update(context=SAID.replace("evning", "morning"))
    assert "Only spelling differs from what was answered for" not in client.get(address).text
