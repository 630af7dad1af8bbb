"""Whatever is typed, clicked or sent, nobody sees a fault of ours: every address, parameter and form, at random.

Addresses come from the address table, forms from the pages at them.
"""

from contextlib import contextmanager
from functools import cache
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from practices.vocabulary import load_key_themes
from publishing.models import Source
from publishing.safety.publication import publish
from tests import factories
from tests.addresses import Pattern, public_patterns, staff_patterns
from tests.admin_forms import Fields
from tests.corpus import Corpus
from tests.nasty import NAMES, NASTY, VALUE
from tests.walking import is_page

MOST_QUERIES = 150
MOST_BYTES = 1_500_000


def examples(most):
    return hypothesis_settings(
        max_examples=most,
        phases=[Phase.explicit, Phase.generate],  # to make a failure smaller takes minutes; it is told as it is
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@pytest.fixture
def site(world):
    """One of everything."""
    factories.make_recommendation()
    load_key_themes([{"number": "1", "title": "Trust", "gist": "It comes first.", "source_locator": "page 1"}])
    lead = factories.make_organisation("Riverbank Circle")
    network = factories.make_network("Bridges", secretariat=lead)
    factories.make_membership(lead, network)
    practice = factories.make_practice("Evening football", lead=lead, themes=["sport-arts-culture"], published=False)
    factories.cite(practice)
    publish(practice)
    factories.make_practice("Morning chess", published=False)
    Source.objects.create(slug="report", title="A public report")


@pytest.fixture
def reader():
    return Client(raise_request_exception=True)


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("amina"))
    return client


def sendable(value):
    return value.encode("utf-8", "replace").decode()


@contextmanager
def undone():
    """What happens in here is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def check(ask):
    """The response of `ask()`: no fault, no flood of queries, no page without end."""
    reset_queries()
    with undone(), CaptureQueriesContext(connection) as queries:
        response = ask()
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code < 500
    # Savepoints ask nothing: Django puts one around each check of a constraint, and an entry has a dozen kinds of rows.
    asked = [one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))]
    assert len(asked) <= MOST_QUERIES
    assert len(body) <= MOST_BYTES
    return response


@pytest.fixture
def known(site):
    """A function for the addresses of a Pattern: what is done to the site is undone, so they stay the same."""
    return cache(Pattern.addresses)


@pytest.fixture
def forms(editor):
    """A Corpus of the pages of the staff as they stand."""
    return Corpus(editor)


def address_of(data, pattern, known):
    """An address of `pattern`: with what exists, or with anything at all in place of it."""
    known = known(pattern)
    if not pattern.arguments or data.draw(st.booleans()):
        return data.draw(st.sampled_from(known))
    values = {argument: data.draw(VALUE) for argument in pattern.arguments}
    return pattern.filled({name: sendable(value) for name, value in values.items()})


def query_of(data):
    pairs = data.draw(st.lists(st.tuples(NAMES | st.text(max_size=8), VALUE), max_size=4))
    repeats = data.draw(st.sampled_from([1, 1, 1, 40]))
    return "&".join(f"{quote(sendable(name))}={quote(sendable(value))}" for name, value in pairs * repeats)


PUBLIC, STAFF = public_patterns(), staff_patterns()


@examples(250)
@given(data=st.data())
def test_no_public_address_breaks(site, reader, known, data):
    address = address_of(data, data.draw(st.sampled_from(PUBLIC)), known)
    check(lambda: reader.get(address, QUERY_STRING=query_of(data)))


@examples(50)
@given(data=st.data())
def test_no_public_address_breaks_when_it_is_written_to(site, reader, known, data):
    pattern = data.draw(st.sampled_from(PUBLIC))
    address = address_of(data, pattern, known)
    changed = changed_form(data, reader.get(data.draw(st.sampled_from(known(pattern)))))
    check(lambda: reader.post(address, changed))


@examples(200)
@given(data=st.data())
def test_no_address_of_the_staff_breaks(site, editor, known, data):
    address = address_of(data, data.draw(st.sampled_from(STAFF)), known)
    check(lambda: editor.get(address, QUERY_STRING=query_of(data)))


LISTS = [one for one in STAFF if one.name.endswith("_changelist")]


@examples(150)
@given(data=st.data())
def test_no_list_of_the_admin_breaks_by_its_filters(site, editor, data):
    """Each parameter of a list of its own: lookups through every field it has, orders, pages."""
    pattern = data.draw(st.sampled_from(LISTS))
    name = data.draw(st.sampled_from(lookups_of(pattern)) | NAMES)
    query = f"{quote(name)}={quote(sendable(data.draw(VALUE)))}"
    check(lambda: editor.get(pattern.filled({}), QUERY_STRING=query))


def lookups_of(pattern):
    _admin, app, model, *_rest = pattern.route.split("/")
    [owner] = [one for one in admin.site._registry if (one._meta.app_label, one._meta.model_name) == (app, model)]
    names = [field.name for field in owner._meta.get_fields()]
    return [
        f"{name}{lookup}" for name in names for lookup in ("", "__exact", "__in", "__isnull", "__gte", "__id__exact")
    ]


AUTOCOMPLETED = [
    (model, field.name)
    for model in {inline.model for one in admin.site._registry.values() for inline in one.inlines}
    | {*admin.site._registry}
    for field in model._meta.get_fields()
    if field.is_relation and not field.auto_created and field.related_model
]


@examples(80)
@given(data=st.data())
def test_no_autocomplete_breaks(site, editor, data):
    model, field = data.draw(st.sampled_from(sorted(AUTOCOMPLETED, key=str)))
    query = {
        "app_label": model._meta.app_label,
        "model_name": model._meta.model_name,
        "field_name": field,
        "term": "a",
        "page": "1",
    }
    for name in data.draw(st.lists(st.sampled_from(sorted(query)), max_size=2)):
        query[name] = sendable(data.draw(VALUE))
    check(lambda: editor.get("/admin/autocomplete/", query))


def changed_form(data, response):
    """What a browser would post of the form on the page of `response`, with some or all of its fields changed.

    Each of its inlines has got another row.
    """
    if response.status_code != 200 or not is_page(response):
        return {sendable(data.draw(st.text(max_size=8))): sendable(data.draw(VALUE))}
    values = with_rows(Fields(response).values)
    names = sorted(name for name in values if "_FORMS" not in name and name != "csrfmiddlewaretoken")
    if data.draw(st.booleans()):
        value, left = sendable(data.draw(NASTY)), data.draw(ENDS)
        return values | {name: [value] for name in names if not name.endswith(left)}
    for name in data.draw(st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True)) if values else []:
        values[name] = [sendable(one) for one in data.draw(st.lists(VALUE, max_size=2))]
    return values


# Fields that are left alone in turn: a row whose own key is wrong hides what is wrong with the rest.
ENDS = st.sampled_from(["-id", "-entry", "none"])


def with_rows(values):
    """The fields `values` of a form after “Add another” was pressed once in each inline."""
    found = {}
    for name, value in values.items():
        prefix = name.partition("-__prefix__")[0]
        total = values.get(f"{prefix}-TOTAL_FORMS", ["0"])[0] if "__prefix__" in name else ""
        found[name.replace("__prefix__", total)] = value
    for name in found:
        if name.endswith("-TOTAL_FORMS") and f"{name.removesuffix('-TOTAL_FORMS')}-__prefix__-id" in values:
            found[name] = [str(int(found[name][0]) + 1)]
    return found


FORMS = [one for one in STAFF if one.name and not one.name.endswith(("logout", "jsi18n", "autocomplete", "history"))]
BUTTONS = st.sampled_from(["_save", "_continue", "_addanother", "_saveasnew", "_publish", "_submit", "_popup", "x"])


@examples(250)
@given(data=st.data())
def test_no_form_of_the_staff_breaks(site, editor, forms, known, data):
    address = data.draw(st.sampled_from(known(data.draw(st.sampled_from(FORMS)))))
    with undone():
        values = changed_form(data, forms.get(address))
    values[data.draw(BUTTONS)] = ["x"]
    check(lambda: editor.post(address, values))


def test_no_address_of_the_staff_breaks_by_the_empty_name_of_a_field(site, editor):
    for pattern in STAFF:
        for address in [*pattern.addresses(), pattern.filled(dict.fromkeys(pattern.arguments, "0"))]:
            check(lambda address=address: editor.get(address, {"_to_field": "", "_popup": "1"}))


@pytest.mark.parametrize("name", ["permissions", "groups"])
def test_choices_of_forms_that_are_not_ours_are_refused_beside_their_field_too(editor, name):
    group, account = Group.objects.create(name="Readers"), get_user_model().objects.get()
    changed = f"group/{group.pk}" if name == "permissions" else f"user/{account.pk}"
    address = f"/admin/auth/{changed}/change/"
    response = editor.post(address, Fields(editor.get(address)).values | {name: ["9" * 30]})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()


@pytest.mark.parametrize("button", ["_save", "_saveasnew"])
def test_no_form_of_the_staff_breaks_when_nothing_of_it_is_sent(site, editor, button):
    for pattern in FORMS:
        for address in pattern.addresses():
            check(lambda address=address: editor.post(address, {button: ["x"]}))


def test_a_list_of_the_admin_refuses_a_nul_in_words(site, editor):
    response = editor.get("/admin/practices/practice/?q=%00")
    assert response.status_code == 400
    assert "This request could not be read" in response.content.decode()


@pytest.mark.parametrize("value", ["x", "\x00", "9" * 30])
def test_a_choice_that_could_be_no_key_is_refused_beside_its_field(site, editor, forms, value):
    """Django's own widget looks it up all the same, and breaks."""
    for name in ("networks", "countries", "groups", "adapted_from", "participations-0-organisation"):
        values = with_rows(Fields(forms.get("/admin/practices/practice/add/")).values)
        response = editor.post("/admin/practices/practice/add/", values | {name: [value], "_save": ["x"]})
        assert response.status_code == 200
        assert "errorlist" in response.content.decode()


@pytest.mark.parametrize("page", ["change", "history", "publish", "delete"])
def test_a_number_beyond_reach_is_the_address_of_nothing(site, editor, page):
    for kind in ("practices/practice", "networks/network"):
        assert editor.get(f"/admin/{kind}/{'9' * 30}/{page}/").status_code in (302, 404)


def test_a_form_has_no_more_rows_than_were_sent(site, editor, forms):
    values = Fields(forms.get("/admin/networks/network/add/")).values
    check(lambda: editor.post("/admin/networks/network/add/", values | {"memberships-TOTAL_FORMS": ["9" * 30]}))


def test_the_examples_reach_every_part_of_the_admin():
    assert len(LISTS) == len(admin.site._registry)
    assert len(FORMS) > 50
    assert len(PUBLIC) > 20
