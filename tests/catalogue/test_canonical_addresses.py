"""Every public page has one address; all other ways to write it lead there."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.public_page import NOT_KEPT, canonical
from gsx_site import views
from tests.factories import make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


@pytest.mark.parametrize(
    ("asked", "canonical_address"),
    [
        ("/practices/?theme=x&place=KE", "/practices/?place=KE&theme=x"),
        ("/practices/?place=KE&place=BD", "/practices/?place=BD&place=KE"),
        ("/practices/?place=KE&place=KE", "/practices/?place=KE"),
        ("/practices/?place=&sort=", "/practices/"),
        ("/practices/?place=%20", "/practices/"),
        ("/practices/?place", "/practices/"),
        ("/practices/?&", "/practices/"),
        ("/practices/?q=a%20b", "/practices/?q=a+b"),
        ("/practices/?q=%c3%a9", "/practices/?q=%C3%A9"),
        ("/practices/?q=//evil.example/", "/practices/?q=%2F%2Fevil.example%2F"),
        ("/?b=1&a=1", "/?a=1&b=1"),
        ("/places/KE/?b=1&a=1", "/places/KE/?a=1&b=1"),
        ("/about/?b=1&a=1", "/about/?a=1&b=1"),
    ],
)
def test_another_way_to_write_an_address_leads_to_the_one(client, asked, canonical_address):
    for method in (client.get, client.head):
        response = method(asked)
        assert (response.status_code, response.headers["Location"]) == (301, canonical_address)
        assert response.headers["Cache-Control"] == NOT_KEPT
    assert client.get(canonical_address).status_code == 200


def test_the_admin_keeps_its_own_addresses(client):
    assert client.get("/admin/login/?next=/admin/&a=").url == "/account/sign-in/?next=%2Fadmin%2F"
    assert client.get("/account/sign-in/?next=/admin/&a=").status_code == 200


def test_an_address_never_leads_to_another_host(rf):
    request = rf.get("/", query_params={"b": "1", "a": "1"})
    request.path = "//evil.example/"
    response = views.home(request)
    assert response.headers["Location"] == "/%2Fevil.example/?a=1&b=1"


@given(st.binary(max_size=80))
def test_the_canonical_form_of_any_bytes_is_its_own(raw):
    once = canonical(QueryDict(raw))
    assert canonical(QueryDict(once)) == once
    assert once.isascii()


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=8), st.randoms())
def test_the_canonical_form_has_every_pair_once_in_whatever_order_they_came(pairs, random):
    parameters, shuffled = QueryDict(mutable=True), QueryDict(mutable=True)
    again = [*pairs, *pairs]
    random.shuffle(again)
    for name, value in pairs:
        parameters.appendlist(name, value)
    for name, value in again:
        shuffled.appendlist(name, value)
    query = canonical(parameters)
    assert query == canonical(shuffled)
    read = [(name, value) for name, values in QueryDict(query).lists() for value in values]
    assert sorted(read) == sorted({(name, value) for name, value in pairs if value.strip()})


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_any_bytes_lead_to_a_page_in_one_step(client, raw):
    response = client.generic("GET", "/themes/", QUERY_STRING=raw.decode("latin-1"))
    if response.status_code == 301:
        response = client.get(response.headers["Location"])
    assert response.status_code == 200


def test_the_lists_own_links_are_canonical(client):
    for _ in range(21):
        make_practice(countries=["KE", "BD"], themes=["sport-arts-culture"])
    address = "/practices/?place=BD&place=KE&sort=title&theme=sport-arts-culture"
    listing = client.get(address).context["listing"]
    toggles = [facet.toggle_url(value) for facet in listing.facets for value in facet.values]
    links = toggles + [pill["remove_url"] for pill in listing.pills]
    links += [listing.pages["next_url"], listing.clear_url]
    assert len(links) > 50
    for link in links:
        query = link.partition("?")[2]
        assert canonical(QueryDict(query)) == query


@pytest.mark.parametrize(
    ("address", "indexed"),
    [
        ("/practices/", True),
        ("/practices/?place=KE&theme=sport-arts-culture", True),
        ("/practices/?group=women&place=KE&theme=sport-arts-culture", False),
        ("/practices/?place=BD&place=KE&place=NP", False),
        ("/practices/?q=football", False),
    ],
)
def test_search_engines_are_asked_to_leave_out_lists_with_many_choices_and_searches(client, address, indexed):
    robots = [attrs["content"] for tag, attrs in get(client, address).tags if attrs.get("name") == "robots"]
    assert robots == ([] if indexed else ["noindex"])
