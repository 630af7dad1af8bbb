"""What is typed into a form is kept while one types, and nobody leaves it, or loses the session, without a word."""

import time

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.sessions import BEGUN, LONGEST, SessionStore
from tests import factories
from tests.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]
ADD = "/admin/practices/practice/add/"
SUMMARY = "#id_texts-0-summary"


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    make_staff("amina")
    factories.make_practice("Evening football", published=False)


@pytest.fixture
def form(open_page):
    page = open_page("about:blank", staff="amina")
    page.said, page.asked = [], []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: (page.asked.append(dialog.type), dialog.accept()))
    return page


def test_what_was_typed_is_there_again_after_the_window_was_closed(form):
    form.goto(ADD, wait_until="networkidle")
    why = form.locator("#texts-0 .field-summary .why")
    expect(why).to_be_visible()
    form.fill(SUMMARY, "They drink tea and talk.")
    expect(why).to_be_hidden()
    expect(form.locator("[data-typed] output")).to_contain_text("What you typed is kept, not saved:")
    form.reload()
    assert form.asked == ["beforeunload"]
    form.get_by_role("button", name="Use it").click()
    expect(form.locator(SUMMARY)).to_have_value("They drink tea and talk.")
    form.locator("[name=_save]").first.click()
    form.get_by_text("This field is required.").first.wait_for()
    assert form.asked == ["beforeunload"], "saving is no leaving"
    form.locator(SUMMARY).click()  # browsers ask only who has touched the page
    form.goto("/admin/")
    assert form.asked == ["beforeunload"] * 2, "it is still not saved"
    form.goto(ADD, wait_until="networkidle")
    form.locator(SUMMARY).click()
    form.goto("/admin/")
    assert form.asked == ["beforeunload"] * 2, "nothing was typed there"
    assert form.said == []


def test_the_longest_end_of_a_session_is_told_and_nothing_puts_it_off(form):
    [key] = [cookie["value"] for cookie in form.context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME]
    session = SessionStore(key)
    session[BEGUN] = time.time() - LONGEST + 20 * 60
    session.save()
    form.clock.install()
    form.goto(ADD, wait_until="networkidle")
    soon, over = form.locator(".session-words p").all()
    form.clock.fast_forward("16:00")
    form.fill(SUMMARY, "They drink tea.")
    form.clock.run_for(5000)
    expect(form.locator("[data-typed] output")).to_contain_text("What you typed is kept, not saved:")
    form.clock.run_for(1000)
    expect(soon).to_contain_text("Minutes left: 4")
    expect(soon.get_by_role("button")).to_be_hidden()
    form.clock.fast_forward("05:00")
    form.clock.run_for(1000)
    expect(over).to_be_visible()
    assert form.said == []


def test_a_note_is_there_again_after_a_way_to_what_was_missing(form):
    form.goto("/admin/practices/practice/", wait_until="networkidle")
    form.get_by_role("link", name="Evening football").click()
    form.get_by_role("button", name="Submit for review …").click()
    form.wait_for_load_state("networkidle")
    form.get_by_label("Message to the reviewer").fill("Please look at the years.")
    expect(form.locator("[data-typed] output")).to_contain_text("What you typed is kept, not saved:")
    form.get_by_role("link", name="There is no source").click()
    expect(form.locator("#citations-group")).to_be_in_viewport()
    form.go_back(wait_until="networkidle")
    form.reload(wait_until="networkidle")
    expect(form.get_by_label("Message to the reviewer")).to_have_value("Please look at the years.")
    assert form.said == []


def test_what_is_pasted_is_not_cut_and_what_is_too_much_is_counted_and_refused(form):
    form.goto(ADD, wait_until="networkidle")
    title = form.locator("#id_texts-0-title")
    count = title.locator("+ .count")
    expect(count).to_be_hidden()
    title.click()
    form.keyboard.insert_text("a" * 416)
    expect(count).to_have_text("416 / 120 · too long by 296")
    form.locator("[name=_save]").first.click()
    expect(form.locator(".wrong")).to_contain_text("at most 120 characters (it has 416)")
    expect(title).to_have_value("a" * 416)
    expect(count).to_have_text("416 / 120 · too long by 296")
    title.fill("a" * 100)
    expect(count).to_have_text("100 / 120")
    form.click("#texts-group .add-row a")
    form.fill("#id_texts-1-title", "a" * 121)
    expect(form.locator("#id_texts-1-title + .count")).to_have_text("121 / 120 · too long by 1")
    assert form.said == []


def test_the_end_of_a_session_is_told_put_off_and_no_reason_to_type_anew(form):
    form.clock.install()
    form.goto(ADD, wait_until="networkidle")
    soon, over = form.locator(".session-words p").all()
    form.clock.run_for(1000)
    expect(soon).to_be_hidden()
    form.clock.fast_forward("26:00")
    form.clock.run_for(1000)
    expect(soon).to_contain_text("Minutes left: 4")
    soon.get_by_role("button").click()
    expect(soon).to_be_hidden()
    form.fill(SUMMARY, "They drink tea.")
    form.clock.fast_forward("31:00")
    form.clock.run_for(1000)
    expect(over).to_contain_text("What you typed stays here: sign in again in a new tab, then come back and save.")
    expect(form.locator(SUMMARY)).to_have_value("They drink tea.")
    assert form.said == []
