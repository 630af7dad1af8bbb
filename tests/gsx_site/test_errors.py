"""Pages for when something goes wrong."""

import pytest
from django.test import Client

import gsx_site.urls  # noqa: F401 - the addresses are made of the kinds, once: before one of them is taken away here
from catalogue import kinds
from tests.pages import Page, get


def test_a_fault_of_ours_gives_a_page_that_needs_nothing_else(db, client, monkeypatch):
    monkeypatch.delitem(kinds.KINDS, "practice")
    response = Client(raise_request_exception=False).get("/practices/")
    page = Page(response)
    assert response.status_code == 500
    assert page.h1() == ["Something went wrong on our side"]
    assert page.links == ["/"]
    assert "KeyError" not in page.words


@pytest.mark.usefixtures("world")
def test_a_fault_of_ours_in_the_api_is_a_problem_document(monkeypatch):
    monkeypatch.delitem(kinds.KINDS, "practice")
    response = Client(raise_request_exception=False).get("/api/v1/practices")
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/problem+json")
    assert response.json() == {"title": "Internal Server Error", "status": 500, "detail": "This is a fault of ours."}
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_request_for_another_host_is_refused_in_words(db, client):
    response = client.get("/", headers={"host": "elsewhere.invalid"})
    assert response.status_code == 400
    assert Page(response).h1() == ["This request could not be read"]


def test_a_form_without_its_token_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "amina"})
    assert response.status_code == 403
    assert Page(response).h1() == ["This request could not be read"]


@pytest.mark.usefixtures("world")
def test_an_address_without_its_last_slash_leads_to_the_page(client):
    response = client.get("/practices")
    assert (response.status_code, response.headers["Location"]) == (301, "/practices/")
    assert get(client, "/no/such/page/", 404).h1() == ["There is nothing at this address"]
