"""Pictures on the pages of entries, and the files at their addresses."""

import re

import pytest

from catalogue.catalogue import current
from catalogue.entry_admin import as_read
from places.levels import Level
from publishing.editions.redaction import draft_record
from publishing.safety.publication import publish, restrict, withdraw
from tests.factories import make_network, make_organisation, make_picture, make_practice
from tests.pages import get
from tests.walking import walk

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def practice():
    """A practice with two pictures; the second one is small."""
    practice = make_practice("Evening football", slug="evening-football", published=False)
    make_picture(
        practice,
        alt="Two teams & a <ball>",
        caption="At dusk",
        licence="cc-by-4.0",
        credit="Riverbank Circle",
        language="fr",
    )
    make_picture(practice, "red", size=(200, 100), alt="A ball", consent=False)
    publish(practice)
    return practice


PAGE = "/practices/evening-football/"


def files_of(entry):
    return [
        f"/pictures/{rendition.digest}.webp"
        for picture in entry.pictures.all()
        for rendition in picture.image.renditions.all()
    ]


def images(page):
    return [attrs for tag, attrs in page.tags if tag == "img"]


# --- on the page


def test_a_page_shows_the_pictures_with_words_size_licence_and_credit(client, practice):
    page = get(client, PAGE)
    small, middle, large, tiny = files_of(practice)
    assert images(page) == [
        {
            "src": middle,
            "srcset": f"{small} 320w, {middle} 640w",
            "sizes": "(min-width: 44rem) 40rem, 92vw",
            "width": "640",
            "height": "480",
            "alt": "Two teams & a <ball>",
            "lang": "fr",
            "loading": "lazy",
            "decoding": "async",
        },
        {
            "src": tiny,
            "srcset": f"{tiny} 200w",
            "sizes": "(min-width: 44rem) 40rem, 92vw",
            "width": "200",
            "height": "100",
            "alt": "A ball",
            "lang": "en",
            "loading": "lazy",
            "decoding": "async",
        },
    ]
    sources = [attrs for tag, attrs in page.tags if tag == "source"]
    assert sources == [
        {
            "media": "(min-width: 44rem)",
            "srcset": f"{small} 320w, {middle} 640w, {large} 1280w",
            "sizes": "40rem",
        }
    ]
    assert "Pictures At dusk Riverbank Circle · CC BY 4.0 (leaves this site) Used with permission" in page.main
    assert "https://creativecommons.org/licenses/by/4.0/" in page.links


@pytest.mark.parametrize("make", [make_organisation, make_network])
def test_organisations_and_networks_show_theirs_too(client, make):
    entry = make(slug="shown", published=False)
    make_picture(entry)
    publish(entry)
    (image,) = images(get(client, f"/{entry.KIND}s/shown/"))
    assert image["src"] == files_of(entry)[1]


def test_a_page_without_pictures_says_nothing_of_them_and_one_whose_pictures_are_withheld_does(client, practice):
    make_practice("Morning chess", slug="morning-chess")
    assert "Pictures" not in get(client, "/practices/morning-chess/").main
    type(practice).objects.filter(pk=practice.pk).update(level=Level.GENERALISED)
    publish(practice)
    page = get(client, PAGE)
    assert "Pictures Withheld for safety" in page.main
    assert not images(page)


def test_lists_show_no_pictures(client, practice):
    for address in ("/", "/practices/", "/search/?q=football", "/places/KE/"):
        assert not images(get(client, address)), address


def test_no_page_of_the_site_shows_a_picture_that_does_not_answer(client, practice):
    publish(practice)
    found = set()
    for response in walk(client, "/", f"{PAGE}editions/1/").values():
        found |= set(re.findall(r"/pictures/\w+\.webp", response.content.decode()))
    assert found == set(files_of(practice))
    assert {client.get(address).status_code for address in found} == {200}


# --- its files


def test_a_file_comes_with_its_type_and_is_asked_for_anew_each_time(client, practice):
    for address in files_of(practice):
        response = client.get(address)
        assert response.status_code == 200
        assert response.content[:4] + response.content[8:12] == b"RIFFWEBP"
        assert response.headers["Content-Type"] == "image/webp"
        assert response.headers["Content-Length"] == str(len(response.content))
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-cache"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert not response.cookies
        assert "Vary" not in response.headers


def test_who_has_the_file_is_told_that_it_is_the_same_only_while_it_is_public(client, practice):
    address = files_of(practice)[0]
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["Cache-Control"]) == (304, b"", "no-cache")
    withdraw(practice)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 404


def test_a_file_answers_head_and_refuses_to_be_written_to(client, practice):
    address = files_of(practice)[0]
    assert (client.head(address).status_code, client.head(address).content) == (200, b"")
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("name", ["0" * 64, "x", "A-_9", "é"])
def test_an_address_that_is_nobodys_is_not_found(client, practice, name):
    get(client, f"/pictures/{name}.webp", status=404)


def test_files_of_drafts_withdrawn_and_careful_entries_are_not_found_like_any_other(client, practice):
    draft = make_practice(published=False)
    make_picture(draft, "green", size=(330, 330))
    addresses = files_of(draft)
    nobodys = f"/pictures/{'0' * 64}.webp"
    words = get(client, nobodys, status=404).words.replace(nobodys, "")
    restrict(practice, Level.ANONYMISED)
    withdrawn = make_practice(published=False)
    make_picture(withdrawn, "gold")
    publish(withdrawn)
    withdraw(withdrawn)
    for address in [*addresses, *files_of(practice), *files_of(withdrawn)]:
        assert get(client, address, status=404).words.replace(address, "") == words


def test_a_file_is_not_found_by_the_name_of_its_image(client, practice):
    for picture in practice.pictures.all():
        get(client, f"/pictures/{picture.image.digest}.webp", status=404)


def test_a_picture_is_one_query(client, practice, django_assert_num_queries):
    address = files_of(practice)[0]
    with django_assert_num_queries(1):
        client.get(address)


# --- for reviewers


def test_a_reviewer_reads_what_changed_in_the_pictures(practice):
    def read(entry):
        record = draft_record(type(entry).objects.editable().get(pk=entry.pk))
        return as_read(record, current())["Pictures"]

    first, second = read(practice)
    assert first.startswith("Two teams & a <ball>, At dusk, Riverbank Circle, CC BY 4.0, image ")
    assert second.startswith("A ball, Used with permission, image ")
    practice.pictures.filter(alt="A ball").update(image=make_picture(make_practice(), "pink").image)
    assert read(practice)[0] == first
    assert read(practice)[1] != second
    type(practice).objects.filter(pk=practice.pk).update(unanswered={"pictures": "withheld"})
    assert read(practice) == ["Withheld for safety"]
