"""No field of an editor's form cuts what is pasted: too much is refused in a sentence, and comes back whole."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from practices.models import Theme
from publishing.models import Source
from tests.admin_forms import fields
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import Page
from tests.publishing.test_admin_history import page_of

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def amina(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


def addresses():
    practice = make_practice("Evening football", published=False)
    for entry in (practice, make_network("Hub"), make_organisation("Riverbank Circle")):
        yield page_of(entry)
    yield from (page_of(practice, name) for name in ("submit", "publish", "restrict"))
    yield reverse("admin:practices_theme_change", args=[Theme.objects.first().pk])
    yield reverse("admin:publishing_source_change", args=[Source.objects.create(slug="report", title="A report").pk])


def test_no_field_of_a_form_is_cut_by_the_browser(amina):
    counted = 0
    for address in addresses():
        boxes = [attrs for tag, attrs in Page(amina.get(address)).tags if tag in ("input", "textarea")]
        assert [attrs["name"] for attrs in boxes if "maxlength" in attrs] == [], address
        counted += sum("data-most" in attrs for attrs in boxes)
    assert counted > 50


def test_a_title_that_is_too_long_is_refused_with_its_length_and_comes_back_whole(amina):
    practice = make_practice("Evening football")
    typed = fields(amina.get(page_of(practice))) | {"texts-0-title": "a" * 416}
    response = amina.post(page_of(practice), typed)
    assert "Ensure this value has at most 120 characters (it has 416)." in Page(response).words
    assert fields(response)["texts-0-title"] == ["a" * 416]
    assert practice.texts.get().title == "Evening football"
