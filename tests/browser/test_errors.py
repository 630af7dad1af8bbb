"""What is wrong in what was sent is in view, and in focus, wherever on the page the form was sent from."""

import pytest
from playwright.sync_api import expect

from publishing.models import Consent
from tests import factories
from tests.publishing.test_admin_history import page_of
from tests.staff import make_staff

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(served):
    factories.world()
    make_staff("amina")
    practice = factories.make_practice("Evening football")
    Consent.objects.create(entry=practice, basis="source")
    return page_of(practice)


@pytest.mark.parametrize(("size", "script"), [((1280, 800), True), ((390, 800), True), ((390, 800), False)])
def test_a_form_that_is_refused_shows_why_first(size, script, address, open_page):
    width, height = size
    page = open_page(
        f"{address}#citations-group",
        staff="amina",
        viewport={"width": width, "height": height},
        java_script_enabled=script,
    )
    page.fill("#id_consents-0-until", "soon")
    page.locator("[name=_save]").first.click()
    summary = page.locator(".wrong")
    expect(summary).to_contain_text("Enter a valid date.")
    assert "#" not in page.url
    expect(summary).to_be_in_viewport()
    if script:
        expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("#id_consents-0-until")).to_be_in_viewport()
