"""Two editors in one entry, and forms that come back: nothing that was typed is lost."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from practices.models import Practice
from publishing.entries.history import versions_of
from publishing.models import Edition
from tests.admin_forms import ANSWERS, add_row, fields, messages, save
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_ready
from tests.factories import world as make_world
from tests.pages import Page, get
from tests.publishing.test_admin_history import page_of
from tests.staff import StaffClient
from tests.waiting import SECONDS, at_once


@pytest.fixture
def amina(world):
    return signed_in("amina")


@pytest.fixture
def basil(world):
    return signed_in("basil")


def signed_in(name):
    client = StaffClient()
    client.force_login(get_user_model().objects.create_superuser(name, password="a long password"))
    return client


def test_the_second_of_two_editors_is_told_and_keeps_the_text(amina, basil):
    practice = make_practice("Evening football")
    typed = fields(basil.get(page_of(practice))) | {"texts-0-title": "Football at night", "notes": "Basil was here."}
    save(amina, page_of(practice), **{"texts-0-title": "Morning football"})

    response = basil.post(page_of(practice), typed)
    page = Page(response)
    assert "amina saved “Morning football” meanwhile" in page.words
    assert "What you typed is below and not saved yet." in page.words
    assert "Texts › en › Title [deleted: Evening ] [inserted: Morning ] football" in page.words
    assert page_of(practice, "history") in page.links
    assert practice.texts.get().title == "Morning football"
    again = fields(response)
    assert (again["texts-0-title"], again["notes"]) == (["Football at night"], ["Basil was here."])

    assert basil.post(page_of(practice), again | {"_save": "x"}).status_code == 302
    practice.refresh_from_db()
    assert (practice.texts.get().title, practice.notes) == ("Football at night", "Basil was here.")
    assert (practice.version, practice.edited_by.username) == (3, "basil")
    titles = [version.by and version.by.username for version in versions_of(practice)]
    assert titles == ["basil", "amina", None]


def test_a_third_save_meanwhile_is_told_again(amina, basil):
    practice = make_practice("Evening football")
    typed = fields(basil.get(page_of(practice)))
    save(amina, page_of(practice), notes="One.")
    again = fields(basil.post(page_of(practice), typed))
    save(amina, page_of(practice), notes="Two.")
    assert "amina saved “Evening football” meanwhile" in Page(basil.post(page_of(practice), again)).words


def test_rows_that_were_typed_come_back_too(amina, basil):
    practice = make_practice("Evening football")
    typed = fields(basil.get(page_of(practice)))
    add_row(typed, "texts", language="fr", origin="human", title="Le foot", summary="On joue.")
    add_row(typed, "participations", organisation=str(make_organisation("Riverbank Circle").pk), role="lead")
    save(amina, page_of(practice), notes="One.")
    again = fields(basil.post(page_of(practice), typed))
    assert again["texts-1-title"] == ["Le foot"]
    basil.post(page_of(practice), again)
    assert practice.texts.get(language="fr").title == "Le foot"
    assert practice.participations.get().organisation.slug == "riverbank-circle"


def test_a_row_that_somebody_removed_meanwhile_can_still_be_saved(amina, basil):
    practice = make_practice("Evening football")
    french = practice.texts.create(language="fr", origin="human", title="Le foot", summary="On joue.")
    arabic = practice.texts.create(language="ar", origin="human", title="كرة القدم", summary="يلعبون.")
    cite(practice)
    typed = fields(basil.get(page_of(practice)))
    number = next(n for n in range(3) if typed[f"texts-{n}-id"] == [str(french.pk)])
    typed |= {f"texts-{number}-title": "Le foot du soir"}
    amina_typed = fields(amina.get(page_of(practice)))
    amina_typed |= {f"texts-{n}-DELETE": "on" for n in range(3) if amina_typed[f"texts-{n}-language"] != ["en"]}
    amina.post(page_of(practice), amina_typed)
    assert practice.texts.count() == 1

    response = basil.post(page_of(practice), typed)
    assert "Le foot du soir" in response.content.decode()
    assert basil.post(page_of(practice), fields(response)).status_code == 302
    assert list(practice.texts.order_by("language").values_list("language", "title")) == [
        ("ar", arabic.title),
        ("en", "Evening football"),
        ("fr", "Le foot du soir"),
    ]


def test_a_row_that_both_removed_stays_away(amina, basil):
    practice = make_practice("Evening football")
    practice.texts.create(language="fr", origin="human", title="Le foot", summary="On joue.")
    typed = fields(basil.get(page_of(practice)))
    typed |= {f"texts-{n}-DELETE": "on" for n in range(2) if typed[f"texts-{n}-language"] == ["fr"]}
    amina.post(page_of(practice), typed)
    again = fields(basil.post(page_of(practice), typed))
    basil.post(page_of(practice), again)
    assert practice.texts.get().language == "en"


def test_a_change_of_a_membership_counts_for_the_open_form_of_its_organisation(amina, basil):
    organisation = make_organisation("Riverbank Circle")
    membership = make_membership(organisation, make_network("Hub"))
    typed = fields(basil.get(page_of(organisation)))
    save(amina, page_of(membership), role="host")
    words = Page(basil.post(page_of(organisation), typed)).words
    assert "amina saved “Riverbank Circle” meanwhile" in words
    membership.refresh_from_db()
    assert membership.role == "host"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
def test_a_version_that_says_nothing_is_asked_about_once(amina, version):
    practice = make_practice("Evening football")
    typed = fields(amina.get(page_of(practice))) | {"version": version, "notes": "Typed."}
    response = amina.post(page_of(practice), typed)
    assert "What you typed is below and not saved yet." in Page(response).words
    assert amina.post(page_of(practice), fields(response)).status_code == 302
    assert Practice.objects.get().notes == "Typed."


def test_an_error_gives_everything_back(amina):
    practice = make_practice("Evening football")
    organisation = make_organisation("Riverbank Circle")
    typed = fields(amina.get(page_of(practice))) | {
        "start_year": "2020",
        "end_year": "2010",
        "notes": "Typed notes.",
        "texts-0-summary": "A typed summary.",
        "countries": ["UG", "TZ"],
        "unanswered_lessons": "withheld",
    }
    add_row(typed, "texts", language="fr", origin="human", title="Un titre", summary="")
    add_row(typed, "participations", organisation=str(organisation.pk), role="partner")
    response = amina.post(page_of(practice), typed)
    assert "The work can't end before it began." in Page(response).words
    given_back = fields(response)
    for name, value in typed.items():
        wanted = value if isinstance(value, list) else [value]
        assert name == "csrfmiddlewaretoken" or sorted(given_back[name]) == sorted(wanted), name
    assert "Riverbank Circle" in Page(response).words
    practice.refresh_from_db()
    assert (practice.version, practice.notes) == (1, "")


# --- pages that were opened before somebody else's save


@pytest.mark.parametrize(("page", "published"), [("publish", False), ("withdraw", True), ("delete", False)])
def test_a_page_acts_on_what_it_showed_or_asks_again(amina, basil, page, published):
    practice = make_ready(make_practice("Evening football", published=published))
    shown = fields(basil.get(page_of(practice, page))) | ANSWERS
    editions = Edition.objects.count()
    save(amina, page_of(practice), **{"texts-0-title": "Morning football"})

    response = basil.post(page_of(practice, page), shown)
    assert "amina saved “Morning football” meanwhile" in Page(response).words
    assert Edition.objects.count() == editions
    assert Practice.objects.exists()
    assert basil.post(page_of(practice, page), fields(response) | ANSWERS).status_code == 302
    assert Edition.objects.count() == editions + (page == "publish")
    assert Edition.objects.current().exists() == (page == "publish")
    assert Practice.objects.exists() == (page != "delete")


def test_a_note_that_was_typed_comes_back_with_the_question(amina, basil):
    practice = make_practice("Evening football", published=False)
    shown = fields(basil.get(page_of(practice, "publish"))) | {"note": "First account"}
    save(amina, page_of(practice), notes="One.")
    assert fields(basil.post(page_of(practice, "publish"), shown))["note"] == ["First account"]


# --- at the same moment


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_told():
    make_world()
    practice = make_practice("Evening football")
    clients = [signed_in(name) for name in ("amina", "basil")]
    forms = [
        fields(client.get(page_of(practice))) | {"notes": f"Note {number}."} for number, client in enumerate(clients)
    ]
    start, answers = threading.Barrier(2), {}

    def post(number):
        start.wait(SECONDS)
        try:
            answers[number] = clients[number].post(page_of(practice), forms[number])
        finally:
            connection.close()

    at_once(lambda: post(0), lambda: post(1))
    first, second = sorted(range(2), key=lambda number: answers[number].status_code, reverse=True)
    assert [answers[first].status_code, answers[second].status_code] == [302, 200]
    assert "meanwhile" in Page(answers[second]).words
    assert fields(answers[second])["notes"] == [f"Note {second}."]
    practice.refresh_from_db()
    assert (practice.notes, practice.version) == (f"Note {first}.", 2)


def test_a_save_without_conflict_says_nothing_of_one(amina):
    practice = make_practice("Evening football")
    response = save(amina, page_of(practice), notes="One.")
    assert len(messages(response)) == 1
    assert "meanwhile" not in get(amina, page_of(practice)).words
