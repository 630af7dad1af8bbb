"""Pictures in a real browser: an editor's upload survives a slip, and narrow screens take no wide files."""

import pytest
from playwright.sync_api import expect

from publishing.safety.publication import publish
from tests import factories
from tests.browser.conftest import DESK, PHONE, look_at
from tests.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    factories.make_practice("Quiet work", published=False)
    shown = factories.make_practice("Evening football", slug="evening-football", published=False)
    factories.make_picture(shown)
    publish(shown)
    make_staff("amina")


def test_an_upload_survives_a_slip_in_the_form(open_page):
    page = open_page("about:blank", staff="amina")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/admin/practices/practice/")
    page.get_by_role("link", name="Quiet work").click()

    page.click("#pictures-group .add-row a")
    file = {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": factories.make_file()}
    page.set_input_files("#id_pictures-0-image", file)
    page.fill("#id_pictures-0-alt", "Two teams on a square")
    page.select_option("#id_pictures-0-licence", label="CC BY 4.0")
    page.select_option("#id_pictures-0-people", label="Nobody can be recognised")
    page.locator("[name=_continue]").first.click()

    page.locator(".wrong", has_text="This licence asks for a credit").wait_for()
    kept = page.get_by_alt_text("The picture that is kept")
    look_at(kept)
    page.fill("#id_pictures-0-credit", "Riverbank Circle")
    page.locator("[name=_continue]").first.click()
    page.get_by_text("was changed successfully").wait_for()
    expect(page.get_by_alt_text("The picture that is kept")).to_have_count(1)
    assert page.input_value("#id_pictures-0-alt") == "Two teams on a square"
    assert said == []


def test_a_picture_that_is_too_large_is_refused_before_it_is_sent(open_page):
    page = open_page("/admin/practices/practice/add/", staff="amina")
    page.click("#pictures-group .add-row a")
    field, said = "#id_pictures-0-image", page.locator("#pictures-0 [role=alert]")
    file = {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": bytes(15 * 2**20 + 1)}
    page.set_input_files(field, file)
    expect(said).to_have_text("The file has more than 15 MB: choose a smaller one.")
    assert page.input_value(field) == ""
    page.set_input_files(field, file | {"buffer": factories.make_file()})
    expect(said).to_have_text("")
    assert page.input_value(field).endswith("holiday.jpg")


@pytest.mark.parametrize(("viewport", "widest"), [(PHONE, 640), (DESK, 1280)], ids=["phone", "desk"])
def test_a_narrow_screen_takes_no_wide_file_however_sharp_it_is(open_page, viewport, widest):
    page = open_page("/practices/evening-football/", viewport=viewport, device_scale_factor=3)
    image = page.locator(".pictures img")
    look_at(image)
    taken = image.evaluate("(one) => one.currentSrc.split('/').pop()")
    files = page.evaluate("[...document.querySelectorAll('.pictures [srcset]')].map((one) => one.srcset).join(', ')")
    assert {part.split()[1] for part in files.split(", ") if taken in part} == {f"{widest}w"}
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
