"""Secrets in every column of every table that is not for the public, and a look at every address that there is.

Columns and addresses are found by walking the models and the address table: what is added later is caught too.
"""

import io
import itertools
import logging

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIHandler
from django.shortcuts import resolve_url

from gsx_site.page_cache import PageCache
from gsx_site.request_log import RequestLog
from places.levels import Level
from practices.vocabulary import load_key_themes
from publishing.models import Edition, Event
from publishing.records.record import RECORDS
from publishing.safety.publication import publish, withdraw
from tests import factories
from tests.addresses import in_turn, public_patterns, staff_patterns
from tests.corpus import Corpus, said_at, said_in
from tests.secrets import AUDIENCE, ENTRY, NOBODY, Secrets, internal_models, rows_about, rows_of, unclassified
from tests.walking import walk
from tests.wsgi import ask, in_one_transaction  # noqa: F401

pytestmark = pytest.mark.usefixtures("db")

MAKERS = [factories.make_practice, factories.make_organisation, factories.make_network]
COLOURS = (f"#{number:06x}" for number in itertools.count(1000, 4000))
# Addresses of the staff at which a stranger gets a page: there they say who they are.
OPEN_TO_STRANGERS = {"admin:login", "account_login", "mfa_login_webauthn"}


def what_entries_lean_on():
    """Published, so that every pattern of the table has something to show."""
    factories.make_recommendation()
    load_key_themes([{"number": "1", "title": "Trust", "gist": "It comes first.", "source_locator": "page 1"}])
    factories.make_organisation("Riverbank Circle")
    factories.make_network("Bridges")


@pytest.fixture(scope="module")
def secrets(kept):
    """All Secrets of the staff, planted once for all tests: these only look."""
    factories.world()
    what_entries_lean_on()
    secrets = Secrets()
    plant_everywhere(secrets, get_user_model().objects.create_user("zq-nobody", is_staff=True))
    return secrets


# --- how the staff's work can stand


def published(entry, staff):
    """Publish `entry` as a program does, whom nobody asks for answers, and put the name of `staff` to it."""
    publish(entry)
    Edition.objects.of(entry).update(published_by=staff)


def draft(entry, secrets, staff):
    type(entry).objects.filter(pk=entry.pk).update(slug=secrets.word("the address of a draft"))


def changed_since(entry, secrets, staff):
    """Published without the secrets, which are put in afterwards."""
    published(entry, staff)


def withdrawn(entry, secrets, staff):
    published(entry, staff)
    withdraw(entry, by=staff)


def withholding(entry, secrets, staff):
    """Published while each of its fields is withheld; its name stays in its place, hidden as well."""
    withheld = dict.fromkeys(sorted(RECORDS[entry.KIND].answerable()), "withheld")
    type(entry).objects.filter(pk=entry.pk).update(unanswered=withheld)
    published(fresh(entry), staff)


def grown_careful(level):
    """Published openly with the secrets. Its prose is written anew, as an editor must, and its level rises."""

    def stand(entry, secrets, staff):
        published(entry, staff)
        for text in entry.texts.all():
            prose = set(AUDIENCE[type(text).__name__])
            type(text).objects.filter(pk=text.pk).update(**dict.fromkeys(prose, "Neighbours meet."))
        type(entry).objects.filter(pk=entry.pk).update(level=level)
        published(fresh(entry), staff)

    return stand


STANDS = {
    "draft": draft,
    "changed since": changed_since,
    "withdrawn": withdrawn,
    "withholding": withholding,
    "anonymised": grown_careful(Level.ANONYMISED),
    "withheld": grown_careful(Level.WITHHELD),
}


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def plant_everywhere(secrets, staff):
    """Every kind of entry in every way its work can stand, with a secret in each column that is not for the public."""
    for make in MAKERS:
        for name, stand in STANDS.items():
            entry = make(published=False, created_by=staff, edited_by=staff, submitted_by=staff)
            factories.make_picture(entry, next(COLOURS), size=(64, 48))
            if stand is changed_since:
                stand(entry, secrets, staff)
            for row in list(rows_of(entry)):
                secrets.plant(row, NOBODY)
                secrets.plant(row, ENTRY)
            Event.objects.note(entry, Event.What.RETURNED, by=staff, note=secrets.word(f"an event of what is {name}"))
            if stand is not changed_since:
                stand(fresh(entry), secrets, staff)
    for model in internal_models():
        for row in rows_about(model, entry):
            secrets.plant(row, NOBODY)
    secrets.plant(staff, NOBODY)


def test_every_column_says_who_may_read_it():
    assert unclassified() == [], "Say in AUDIENCE of tests/secrets.py who may read these columns."


def test_the_audience_names_no_column_that_is_gone():
    known = {
        (base.__name__, field.name)
        for model in apps.get_models()
        for base in model.__mro__
        for field in model._meta.concrete_fields
    }
    named = {(model, name) for model, names in AUDIENCE.items() for name in names}
    assert named - known - {("Session", "session_key"), ("Session", "session_data")} == set()


def test_what_nobody_may_read_is_at_no_address(client, secrets):
    assert len(secrets.planted) > 200
    asked, addresses = Corpus(client), [address for one in public_patterns() for address in one.in_turn()]
    for address in addresses:
        assert asked.get(address).status_code in (200, 301, 302, 404, 405, 410), address
    walk(asked, "/", "/ar/search/?q=neighbours", "/es/search/?embed=1", "/fr/")
    leaks = [
        f"{where} at {address}"
        for (address, _query), reply in asked.replies.items()
        for where in secrets.found_in(said_in(reply, address))
    ]
    assert leaks == []
    assert len(asked.replies) > len(addresses) > 200


def test_what_nobody_may_read_is_found_by_no_search(client, secrets):
    for turn, (word, where) in enumerate(secrets.planted.items()):
        listing = client.get(in_turn("/search/", turn), {"q": word}).context["listing"]
        assert (listing.total, listing.rows, listing.correction) == (0, [], None), where
        assert client.get(in_turn("/search/suggest/", turn + 1), {"q": word[:-2]}).json() == [], where


def test_a_stranger_sees_nothing_of_the_staff_but_the_way_in(client, secrets):
    signing_in = resolve_url(settings.LOGIN_URL)
    for pattern in staff_patterns():
        for address in pattern.addresses():
            response, said = said_at(client, address)
            assert secrets.found_in(said) == [], address
            if pattern.name not in OPEN_TO_STRANGERS and response.status_code not in (404, 405):
                assert response.status_code == 302, address
                to = response.headers["Location"]
                assert to == "/" or to.startswith((signing_in, "/admin/", "/account/")), address


@pytest.mark.usefixtures("in_one_transaction")
def test_what_nobody_may_read_is_in_no_line_of_the_log(secrets, monkeypatch):
    lines, faults = [], io.StringIO()
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", faults)
    site = RequestLog(PageCache(WSGIHandler(), megabytes=8), write=lines.append)
    for word in secrets.planted:
        ask(
            site, f"/practices/?q={word}&colour={word}", cookie=f"a={word}", referer=f"https://{word}/", user_agent=word
        )
        ask(site, f"/practices/{word}/", x_forwarded_for=word)
        ask(site, f"/admin/{word}/", method="POST")
    assert len(lines) == 3 * len(secrets.planted)
    assert "403 at admin:" in faults.getvalue()
    assert secrets.found_in("\n".join(lines) + faults.getvalue()) == []
