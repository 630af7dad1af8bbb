"""Which addresses are due, what is kept of their answers, and the command, which is off unless it was turned on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from publishing.editing.link_checks.asking import Answer
from publishing.editing.link_checks.checks import due, note, spread
from publishing.models import Edition, LinkCheck
from publishing.safety.publication import publish, withdraw
from tests.factories import cite, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")

Outcome = LinkCheck.Outcome
URL = "https://example.org/report"
MONDAY = datetime(2026, 6, 1, 12, tzinfo=UTC)
GONE = Answer(Outcome.GONE, 404)
FINE = Answer(Outcome.FINE, 200)


def asked(url, days=0):
    return note(url, FINE, MONDAY + timedelta(days=days))


def cited(url, **facts):
    practice = make_practice(published=False, **facts)
    cite(practice, url=url)
    return practice


def dead():
    return list(LinkCheck.objects.dead().values_list("url", flat=True))


def test_an_address_is_dead_after_three_days_in_a_row():
    for day in range(3):
        assert dead() == []
        note(URL, GONE, MONDAY + timedelta(days=day))
    assert dead() == [URL]
    assert LinkCheck.objects.get().since == MONDAY


def test_a_day_counts_once_however_often_it_was_asked():
    for hour in range(5):
        check = note(URL, GONE, MONDAY + timedelta(hours=hour))
    assert check.failures == 1


@pytest.mark.parametrize("answer", [FINE, Answer(Outcome.MOVED, 200, "https://example.org/new"),
                                    Answer(Outcome.REFUSED, 403)])  # fmt: skip
def test_any_other_answer_ends_the_row(answer):
    note(URL, GONE, MONDAY)
    note(URL, Answer(Outcome.UNREACHABLE), MONDAY + timedelta(days=1))
    check = note(URL, answer, MONDAY + timedelta(days=2))
    assert (check.failures, check.since, check.outcome) == (0, None, answer.outcome)
    assert note(URL, GONE, MONDAY + timedelta(days=3)).failures == 1


def test_an_address_is_asked_while_public_pages_show_it():
    practice = cited(URL)
    assert due(10) == []
    publish(practice)
    assert due(10) == [URL]
    asked(URL)
    withdraw(practice)
    assert due(10) == []
    assert not LinkCheck.objects.exists()


def test_a_careful_organisation_is_never_asked():
    make_organisation(website="https://open.example.org/")
    make_organisation(website="https://careful.example.org/", level="anonymised")
    make_organisation(website="https://draft.example.org/", published=False)
    assert due(10) == ["https://open.example.org/"]


@pytest.mark.parametrize("level", ["generalised", "anonymised"])
def test_the_sources_of_a_careful_entry_are_never_asked(level):
    practice = cited(URL, level=level)
    publish(practice)
    assert Edition.objects.current().get(uid=practice.uid).level == level
    assert due(10) == []


def test_the_new_come_first_then_those_asked_longest_ago():
    for name in "abcd":
        make_organisation(website=f"https://{name}.example.org/")
    asked("https://b.example.org/", days=1)
    asked("https://c.example.org/")
    order = [f"https://{name}.example.org/" for name in "adcb"]
    assert due(10) == order
    assert due(3) == order[:3]


def test_neighbours_are_of_different_hosts():
    urls = ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://c.example/1"]
    assert spread(urls) == [urls[0], urls[2], urls[3], urls[1]]


def test_the_checks_are_off_unless_turned_on(settings):
    assert settings.LINK_CHECKS is False
    make_organisation(website="https://open.example.org/")
    with pytest.raises(CommandError, match="Link checks are off: nothing was asked"):
        call_command("check_links")
    assert not LinkCheck.objects.exists()


def test_the_command_asks_what_is_due_and_says_what_it_found(settings, capsys):
    settings.LINK_CHECKS, settings.LINK_CHECK_CONTACT = True, "https://example.org/about/"
    make_organisation(website="http://127.0.0.1/")  # refused before anything is sent
    call_command("check_links")
    assert capsys.readouterr().out == ("1 addresses asked: 0 fine, 0 moved, 0 gone, 0 refused, 1 unreachable.\n")
    assert LinkCheck.objects.get().failures == 1


def test_no_more_than_asked_for(settings, capsys):
    settings.LINK_CHECKS, settings.LINK_CHECK_CONTACT = True, "https://example.org/about/"
    for number in range(3):
        make_organisation(website=f"http://127.0.0.{number + 1}/")
    call_command("check_links", most=2)
    assert LinkCheck.objects.count() == 2
