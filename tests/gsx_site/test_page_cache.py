"""The page cache in front of Django: what it keeps, for how long, and for whom."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from catalogue.public_page import KEPT, NOT_KEPT
from gsx_site.page_cache import PageCache, PageStore
from networks.models import Organisation
from places.levels import Level
from publishing.models import Generation
from publishing.safety.publication import publish, withdraw
from tests.factories import make_organisation, make_practice
from tests.wsgi import Clock, ask, in_one_transaction  # noqa: F401

pytestmark = pytest.mark.usefixtures("world", "in_one_transaction")
BROWSER = "gzip, deflate, br"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site(clock):
    return PageCache(WSGIHandler(), megabytes=8, clock=clock)


@pytest.fixture
def practice(world):
    return make_practice("Evening football", slug="evening-football", themes=["sport-arts-culture"])


def queries_of(site, address, **headers):
    """(answer, number of queries) of a request."""
    with CaptureQueriesContext(connection) as queries:
        answer = ask(site, address, **headers)
    return answer, len(queries)


def is_kept(site, address, **headers):
    """Whether asking for `address` twice in a row is served the second time without a query and without Django."""
    ask(site, address, **headers)
    before = site._application
    site._application = None
    try:
        ask(site, address, **headers)
    except TypeError:
        return False
    finally:
        site._application = before
    return True


# --- keeping


def test_a_page_is_made_once(site, practice):
    first, of_first = queries_of(site, "/practices/")
    second, of_second = queries_of(site, "/practices/")
    assert (first.status, of_second) == (200, 0)
    assert of_first >= 3  # the generation for the cache, the one for the catalogue, the cards
    assert (second.status, second.headers, second.body) == (first.status, first.headers, first.body)
    assert "Evening football" in second.text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/about/",
        "/practices/",
        "/practices/?place=KE&theme=sport-arts-culture",
        "/practices/?sort=title",
        "/practices/evening-football/",
        "/practices/evening-football/editions/",
        "/practices/evening-football/editions/1/",
        "/places/",
        "/places/KE/",
        "/themes/",
        "/themes/sport-arts-culture/",
        "/recommendations/",
    ],
)
def test_every_kind_of_page_is_kept(site, practice, address):
    assert ask(site, address).headers["cache-control"] == KEPT
    assert is_kept(site, address)


@pytest.mark.parametrize(
    "address",
    [
        "/practices/?q=football",
        "/practices/?colour=blue",
        "/practices/?page=1",
        "/practices/?page=99",
        "/practices/?sort=fullest",
        "/practices/?theme=no-such-theme",
        "/practices/evening-football/?lang=xx",
        "/practices/evening-football/?lang=en",
        "/practices/evening-football/?a=1",
        "/?a=1",
        "/about/?a=1",
        "/places/KE/?a=1",
    ],
)
def test_a_page_at_an_address_that_the_site_does_not_write_is_not_kept(site, practice, address):
    answer = ask(site, address)
    assert (answer.status, answer.headers["cache-control"]) == (200, NOT_KEPT)
    assert not is_kept(site, address)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere/", 404),
        ("/practices/withdrawn-work/", 404),
        ("/practices", 301),
        ("/practices/?theme=", 301),
        ("/account/sign-in/", 200),
        ("/admin/", 302),
    ],
)
def test_other_replies_are_not_kept(site, practice, address, status):
    withdraw(make_practice("Withdrawn work", slug="withdrawn-work"))
    assert ask(site, address).status == status
    assert not is_kept(site, address)


def test_static_files_go_past_the_cache_as_they_are(site, world):
    from django.contrib.staticfiles.storage import staticfiles_storage

    address = staticfiles_storage.url("css/site.css")
    answer = ask(site, address, accept_encoding=BROWSER)
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "br"
    assert ask(site, address, if_none_match=answer.headers.get("etag", '"x"')).status in (200, 304)
    assert not is_kept(site, address)


def test_hosts_are_kept_apart_and_only_as_they_are_usually_written(site, practice, settings):
    settings.ALLOWED_HOSTS = ["one.example", "other.example"]
    address = "/practices/evening-football/"
    assert "http://one.example/practices" in ask(site, address, host="one.example").text
    assert "http://other.example/practices" in ask(site, address, host="other.example").text
    assert is_kept(site, address, host="one.example")
    assert not is_kept(site, address, host="One.Example")
    assert ask(site, address, host="third.example").status == 400


def test_pages_over_https_are_kept_apart(practice, clock, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    site = PageCache(WSGIHandler(), megabytes=8, clock=clock)
    assert ask(site, "/about/", x_forwarded_proto="https").status == 200
    assert is_kept(site, "/about/", x_forwarded_proto="https")
    assert ask(site, "/about/", x_forwarded_proto="http").status == 301
    assert ask(site, "/about/").status == 301


# --- for whom


def test_whoever_is_signed_in_goes_past_the_cache(site, practice, client, django_user_model, clock):
    client.force_login(django_user_model.objects.create_superuser("amina", "", "pass"))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    assert not is_kept(site, "/practices/", cookie=cookie)
    ask(site, "/practices/")
    assert not is_kept(site, "/practices/", cookie=cookie)
    practice.texts.update(title="Morning chess")
    publish(practice)
    assert "Morning chess" in ask(site, "/practices/", cookie=cookie).text
    answer = ask(site, "/admin/", cookie=cookie, accept_encoding=BROWSER)
    assert answer.status == 200
    assert "content-encoding" not in answer.headers


def test_a_cookie_of_somebody_else_changes_nothing(site, practice):
    ask(site, "/practices/")
    assert is_kept(site, "/practices/", cookie="of-the-proxy=1")


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Language"},
        {"Cache-Control": "public, no-store"},
        {"Cache-Control": "private"},
        {"Cache-Control": "no-cache"},
        {"Content-Encoding": "gzip"},
    ],
)
def test_a_reply_for_one_reader_is_not_kept_whatever_else_it_says(clock, headers):
    def application(environ, start_response):
        response = HttpResponse(b"for you", headers={"Cache-Control": "public"} | headers)
        start_response("200 OK", list(response.items()))
        return response

    assert not is_kept(PageCache(application, megabytes=8, clock=clock), "/")


def test_only_reading_is_answered_from_the_cache(site, practice):
    ask(site, "/practices/")
    assert ask(site, "/practices/", "POST").status == 403
    head, queries = queries_of(site, "/practices/", method="HEAD", accept_encoding=BROWSER)
    page = ask(site, "/practices/", accept_encoding=BROWSER)
    assert (head.status, head.headers, head.body, queries) == (200, page.headers, b"", 0)


def test_head_alone_keeps_nothing(site, practice):
    assert ask(site, "/practices/", "HEAD").status == 200
    assert "Evening football" in ask(site, "/practices/").text


# --- encodings and tags


@pytest.mark.parametrize("address", ["/practices/", "/practices/?q=football", "/nowhere/"])
@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_page_is_the_same_in_every_encoding(site, practice, address, coding):
    answer = ask(site, address, accept_encoding=coding)
    assert answer.headers.get("content-encoding", "identity") == coding
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == ask(WSGIHandler(), address).content


def test_every_header_of_django_stays(site, practice):
    django = ask(WSGIHandler(), "/practices/").headers
    for answer in (ask(site, "/practices/"), ask(site, "/practices/")):
        assert django.items() <= answer.headers.items()
        assert answer.headers.keys() - django.keys() == {"etag", "vary"}


def test_an_unchanged_page_is_not_sent_again(site, practice):
    page = ask(site, "/practices/", accept_encoding=BROWSER)
    tag = page.headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"a,b",{tag}', "*"):
        answer = ask(site, "/practices/", accept_encoding=BROWSER, if_none_match=known)
        assert (answer.status, answer.body) == (304, b""), known
        left_out = {"content-type", "content-length", "content-encoding"}
        assert answer.headers == {name: page.headers[name] for name in page.headers if name not in left_out}
    for unknown in ("", '"other"', tag.replace('"', "")):
        assert ask(site, "/practices/", if_none_match=unknown).status == 200, unknown


def test_a_page_that_a_publication_did_not_change_is_not_sent_again(site, practice, clock):
    about, entries = (ask(site, address).headers["etag"] for address in ("/about/", "/practices/"))
    practice.texts.update(title="Morning chess")
    publish(practice)
    clock.tick(1)
    assert ask(site, "/about/", if_none_match=about).status == 304
    assert ask(site, "/practices/", if_none_match=entries).status == 200


def test_a_page_under_another_policy_is_another_page(practice, clock, settings):
    tag = ask(PageCache(WSGIHandler(), megabytes=8, clock=clock), "/about/").headers["etag"]
    settings.X_FRAME_OPTIONS = "SAMEORIGIN"
    assert ask(PageCache(WSGIHandler(), megabytes=8, clock=clock), "/about/").headers["etag"] != tag


# --- freshness


def test_a_publication_is_seen_within_a_second_and_then_at_once(site, practice, clock):
    assert "Evening football" in ask(site, "/practices/").text
    practice.texts.update(title="Morning chess")
    publish(practice)
    clock.tick(0.5)
    answer = ask(site, "/practices/")
    assert "Morning chess" in answer.text
    assert "Evening football" not in answer.text


def test_the_database_is_asked_for_the_generation_twice_a_second_at_most(site, practice, clock):
    ask(site, "/practices/")
    asked = 0
    for _ in range(100):
        clock.tick(0.0625)
        asked += queries_of(site, "/practices/")[1]
    assert asked == 12  # 6.25 seconds


def test_a_page_that_a_publication_overtook_is_not_kept(practice, clock):
    """The catalogue was read before a name was taken out, and the page was ready after: it must not stay."""
    django = WSGIHandler()
    overtaken = []

    def application(environ, start_response):
        response = django(environ, start_response)
        if not overtaken:
            overtaken.append(True)
            practice.texts.update(title="Morning chess")
            publish(practice)
            clock.tick(1)
            ask(site, "/about/")  # another request sees the new generation first
        return response

    site = PageCache(application, megabytes=8, clock=clock)
    assert "Evening football" in ask(site, "/practices/").text  # it was asked for before the publication
    assert overtaken
    assert "Evening football" not in ask(site, "/practices/").text
    clock.tick(1)
    assert "Evening football" not in ask(site, "/practices/").text


def test_a_page_that_a_publication_overtook_unseen_goes_with_the_next_question(practice, clock):
    django = WSGIHandler()

    def application(environ, start_response):
        response = django(environ, start_response)
        if "Evening football" in response.text:
            practice.texts.update(title="Morning chess")
            publish(practice)
        return response

    site = PageCache(application, megabytes=8, clock=clock)
    ask(site, "/practices/")
    clock.tick(0.5)
    assert "Evening football" not in ask(site, "/practices/").text


def test_pages_of_a_database_that_was_put_back_are_not_those_of_before(site, practice, clock):
    ask(site, "/practices/")
    for mark in ("another", "a third"):
        Generation.objects.update(mark=mark)
        clock.tick(1)
        answer, queries = queries_of(site, "/practices/")
        assert (answer.status, queries > 1) == (200, True)


# --- memory


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5000), st.sampled_from("ppppgn")), max_size=60),
    st.integers(0, 9000),
)
def test_what_is_kept_never_takes_more_than_it_may(steps, limit):
    store = PageStore(limit)
    for name, size, what in steps:
        if what == "n":
            store.next()
        elif what == "g":
            store.get((str(name),))
        else:
            store.put((str(name),), Sized(size), store.turn)
        held = [page.size + len(key[0]) for key, page in store._pages.items()]
        assert store.size == sum(held) <= limit


class Sized:
    def __init__(self, size):
        self.size = size


def test_the_page_that_nobody_read_for_longest_makes_room(world):
    store = PageStore(300)
    for name in "abc":
        store.put((name,), Sized(90), store.turn)
    store.get(("a",))
    store.put(("d",), Sized(90), store.turn)
    assert [name for name in "abcd" if store.get((name,))] == ["a", "c", "d"]


def test_a_cache_of_no_size_keeps_nothing_and_still_compresses(practice, clock):
    site = PageCache(WSGIHandler(), megabytes=0, clock=clock)
    assert not is_kept(site, "/practices/", accept_encoding=BROWSER)
    assert ask(site, "/practices/", accept_encoding=BROWSER).headers["content-encoding"] == "br"


def test_what_is_kept_takes_the_memory_that_is_counted(site, practice):
    """Headers and lists of a page are counted by a constant: it must not be too small."""
    import tracemalloc

    ask(site, "/practices/")
    addresses = [f"/practices/?place={code}" for code in ("KE", "UG", "TZ", "BD", "NP", "JO", "LB", "FI", "CO", "PH")]
    tracemalloc.start()
    try:
        counted, before = site._pages.size, tracemalloc.take_snapshot()
        for address in addresses:
            ask(site, address)
        after = tracemalloc.take_snapshot()
    finally:
        tracemalloc.stop()
    own = [tracemalloc.Filter(True, "*/gsx_site/*"), tracemalloc.Filter(True, "*/http/response.py")]
    taken = sum(one.size_diff for one in after.filter_traces(own).compare_to(before.filter_traces(own), "filename"))
    assert len(site._pages) == 11
    assert 0 < taken <= site._pages.size - counted


def test_clearing_forgets_everything(site, practice):
    ask(site, "/practices/")
    site.clear()
    assert len(site._pages) == 0
    assert queries_of(site, "/practices/")[1] >= 3


# --- safety


def test_an_organisation_that_becomes_more_careful_is_on_no_kept_page(site, clock, world):
    lead = make_organisation("Zornhut Circle", slug="zornhut-circle")
    make_practice("Evening football", slug="evening-football", lead=lead)
    addresses = [
        "/",
        "/organisations/",
        "/organisations/zornhut-circle/",
        "/practices/evening-football/",
        "/practices/",
    ]
    assert any("Zornhut" in ask(site, address).text for address in addresses)
    Organisation.objects.filter(pk=lead.pk).update(level=Level.ANONYMISED)
    publish(lead)
    clock.tick(0.5)
    for address in addresses:
        assert "Zornhut" not in ask(site, address).text, address
