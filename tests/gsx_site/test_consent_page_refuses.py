"""What the page of a consent link refuses, and that nothing is lost by it."""

import pytest

from publishing.models import ConsentAnswer, ConsentLink
from publishing.safety.consent_links import Answer, Reply, answer
from tests.factories import make_organisation
from tests.gsx_site.test_consent_page import link_to, send
from tests.pages import Page

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def organisation(world):
    return make_organisation("Riverbank Circle", slug="riverbank-circle", about="It keeps the peace on the bank.")


LONG_AGO, FAR = "2020-01-01", "2999-01-01"


@pytest.mark.parametrize(
    ("values", "target", "words"),
    [
        ({}, "id_answer_confirm", "Choose one of the answers."),
        ({"answer": "perhaps"}, "id_answer_confirm", "Choose one of the answers."),
        ({"answer": "confirm"}, "id_role", "Say in which role you agree, such as “director”."),
        ({"answer": "confirm", "role": " "}, "id_role", "Say in which role you agree, such as “director”."),
        ({"answer": "confirm", "role": "a@b.invalid"}, "id_role", "Write the role only"),
        ({"answer": "confirm", "role": "director", "until": LONG_AGO}, "id_until", "This day is over."),
        ({"answer": "confirm", "role": "director", "until": FAR}, "id_until", "Choose a day within 10 years"),
        ({"answer": "confirm", "role": "director", "until": "soon"}, "id_until", "Write the day as year-month-day"),
        ({"answer": "confirm", "role": "r" * 121}, "id_role", "at most 120 characters"),
        ({"answer": "change"}, "id_message", "Say what should be changed."),
        ({"answer": "change", "message": "w" * 2001}, "id_message", "at most 2000 characters"),
        ({"answer": "change", "message": "w\0"}, "id_message", "Null characters are not allowed."),
        ({"answer": "careful"}, "id_level_generalised", "Choose how much less should be shown."),
        ({"answer": "careful", "level": "open"}, "id_level_generalised", "Choose how much less should be shown."),
        ({"answer": "careful", "level": "withheld"}, "id_level_generalised", "Choose how much less should be shown."),
    ],
)
def test_what_is_missing_or_wrong_is_said_with_a_link_to_it(client, organisation, values, target, words):
    address = link_to(organisation)
    response = send(client, address, **values)
    page = Page(response)
    assert page.title.startswith("Please look again: ")
    assert f"#{target}" in page.links
    assert f'id="{target}"' in response.content.decode()
    assert words in page.main
    assert not ConsentAnswer.objects.exists()
    assert send(client, address, answer="change", message="A word").status_code == 200


def test_what_was_typed_is_given_back(client, organisation):
    html = send(
        client,
        link_to(organisation),
        answer="confirm",
        until=LONG_AGO,
        role="a<b",
        message="<i>one\ntwo",
        photographs="on",
    ).content.decode()
    assert 'value="a&lt;b"' in html
    assert f'value="{LONG_AGO}"' in html
    assert "\n&lt;i&gt;one\ntwo</textarea>" in html
    assert 'id="id_photographs" checked' in html
    assert 'id="id_exports" checked' not in html
    assert 'id="id_answer_confirm" checked' in html


def test_what_belongs_to_another_answer_is_not_looked_at(client, organisation):
    values = {"until": "soon", "role": "a@b.invalid", "level": "nothing"}
    response = send(client, link_to(organisation), answer="withdraw", **values)
    assert Page(response).h1() == ["It is done"]
    assert ConsentAnswer.objects.get().role == ""


def test_lines_are_counted_as_browsers_count_them(client, organisation):
    words = "\r\n".join(["w" * 99] * 20)
    assert len(words.replace("\r\n", "\n")) == 1999
    assert Page(send(client, link_to(organisation), answer="change", message=words)).h1() == ["Thank you"]


def test_other_methods_are_refused(client, organisation):
    address = link_to(organisation)
    for method in (client.put, client.delete, client.patch):
        assert method(address).status_code == 405
    assert not ConsentAnswer.objects.exists()


def test_an_answer_that_comes_a_moment_after_another_finds_the_link_closed(client, organisation):
    address = link_to(organisation)
    answer(ConsentLink.objects.get(), Reply(Answer.CHANGE, message="A word"))
    assert send(client, address, answer="withdraw").status_code == 410
