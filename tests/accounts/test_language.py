"""The language of the pages of the staff: the account's choice, and until then the browser's."""

from datetime import date

import pytest
from django.conf import settings
from django.forms import DateField
from django.test import Client
from django.utils.translation import override

from accounts.leaving import deactivate
from accounts.models import LanguageChoice
from catalogue.languages import codes
from gsx_site import translations
from tests.factories import make_practice
from tests.furniture import Furniture, Sentences
from tests.pages import Page
from tests.staff import StaffClient, make_staff, sign_in

pytestmark = pytest.mark.django_db
CHOICE = "/account/language/"
OF_DJANGO = {"Search"}  # what its own templates say in English everywhere


def language_at(browser, address="/account/", **headers):
    html = next(attrs for tag, attrs in Page(browser.get(address, follow=True, headers=headers)).tags if tag == "html")
    return html["lang"], html["dir"]


@pytest.fixture
def amina(db):
    return make_staff()


@pytest.fixture
def browser(amina):
    browser = StaffClient()
    browser.force_login(amina)
    return browser


def test_the_choice_is_kept_by_the_account_and_counts_in_its_next_session(amina):
    phone, laptop = Client(), Client()
    sign_in(phone, steps=-1)
    assert language_at(phone) == ("en-gb", "ltr")
    page = Page(phone.post(CHOICE, {"language": "ar"}, follow=True))
    assert "من الآن" in page.main
    assert [attrs["value"] for tag, attrs in page.tags if tag == "option" and "selected" in attrs] == ["ar"]
    assert language_at(phone, "/admin/") == language_at(phone) == ("ar", "rtl")
    sign_in(laptop)
    assert language_at(laptop, "/admin/", accept_language="fr") == ("ar", "rtl")


def test_until_one_chooses_it_is_the_first_that_the_browser_asks_for(client, browser):
    assert language_at(client, "/account/sign-in/", accept_language="so, ar-LY;q=0.9, fr;q=0.8") == ("ar", "rtl")
    assert language_at(client, "/account/sign-in/", accept_language="so") == ("en-gb", "ltr")
    assert language_at(browser, "/admin/", accept_language="es-MX") == ("es", "ltr")


@pytest.mark.parametrize("said", ["", "xx", "en", "fr-BE", "../fr"])
def test_no_other_language_can_be_chosen(browser, said):
    assert browser.post(CHOICE, {"language": said}).status_code == 404
    assert not LanguageChoice.objects.exists()


def test_a_choice_is_of_who_is_signed_in_and_posts_it(client, browser):
    assert client.post(CHOICE, {"language": "fr"}).url.startswith("/account/sign-in/")
    assert browser.get(CHOICE).status_code == 405


def test_pages_of_readers_are_in_the_language_of_their_path_for_whoever_reads(browser):
    browser.post(CHOICE, {"language": "ar"})
    assert language_at(browser, "/about/") == ("en-gb", "ltr")
    assert language_at(browser, "/fr/about/") == ("fr", "ltr")


def test_the_choice_goes_with_whoever_leaves(amina, browser):
    browser.post(CHOICE, {"language": "fr"})
    deactivate(amina, by=make_staff("sofia"))
    assert not LanguageChoice.objects.exists()


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("code", [code for code in codes() if code != settings.LANGUAGE_CODE])
def test_no_page_of_the_staff_has_a_sentence_of_ours_in_another_language(browser, code):
    browser.post(CHOICE, {"language": code})
    practice = make_practice("Evening football")
    own = f"/admin/practices/practice/{practice.pk}"
    english = Sentences(translations.read(translations.sources(settings.LOCALE_PATHS[0])[code]))
    for address in ("/admin/", "/admin/practices/practice/", f"{own}/change/", f"{own}/publish/", "/account/"):
        found = Furniture(browser.get(address).content.decode(), code)
        assert english.among(found.words) - OF_DJANGO == set(), address
        assert len(found.words) > 20, address


@pytest.mark.parametrize("code", codes())
def test_a_day_is_typed_with_the_day_first_in_every_language(code):
    with override(code):
        assert DateField().clean("05/01/2026") == DateField().clean("2026-01-05") == date(2026, 1, 5)
        assert DateField().widget.format_value(date(2026, 1, 5)) == "05/01/2026"
