"""No field that people can fill keeps what turns a text or is none, in any room: fields are found, not listed."""

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.test import RequestFactory

from networks.sheets import NETWORK_COLUMNS
from places.plain_text import Cleaning, PlainField
from practices.directory_rows import SourceRow
from practices.models import Theme
from publishing.editing.sheets import cells
from publishing.editing.sheets.directory import file_columns, file_rows
from publishing.models import Edition
from publishing.safety.publication import publish
from tests.factories import make_practice

ROOMS = {"accounts", "places", "publishing", "catalogue", "networks", "practices"}
TYPED = (models.CharField, models.TextField, models.JSONField)
HOSTILE = "Al\u202epha\u2066 \x07Beta"
# Fields that take no free text, or whose texts are made by us, each with its reason.
ELSEWHERE = {
    "Session.session_key": "made by us",
    "Session.session_data": "made by us",
    "Session.device": "one of our words",
    "DaySecret.secret": "made by us",
    "Counted.what": "one of our words",
    "Counted.source": "made by us",
    "UsedCode.key": "made by us",
    "Generation.era": "made by us",
    "Generation.mark": "made by us",
    "Step.mark": "made by us",
    "Region.code": "digits",
    "Country.code": "read from CLDR, typed by nobody",
    "Country.iso3": "read from CLDR, typed by nobody",
    "Country.m49": "read from CLDR, typed by nobody",
    "Region.other_names": "read from the file of places, typed by nobody",
    "Country.other_names": "read from the file of places, typed by nobody",
    "Grouping.other_names": "read from the file of places, typed by nobody",
    "Care.names": "read from texts that are plain",
    "Mention.field": "the name of a field",
    "Mention.words": "read from texts that are plain",
    "Completeness.missing": "names of fields",
    "Edition.title": "read from texts that are plain",
    "Edition.record": "made of texts that are plain",
    "Edition.digest": "made by us",
    "AddedOnce.key": "made by us",
    "AddedOnce.row": "a key",
    "AddedOnce.digest": "made by us",
    "Typed.about": "a key",
    "Typed.fields": "cleaned when it is saved: until then it is shown to who typed it, and to nobody else",
    "LinkCheck.url": "read from addresses that are plain",
    "LinkCheck.moved_to": "what another site answered: never shown as text of ours",
    "LinkCheck.etag": "what another site answered: never shown",
    "ConsentLink.digest": "made by us",
    "Invitation.digest": "made by us",
    "Image.digest": "made by us",
    "Rendition.digest": "made by us",
    "PublishedPicture.digest": "made by us",
    "Term.vocabulary": "one of our words",
    "Term.codes": "checked by its own form",
    "Theme.key": "made of the name",
    "Theme.name": "taggit's; cleaned when a theme is saved",
    "Theme.un_area": "one letter of a list",
    "Theme.dac": "digits",
    "FormerTheme.key": "made of the name",
    "Document.title": "read from editions",
    "Document.titles": "read from editions",
    "Version.title": "read from entries",
    "Version.content": "read from entries",
    "Version.comment": "made by us",
    "Document.values": "made by us",
    "Document.record": "read from editions",
    "Document.spelt": "read from editions",
    "Spelling.word": "letters alone",
    "LookAlike.one": "made by us",
    "LookAlike.other": "made by us",
}
# In any table: what kind of row another one is about, its address, its language, whether a question was answered.
EVERYWHERE = {
    "uid",
    "kind",
    "entry_kind",
    "slug",
    "language",
    "original_language",
    "unanswered",
    "confirmed",
    "reference",
}


def typed_fields():
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.local_fields:
                if isinstance(field, TYPED) and not field.choices and not isinstance(field, models.SlugField):
                    yield model, field


def test_every_field_that_people_fill_is_plain_or_says_why_not():
    found = {f"{model.__name__}.{field.name}" for model, field in typed_fields() if not isinstance(field, Cleaning)}
    assert sorted(one for one in found if one.split(".")[1] not in EVERYWHERE) == sorted(ELSEWHERE)


def test_most_fields_are_plain():
    assert len([field for _model, field in typed_fields() if isinstance(field, Cleaning)]) > 40


@pytest.mark.django_db
def test_a_theme_has_a_plain_name():
    assert Theme.objects.named("Peace\u202e\u2028building").name == "Peace building"
    theme = Theme(name="Tr\u202eust")
    theme.save()
    assert theme.name == "Trust"


def admin_fields(admin_user):
    """(where, field of a form) of every box of the admin that takes a line or lines of text."""
    request = RequestFactory().get("/admin/")
    request.user = admin_user
    for model, one in admin.site._registry.items():
        if not one.has_add_permission(request):
            continue
        yield from ((f"{model.__name__}.{name}", field) for name, field in one.get_form(request).base_fields.items())
        for inline in one.get_inline_instances(request):
            made = inline.get_formset(request).form.base_fields
            yield from ((f"{inline.model.__name__}.{name}", field) for name, field in made.items())


NO_TEXTS = {"User.username", "User.password1", "User.password2", "User.password", "Theme.dac"}


def test_every_box_of_the_admin_gives_plain_text(admin_user):
    boxes = {where: field for where, field in admin_fields(admin_user) if type(field) in (forms.CharField, PlainField)}
    assert len(boxes) > 40
    unclean = {where for where, field in boxes.items() if not isinstance(field, PlainField)}
    assert {where for where in unclean if where.split(".")[1] not in EVERYWHERE} - NO_TEXTS == set()
    assert boxes["PracticeText.summary"].to_python(HOSTILE) == "Alpha Beta"


def test_the_name_of_an_account_is_plain(admin_client, admin_user):
    person = get_user_model().objects.create_user("amina", password="x")
    address = f"/admin/auth/user/{person.pk}/change/"
    form = admin_client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data |= {"first_name": HOSTILE, "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    data.pop("date_joined", None)
    admin_client.post(address, data)
    person.refresh_from_db()
    assert person.first_name == "Alpha Beta"


@pytest.mark.usefixtures("world")
def test_what_an_earlier_version_saved_is_clean_in_the_next_edition(client):
    practice = make_practice("Evening football", slug="evening-football")
    with connection.cursor() as cursor:
        cursor.execute("update practices_practicetext set summary = %s", ["Neighbours\u202e play\u2066."])
    publish(type(practice).objects.get(pk=practice.pk))
    assert Edition.objects.get(uid=practice.uid, current=True).read().texts[0].summary == "Neighbours play."
    assert not set(client.get("/practices/evening-football/").content.decode()) & set("\u202e\u2066")


def test_what_stands_in_a_file_of_the_directory_is_clean():
    assert SourceRow(slug="a", title="Annual\u202e report\u2028of 2017").title == "Annual report\nof 2017"
    typed = {"slug": "a", "name": "A\u202e network", "countries": ["K\u202eE"]}
    [row] = file_rows("networks[0]", typed, file_columns(NETWORK_COLUMNS), None)
    assert (row.cells["title"], row.cells["countries"]) == ("A network", "KE")


def test_what_stands_in_a_cell_of_a_sheet_is_clean():
    assert cells.plain(" Annual\u202e report\u2028of 2017 ") == "Annual report\nof 2017"
