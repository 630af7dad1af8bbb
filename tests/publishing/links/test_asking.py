"""Asking a real site: by its rules, slowly, with little of its work, and what its answers mean."""

import pytest

from publishing.editing.link_checks.asking import Answer, Asker, Pace
from publishing.models import LinkCheck
from tests.publishing.links.conftest import AGENT
from tests.publishing.links.site import HERE

Outcome = LinkCheck.Outcome


def test_a_page_is_asked_by_head_alone_under_our_name(site, asker):
    site.pages["/report"] = (200, {})
    assert asker.ask(site.url("/report")) == Answer(Outcome.FINE, 200)
    assert site.questions() == [("HEAD", "/report")]
    assert {headers["User-Agent"] for *_, headers in site.asked} == {AGENT}


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_a_server_that_takes_no_head_is_asked_for_the_first_bytes(site, asker, status):
    site.pages |= {("HEAD", "/report"): (status, {}), ("GET", "/report"): (206, {})}
    assert asker.ask(site.url("/report")) == Answer(Outcome.FINE, 206)
    assert site.questions() == [("HEAD", "/report"), ("GET", "/report")]
    assert site.asked[-1][2]["Range"] == "bytes=0-1023"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.FINE),
        (304, Outcome.FINE),
        (416, Outcome.FINE),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (429, Outcome.REFUSED),
        (451, Outcome.REFUSED),
        (500, Outcome.UNREACHABLE),
        (503, Outcome.UNREACHABLE),
    ],
)
def test_what_an_answer_means(site, asker, status, outcome):
    site.pages["/report"] = (status, {})
    assert asker.ask(site.url("/report")) == Answer(outcome, status)


@pytest.mark.parametrize("status", [301, 308])
def test_what_moved_for_good_is_followed_and_says_where_to(site, asker, status):
    site.pages |= {"/old": (status, {"Location": "/new"}), "/new": (200, {})}
    assert asker.ask(site.url("/old")) == Answer(Outcome.MOVED, 200, site.url("/new"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_what_moved_for_now_is_fine_where_it_is(site, asker, status):
    site.pages |= {"/old": (status, {"Location": "/new"}), "/new": (200, {})}
    assert asker.ask(site.url("/old")) == Answer(Outcome.FINE, 200)


def test_only_the_steps_before_a_passing_one_are_for_good(site, asker):
    site.pages |= {"/a": (301, {"Location": "/b"}), "/b": (302, {"Location": "/c"}), "/c": (200, {})}
    assert asker.ask(site.url("/a")) == Answer(Outcome.MOVED, 200, site.url("/b"))


def test_what_moved_to_nothing_is_gone(site, asker):
    site.pages["/old"] = (301, {"Location": "/nothing"})
    assert asker.ask(site.url("/old")) == Answer(Outcome.GONE, 404)


def test_a_circle_is_left_after_five_steps(site, asker):
    site.pages["/round"] = (302, {"Location": "/round"})
    assert asker.ask(site.url("/round")) == Answer(Outcome.UNREACHABLE, 302)
    assert len(site.questions()) == 6


def test_what_was_seen_is_asked_for_by_its_name(site, asker):
    site.pages["/report"] = (200, {"ETag": '"v1"'})
    answer = asker.ask(site.url("/report"))
    assert answer.etag == '"v1"'
    asker.ask(site.url("/report"), answer.etag)
    assert site.asked[-1][2]["If-None-Match"] == '"v1"'


@pytest.mark.parametrize("etag", ["v1", '"a" b', '"' + "x" * 300 + '"'])
def test_a_name_that_can_not_be_sent_back_is_forgotten(site, asker, etag):
    site.pages["/report"] = (200, {"ETag": etag})
    assert asker.ask(site.url("/report")).etag == ""


def test_no_cookie_is_sent_back(site, asker):
    site.pages["/report"] = (200, {"Set-Cookie": "seen=1"})
    asker.ask(site.url("/report"))
    asker.ask(site.url("/report"))
    assert not any("Cookie" in headers for *_, headers in site.asked)


def test_where_robots_forbid_nothing_is_asked(site, asker):
    site.robots = "User-agent: *\nDisallow: /private/"
    site.pages |= {"/private/report": (200, {}), "/report": (200, {})}
    assert asker.ask(site.url("/private/report")) == Answer(Outcome.REFUSED)
    assert site.questions() == []
    assert asker.ask(site.url("/report")) == Answer(Outcome.FINE, 200)


def test_robots_rules_for_our_name_count(site, asker):
    site.robots = "User-agent: Test-link-check\nDisallow: /\n\nUser-agent: *\nAllow: /"
    site.pages["/report"] = (200, {})
    assert asker.ask(site.url("/report")) == Answer(Outcome.REFUSED)


def test_robots_are_read_once_a_site(site, asker):
    for path in ("/a", "/b"):
        asker.ask(site.url(path))
    assert [path for _method, path, _headers in site.asked].count("/robots.txt") == 1


def test_while_robots_can_not_be_read_nothing_is_asked(site, asker):
    site.pages |= {"/robots.txt": (503, {}), "/report": (200, {})}
    assert asker.ask(site.url("/report")) == Answer(Outcome.REFUSED)
    assert site.questions() == []


def test_a_redirect_into_what_robots_forbid_is_not_followed(site, asker):
    site.robots = "User-agent: *\nDisallow: /private/"
    site.pages |= {"/old": (301, {"Location": "/private/new"}), "/private/new": (200, {})}
    assert asker.ask(site.url("/old")) == Answer(Outcome.REFUSED)
    assert site.questions() == [("HEAD", "/old")]


def test_five_seconds_lie_between_two_questions_to_a_host(site, clock, asker):
    site.pages |= {"/a": (200, {}), "/b": (200, {})}
    asker.ask(site.url("/a"))
    clock.seconds += 2
    asker.ask(site.url("/b"))
    # After robots.txt, and after what the clock has left of the five.
    assert clock.slept == [5.0, 3.0]


def test_a_site_that_wants_longer_pauses_gets_them(site, clock, asker):
    site.robots = "User-agent: *\nCrawl-delay: 20"
    site.pages["/a"] = (200, {})
    asker.ask(site.url("/a"))
    assert clock.slept == [20.0]


def test_a_site_that_wants_pauses_of_minutes_is_left_alone(site, asker):
    site.robots = "User-agent: *\nCrawl-delay: 600"
    assert asker.ask(site.url("/a")) == Answer(Outcome.REFUSED)
    assert site.questions() == []


def test_another_host_does_not_wait(site, clock, asker):
    for host in (HERE, "localhost"):
        site.pages["/a"] = (200, {})
        asker.ask(site.url("/a", host))
    assert clock.slept == [5.0, 5.0]  # each for its own robots.txt


def test_a_server_that_closes_the_door_does_not_answer(clock):
    with Asker(AGENT, allowed=lambda *_: True, pace=Pace(now=clock.now, sleep=clock.sleep)) as asker:
        assert asker.ask("http://127.0.0.1:1/") == Answer(Outcome.UNREACHABLE)


@pytest.mark.parametrize(
    "url",
    ["", "no address", "http://", "http://[::1", "mailto:a@example.org", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/",
     "http://127.0.0.1:99999/", "http://\x00/", "file:///etc/hosts", "http://" + "a" * 300 + ".invalid/"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_never_an_error(asker, url):
    assert asker.ask(url) == Answer(Outcome.UNREACHABLE)
