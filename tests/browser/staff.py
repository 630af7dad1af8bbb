"""Signing in to the real site in a real browser."""

import time

from tests.staff import STEP, code

_cookies = {}  # {(site, account): cookies of a session that was signed in}
_used = set()  # (account, half minute) of codes that were typed: each lets in once


def sign_in(page, username, password, secret):
    """Sign in with the account whose app holds `secret`, and go on to where `page` was led away from, or to the admin.

    An account that signed in before goes on in that session if it still lasts: each code of the app is good for once.
    """
    if "/account/sign-in/" not in page.url:
        page.goto("/account/sign-in/")
    key = (page.url.partition("/account/")[0], username)
    if key in _cookies:
        page.context.add_cookies(_cookies[key])
        page.reload()
    if "/account/sign-in/" not in page.url:
        return
    page.get_by_label("User name or e-mail address").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(_fresh_code(username, secret))
    with page.expect_navigation():
        page.get_by_role("button", name="Go on").click()
    assert "/account/sign-in/" not in page.url, page.locator("main").inner_text()
    _cookies[key] = page.context.cookies()


def _fresh_code(username, secret):
    while True:
        now = int(time.time()) // STEP
        for steps in (0, 1, -1):
            if (username, now + steps) not in _used:
                _used.add((username, now + steps))
                return code(secret, steps=steps)
        time.sleep(1)
