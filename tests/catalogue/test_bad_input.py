"""Any query string gives a page; what it does not know is left out and named."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.factories import make_practice
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")
LISTS = ["/practices/", "/networks/", "/organisations/"]


@pytest.fixture
def practice(world):
    return make_practice("Evening football", themes=["sport-arts-culture"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("place=ZZ", "Place has no such value, so it was left out: “ZZ”."),
        ("theme=nope&theme=sport-arts-culture", "Theme has no such value, so it was left out: “nope”."),
        ("colour=red", "Not known here and left out: “colour”."),
        ("sort=random", "There is no order “random”; this is the usual one."),
        ("page=0", "There is no page “0”; this is page 1 of 1."),
        ("page=-1", "There is no page “-1”; this is page 1 of 1."),
        ("page=9999999", "There is no page “9999999”; this is page 1 of 1."),
        ("page=x", "There is no page “x”; this is page 1 of 1."),
        ("page=%D9%A1", "There is no page “١”; this is page 1 of 1."),
        ("page=" + "9" * 5000, f"There is no page “{'9' * 40}…”; this is page 1 of 1."),
        ("theme=" + "a" * 10_000, f"Theme has no such value, so it was left out: “{'a' * 40}…”."),
        ("place=%00", "Place has no such value, so it was left out: “�”."),
        ("place=%ff%fe", "Place has no such value, so it was left out: “��”."),
        ("%00=1", "Not known here and left out: “�”."),
        ("place=%3Cscript%3E", "Place has no such value, so it was left out: “<script>”."),
    ],
)
def test_what_is_not_known_is_left_out_and_named(practice, client, query, said):
    page = Page(client.get(f"/practices/?{query}", follow=True))
    assert said in page.main
    assert "1 practice" in page.main
    assert "Evening football" in page.main


def test_the_rest_of_a_query_still_filters(practice, client):
    make_practice("Morning chess")
    page = get(client, "/practices/?colour=red&theme=nope&theme=sport-arts-culture")
    assert "Evening football" in page.main
    assert "Morning chess" not in page.main


def test_500_repeated_parameters_are_one_choice(practice, client):
    page = Page(client.get("/practices/?" + "&".join(["theme=sport-arts-culture"] * 500), follow=True))
    assert "Evening football" in page.main
    page = Page(client.get("/practices/?" + "&".join(f"theme=no{n}" for n in range(500)), follow=True))
    assert "“no0”, “no1”, “no10”, “no100”, “no101” and 495 more" in page.main


def test_more_parameters_than_django_reads_are_refused_in_words(practice, client):
    page = get(client, "/practices/?" + "&".join(["theme=x"] * 1001), status=400)
    assert page.h1() == ["This request could not be read"]


@pytest.mark.parametrize("value", ["ke", "Ke", "KEN", "ken", "404"])
def test_a_country_is_known_by_its_other_codes_in_any_case(practice, client, value):
    for address in ("/practices/?place={}", "/fr/practices.csv?place={}", "/api/v1/practices?place={}", "/places/{}/"):
        response = client.get(address.format(value))
        assert (response.status_code, response.headers["Location"]) == (301, address.format("KE")), address
        assert client.get(response.headers["Location"]).status_code == 200


def test_the_number_of_a_region_is_known_without_zeros_and_that_of_the_world_is_no_place(practice, client):
    assert client.get("/practices/?place=14&place=KE").headers["Location"] == "/practices/?place=014&place=KE"
    for value in ("1", "001", "9999", "K"):
        assert "left out" in get(client, f"/practices/?place={value}").main


@pytest.mark.parametrize("address", ["/practices/%00/", "/practices/%ff/", "/places/%F0%9F%8E%93/", "/themes/x%00y/"])
def test_an_address_that_never_was_is_not_found(practice, client, address):
    assert get(client, address, status=404).h1() == ["There is nothing at this address"]


names = st.sampled_from(["place", "theme", "page", "sort", "women_led", "network", "organisation", "kind", "language"])
queries = st.lists(st.tuples(names | st.text(max_size=8), st.text(max_size=30)), max_size=8)


@hypothesis_settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(LISTS), queries)
def test_any_query_gives_a_page(practice, client, address, query):
    pairs = [(name, value.encode("utf-8", "replace")) for name, value in query]
    response = client.get(address, query_params=pairs, follow=True)
    assert response.status_code == 200


@hypothesis_settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(LISTS), st.binary(max_size=60))
def test_any_bytes_as_a_query_give_a_page(practice, client, address, raw):
    response = client.generic("GET", address, QUERY_STRING=raw.decode("latin-1"))
    if response.status_code == 301:
        response = client.get(response.headers["Location"])
    assert response.status_code == 200
