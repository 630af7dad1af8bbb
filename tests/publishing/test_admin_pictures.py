"""Pictures in the form of an entry: uploaded, made anew, never lost, shown to nobody but editors before publication."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from publishing.models import Image
from publishing.safety.publication import publish
from tests.admin_forms import add_row, fields
from tests.factories import agree, make_file, make_network, make_organisation, make_picture, make_practice
from tests.pages import Page, get
from tests.planted import PLANTED, SECRET

pytestmark = pytest.mark.usefixtures("world")

WORDS = {
    "alt": "Two teams play on a square",
    "licence": "permission",
    "people": "nobody",
    "language": "en",
    "position": "0",
    "caption": "",
    "credit": "",
}


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


def change(entry):
    opts = entry._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[entry.pk])


def send(client, entry, file=None, name="holiday.jpg", **facts):
    """Add a picture to the form of `entry` and save it; `facts` are fields of the picture or, with a dash, any."""
    values = fields(client.get(change(entry)))
    others = {key: facts.pop(key) for key in list(facts) if "-" in key}
    upload = {"image": SimpleUploadedFile(name, file)} if file is not None else {}
    add_row(values, "pictures", **(WORDS | upload | facts))
    return client.post(change(entry), values | others | {"_save": "x"})


def errors(response):
    (formset,) = [one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "pictures"]
    return formset.errors


def thumbnails(response):
    return [attrs["src"] for tag, attrs in Page(response).tags if tag == "img" and "/pictures/" in attrs["src"]]


def every_table():
    """All that the database holds, as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    return b"\n".join(found)


# --- an upload


@pytest.mark.parametrize("make", [make_practice, make_organisation, make_network])
def test_an_editor_adds_a_picture_sees_it_in_the_form_and_publishes_it(editor, make):
    entry = make(published=False)
    response = send(editor, entry, make_file(), caption="At dusk", licence="cc-by-4.0", credit="Riverbank Circle")
    assert response.status_code == 302
    picture = entry.pictures.get()
    assert (picture.alt, picture.caption, picture.credit) == (WORDS["alt"], "At dusk", "Riverbank Circle")

    (source,) = thumbnails(editor.get(change(entry)))
    shown = editor.get(source)
    assert shown.headers["Content-Type"] == "image/webp"
    assert shown.content == bytes(picture.image.renditions.defer(None).first().data)
    assert "no-store" in shown.headers["Cache-Control"]

    agree(entry, photographs=True)
    publish(entry)
    page = get(editor, f"/{entry.KIND}s/{entry.slug}/")
    assert WORDS["alt"] in [attrs.get("alt") for _tag, attrs in page.tags]


@pytest.mark.parametrize("kind", PLANTED)
def test_nothing_of_a_file_but_its_pixels_reaches_the_database(editor, kind):
    practice = make_practice(published=False)
    file = PLANTED[kind]()
    assert send(editor, practice, file, name="Zornhut.jpg").status_code == 302
    assert practice.pictures.count() == 1
    held = every_table()
    assert WORDS["alt"].encode() in held
    assert b"VP8 " in held
    assert SECRET not in held
    assert file not in held


def test_saving_the_form_again_leaves_the_pictures_as_they_are(editor):
    practice = make_practice(published=False)
    send(editor, practice, make_file())
    before = practice.pictures.values().get()
    values = fields(editor.get(change(practice)))
    assert editor.post(change(practice), values | {"_save": "x"}).status_code == 302
    assert practice.pictures.values().get() == before


def test_another_file_replaces_the_picture(editor):
    practice = make_practice(published=False)
    former = make_picture(practice, "red").image
    values = fields(editor.get(change(practice)))
    values["pictures-0-image"] = SimpleUploadedFile("new.png", make_file("green", kind="PNG"))
    editor.post(change(practice), values | {"_save": "x"})
    assert practice.pictures.get().image != former


def test_a_picture_is_taken_out_by_its_box(editor):
    practice = make_practice(published=False)
    make_picture(practice)
    values = fields(editor.get(change(practice)))
    editor.post(change(practice), values | {"pictures-0-DELETE": "on", "_save": "x"})
    assert not practice.pictures.exists()


# --- nothing is lost


def test_an_upload_is_not_lost_when_something_else_in_the_form_is_wrong(editor):
    practice = make_practice(published=False)
    refused = send(editor, practice, make_file(), alt="", **{"texts-0-title": ""})
    assert refused.status_code == 200
    assert errors(refused) == [{"alt": ["This field is required."]}]
    assert not practice.pictures.exists()
    (source,) = thumbnails(refused)
    assert editor.get(source).content.startswith(b"RIFF")

    # What the page shows is posted again, with what was missing; browsers leave the file out.
    values = fields(refused) | {"pictures-0-alt": "A square", "texts-0-title": "Football", "_save": "x"}
    values["pictures-0-image"] = [""]
    assert editor.post(change(practice), values).status_code == 302
    assert practice.pictures.get().alt == "A square"
    assert practice.pictures.get().image == Image.objects.get()


def test_a_file_that_is_refused_leaves_the_picture_that_was_there(editor):
    practice = make_practice(published=False)
    image = make_picture(practice, "red").image
    values = fields(editor.get(change(practice)))
    values["pictures-0-image"] = SimpleUploadedFile("new.png", b"<svg/>", content_type="image/png")
    response = editor.post(change(practice), values | {"_save": "x"})
    assert errors(response) == [
        {"image": ["The file is not a picture in one of the formats JPEG, PNG and WebP."]},
    ]
    assert len(thumbnails(response)) == 1
    assert practice.pictures.get().image == image


# --- what is asked for


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"alt": ""}, "alt", "This field is required."),
        ({"licence": ""}, "licence", "This field is required."),
        ({"people": ""}, "people", "This field is required."),
        ({"people": "unsure"}, "people", "Select a valid choice. unsure is not one of the available choices."),
        ({"language": "klingon"}, "language", "“klingon” is not a language code such as en, fr, ar or bn."),
        (
            {"licence": "cc-by-4.0"},
            "__all__",
            "This licence asks for a credit: name the organisation or the role.",
        ),
    ],
)
def test_words_licence_credit_and_the_consent_of_people_are_asked_for(editor, facts, field, sentence):
    practice = make_practice(published=False)
    response = send(editor, practice, make_file(), **facts)
    assert errors(response) == [{field: [sentence]}]
    assert not practice.pictures.exists()


def test_nobody_can_say_that_they_are_not_sure(editor):
    practice = make_practice(published=False)
    make_picture(practice)
    values = [attrs.get("value") for tag, attrs in get(editor, change(practice)).tags if tag == "option"]
    assert {"nobody", "agreed", "parents"} <= set(values)
    assert "unsure" not in values


def test_a_picture_without_a_file_is_refused(editor):
    practice = make_practice(published=False)
    assert errors(send(editor, practice)) == [{"image": ["Choose a picture."]}]


@pytest.mark.parametrize("reference", ["1", "made-up", "MQ:made:up"])
def test_a_reference_that_this_site_did_not_sign_is_no_picture(editor, reference):
    make_picture(make_practice(published=False))
    practice = make_practice(published=False)
    response = send(editor, practice, **{"image-kept": reference, "pictures-0-image-kept": reference})
    assert errors(response) == [{"image": ["The picture that you chose is not here any more: choose it again."]}]
    assert not practice.pictures.exists()


def test_what_stops_publishing_leads_to_the_pictures(editor):
    practice = make_practice(published=False)
    make_picture(practice, consent=False)
    page = get(editor, change(practice))
    assert "There is no consent for photographs" in page.words
    assert f"{change(practice)}#pictures-group" in page.links
    assert "pictures-group" in [attrs.get("id") for _tag, attrs in page.tags]


# --- who may see what


def test_a_draft_is_previewed_with_its_pictures_at_addresses_for_editors(editor):
    practice = make_practice(published=False)
    make_picture(practice)
    response = editor.get(reverse("admin:practices_practice_preview", args=[practice.pk]))
    (source,) = thumbnails(response)
    assert source.startswith("/admin/practices/practice/pictures/")
    assert "/pictures/" not in response.content.decode().replace("/admin/practices/practice/pictures/", "")
    assert editor.get(source).status_code == 200


def test_files_are_shown_to_who_may_see_such_entries_only(client):
    practice = make_practice(published=False)
    digest = make_picture(practice).image.renditions.first().digest
    address = reverse("admin:practices_practice_picture", args=[digest])
    assert client.get(address).url.startswith("/admin/login/")
    for permission, status in (("view_theme", 403), ("view_practice", 200)):
        user = get_user_model().objects.create_user(permission, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename=permission))
        client.force_login(user)
        assert client.get(address).status_code == status
    assert client.get(reverse("admin:practices_practice_picture", args=["0" * 64])).status_code == 404


def test_a_file_stays_with_the_row_it_was_chosen_for_whatever_became_of_other_rows(editor):
    practice = make_practice("Evening football")
    first, second = (make_picture(practice, colour, alt=colour) for colour in ("steelblue", "gold"))
    before = {one.alt: one.image_id for one in practice.pictures.all()}
    values = fields(editor.get(change(practice)))
    number = next(n for n in range(2) if values[f"pictures-{n}-id"] == [str(second.pk)])
    values[f"pictures-{number}-image"] = SimpleUploadedFile("new.png", make_file("green", kind="PNG"))
    gone = first if number else second
    assert gone == first, "the row before it goes, so that it moves up"
    gone.delete()
    assert editor.post(change(practice), values | {"_save": "x"}).status_code == 302
    after = {one.alt: one.image_id for one in practice.pictures.all()}
    assert after["steelblue"] == before["steelblue"]
    assert after["gold"] != before["gold"]


# --- for who reviews it


def test_a_reviewer_sees_a_picture_with_its_words_and_what_was_answered_about_the_people(editor):
    practice = make_practice("Evening football")
    make_picture(practice, "gold", alt="A ball")
    publish(practice)
    practice.pictures.all().delete()
    new = make_picture(practice, people="agreed", caption="At dusk")
    for name in ("publish", "questions"):
        page = get(editor, change(practice).replace("/change/", f"/{name}/"))
        gone, shown = [attrs for tag, attrs in page.tags if tag == "img" and "/pictures/" in attrs["src"]]
        smallest = new.image.renditions.first()
        assert (shown["src"], shown["width"]) == (
            reverse("admin:practices_practice_picture", args=[smallest.digest]),
            str(smallest.width),
        )
        assert editor.get(shown["src"]).headers["Content-Type"] == "image/webp"
        assert editor.get(gone["src"]).status_code == 200
        assert "[inserted: Two teams play on a square, At dusk" in page.words
        assert "People in the picture: Everyone who can be recognised agreed to this use" in page.words
        assert page.words.count("People in the picture:") == 1
