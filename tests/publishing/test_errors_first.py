"""What is wrong in what an editor sent is read first, and a form that is sent leads to the top of what comes."""

import pytest
from django.contrib.auth import get_user_model

from practices.models import Practice
from publishing.models import Consent
from tests.admin_forms import add_row, fields
from tests.factories import make_practice
from tests.pages import Page
from tests.publishing.test_admin_history import page_of

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def amina(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


def test_the_errors_of_a_form_stand_once_above_its_panels(amina):
    practice = make_practice("Evening football")
    Consent.objects.create(entry=practice, basis="source")
    typed = fields(amina.get(page_of(practice))) | {"consents-0-until": "soon", "start_year": "2020", "end_year": "19"}
    page = Page(amina.post(page_of(practice), typed))
    summary, _, rest = page.main.partition("Never published" if "Never published" in page.main else "Edition 1")
    assert "Please correct the errors below." in summary
    assert "Until: Enter a valid date." in summary
    assert "#id_consents-0-until" in page.links
    assert "Please correct" not in rest
    assert page.title.startswith("Error:")
    assert "tabindex" in dict(next(attrs for _tag, attrs in page.tags if "data-first" in attrs))
    assert Practice.objects.get().end_year is None


def test_what_is_wrong_with_rows_together_leads_to_the_row(amina):
    practice = make_practice("Evening football")
    typed = fields(amina.get(page_of(practice)))
    add_row(typed, "texts", language="en", origin="human", title="Football", summary="They play.")
    page = Page(amina.post(page_of(practice), typed))
    assert "#texts-1" in page.links
    assert [attrs for _tag, attrs in page.tags if attrs.get("id") == "texts-1"]


def test_what_is_right_has_no_summary(amina):
    page = Page(amina.get(page_of(make_practice("Evening football"))))
    assert [attrs for _tag, attrs in page.tags if "data-first" in attrs] == []
    assert "Error" not in page.title


@pytest.mark.parametrize("name", ["change", "submit", "publish", "restrict", "give_back"])
def test_a_form_is_sent_to_its_address_without_a_fragment(name, amina):
    practice = make_practice("Evening football", published=False)
    Practice.objects.filter(pk=practice.pk).update(state="review")
    address = f"{page_of(practice, name)}?_changelist_filters=level%3Dopen"
    actions = [attrs.get("action") for tag, attrs in Page(amina.get(address)).tags if tag == "form"]
    assert address in actions
