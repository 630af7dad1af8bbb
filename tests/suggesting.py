"""Filling in the public forms as a person does: with the page's own token, and not too quickly."""

import time
from urllib.parse import urlencode

from gsx_site.suggest_forms import FormToken
from publishing.entries.fields import new_uid
from publishing.models import Suggestion

PRACTICE, CORRECTION, RELAY = "/suggest/", "/suggest/correction/", "/suggest/contact/"
FORM = "application/x-www-form-urlencoded"


def token(age=60, reference=""):
    """The token of a page that was made `age` seconds ago."""
    return str(FormToken(int(time.time()) - age, reference or new_uid()))


def send(client, address=PRACTICE, *, sent_from="127.0.0.1", follow=False, headers=None, **answers):
    """The reply to `answers` posted from the network address `sent_from`, which is everybody's unless one is given."""
    body = urlencode({"token": token()} | answers)
    environ = {"REMOTE_ADDR": sent_from} if sent_from else {}
    return client.post(address, body, content_type=FORM, headers=headers, follow=follow, **environ)


def make_suggestion(what="They plant trees.", *, kind="practice", contact="", **words):
    words = {{"practice": "what", "correction": "wrong", "relay": "wish"}[kind]: what} | words
    about = {name: words.pop(name) for name in ("entry_kind", "uid") if name in words}
    return Suggestion.objects.create(kind=kind, words=words, contact=contact, **about)
