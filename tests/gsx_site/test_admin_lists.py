"""Lists of the admin look up what their own filters offer, and nothing else."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import SignInEvent
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.usefixtures("world")

LISTS = sorted(
    reverse(f"admin:{one._meta.app_label}_{one._meta.model_name}_changelist") for one in admin.site._registry
)
EVENTS = reverse("admin:accounts_signinevent_changelist")


def offered(response):
    """The queries that the links of a list lead to: filters, orders, days."""
    return sorted({unescape(query) for query in re.findall(r'href="\?([^"]+)"', response.content.decode())})


def test_the_box_above_the_menu_says_that_it_filters_the_menu(admin_client):
    [box] = [attrs for _tag, attrs in Page(admin_client.get(LISTS[0])).tags if attrs.get("id") == "nav-filter"]
    assert (box["placeholder"], box["aria-label"]) == ("Filter this menu", "Filter this menu")


def test_whatever_a_list_offers_it_answers(admin_client, admin_user):
    factories.make_practice("Evening football", lead=factories.make_organisation())
    SignInEvent.objects.note(SignInEvent.What.SIGNED_IN, admin_user)
    links = [(address, query) for address in LISTS for query in offered(admin_client.get(address))]
    assert {address for address, _query in links} >= {EVENTS, "/admin/practices/practice/", "/admin/auth/user/"}
    for address, query in links:
        assert admin_client.get(address, QUERY_STRING=query).status_code == 200, (address, query)


@pytest.mark.parametrize("query", ["pk__range=1", "pk__regex=(", "id__in=" + "9" * 30, "pk=1", "no_such_field=1"])
def test_a_filter_that_a_list_does_not_have_is_refused_in_words(admin_client, query):
    """Each of them broke a list, or was passed over, as long as Django looked up through any field."""
    for address in LISTS:
        response = admin_client.get(address, QUERY_STRING=query)
        assert response.status_code == 400, address
        assert Page(response).h1() == ["This request could not be read"]


@pytest.mark.parametrize("year", ["9" * 30, "9999", "0", "-1"])
def test_a_year_that_no_calendar_has_is_refused_too(admin_client, year):
    assert admin_client.get(EVENTS, {"at__year": year}).status_code == 400


def test_days_can_be_gone_down_to(admin_client, admin_user):
    SignInEvent.objects.note(SignInEvent.What.SIGNED_IN, admin_user)
    at = SignInEvent.objects.latest("at").at
    for day, found in ((at.day, True), (at.day % 28 + 1, False)):
        response = admin_client.get(EVENTS, {"at__year": at.year, "at__month": at.month, "at__day": day})
        assert (admin_user in [event.by for event in response.context["cl"].result_list]) == found
