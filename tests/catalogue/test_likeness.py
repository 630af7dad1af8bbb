"""What looks alike, who is told, and that a slip of a second entry for one thing is asked about."""

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from catalogue.likeness import LEAST, Name, alike, all_alike, find_all, find_of, like, set_apart, trigrams
from catalogue.models import LookAlike
from networks.models import Organisation
from practices.models import Practice
from publishing.safety.publication import withdraw
from tests.admin_forms import fields, messages
from tests.factories import make_organisation, make_practice, make_user, term
from tests.pages import get

WORDS = st.lists(st.sampled_from(["peace", "river", "river-bank", "circle", "of", "the", "Añaço", "мир"]), max_size=4)
TITLES = st.one_of(WORDS.map(" ".join), st.text(max_size=20))


def likeness(one, other):
    """How alike two titles are, among these two."""
    return alike([Name("one", trigrams(one))], [Name("other", trigrams(other))], least=0.0)["other"]


@given(TITLES, TITLES)
def test_likeness_is_symmetric_and_from_0_to_1(one, other):
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert 0 <= likeness(one, other) <= 1 + 1e-9


@given(TITLES)
def test_a_title_is_wholly_like_itself(title):
    assert likeness(title, title) == pytest.approx(1.0 if trigrams(title) else 0.0)


@given(st.lists(TITLES, max_size=12))
def test_the_short_way_finds_all_pairs_that_a_plain_comparison_finds(titles):
    names = [Name(f"{number:02}", trigrams(title)) for number, title in enumerate(titles)]
    plain = {}
    for name in names:
        others = [other for other in names if other.owner != name.owner]
        # The weights are of all names, as `all_alike` has them.
        for owner, measured in alike([name], others).items():
            plain[min(owner, name.owner), max(owner, name.owner)] = pytest.approx(measured)
    assert all_alike(names) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Riverbank Circle", "riverbank circle"),
        ("Riverbank Circle", "Circle Riverbank"),
        ("Riverbank Circle", "Riverbank Circles"),
        ("Riverbank Circle", "River-bank Circle"),
        ("Añaço Forum", "Anaco Forum"),
        ("Evening football by the river", "Evening football by a river"),
        ("Мирный круг", "мирный  круг"),
    ],
)
def test_these_look_alike(one, other):
    assert likeness(one, other) >= LEAST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Riverbank Circle", "Riverbank Forum of Elders"),
        ("Evening football by the river", "Morning tea by the lake"),
        ("Riverbank Circle", ""),
        ("", ""),
        ("!?", "!?"),
    ],
)
def test_these_do_not(one, other):
    assert likeness(one, other) < LEAST


def test_words_that_many_names_have_say_little():
    crowd = [
        Name(f"n{number}", trigrams(f"Local prevention network {'abcdefghij'[number] * 6}")) for number in range(10)
    ]
    assert all_alike(crowd) == {}


def pairs():
    return [(pair.one, pair.other) for pair in LookAlike.objects.open()]


def key(one, other):
    return tuple(sorted((one.uid, other.uid)))


@pytest.fixture
def twins(world):
    return make_organisation("Riverbank Circle"), make_organisation("Riverbank Circle!", slug="second")


def test_pairs_are_of_one_kind_and_of_what_is_not_withdrawn(twins):
    make_practice("Riverbank Circle")
    make_organisation("Highland Elders")
    assert find_all(Organisation) == 1
    assert find_all(Practice) == 0
    assert pairs() == [key(*twins)]
    withdraw(twins[1])
    assert find_all(Organisation) == 0
    assert pairs() == []


def test_an_acronym_is_a_word_of_the_name(world):
    one = make_organisation("Riverbank Circle", acronym="RBC")
    other = make_organisation("Riverbank Circle RBC", slug="second")
    find_all(Organisation)
    assert [pair.likeness for pair in LookAlike.objects.all()] == [100]
    assert pairs() == [key(one, other)]


def test_other_names_are_names_too(world):
    one = make_organisation("Riverbank Circle", also_known_as="Cercle de la rive\nRBC")
    other = make_organisation("Le cercle de la rive", slug="second")
    make_organisation("Highland Elders", also_known_as="Elders")
    find_all(Organisation)
    assert pairs() == [key(one, other)]


def test_what_one_entry_is_like_is_found_when_it_is_saved(twins):
    find_of(twins[1])
    assert pairs() == [key(*twins)]
    twins[1].texts.update(title="Highland Elders")
    find_of(twins[1])
    assert pairs() == []


def test_not_the_same_is_remembered_whatever_is_found_later(twins):
    find_all(Organisation)
    set_apart(LookAlike.objects.get(), by=make_user("edna", "editor"))
    find_all(Organisation)
    find_of(twins[0])
    assert pairs() == []
    assert LookAlike.objects.get().apart_by.username == "edna"


def test_not_the_same_is_remembered_while_the_names_differ_for_a_time(twins):
    find_all(Organisation)
    set_apart(LookAlike.objects.get(), by=make_user("edna", "editor"))
    twins[1].texts.update(title="Highland Elders")
    find_all(Organisation)
    twins[1].texts.update(title="Riverbank Circle!")
    find_all(Organisation)
    assert pairs() == []


def test_the_most_alike_come_first(world):
    far = make_organisation("Riverbank Circle of Kisumu")
    near = make_organisation("Riverbank Circle")
    make_organisation("Highland Elders")
    assert like(["Riverbank Circle"], Organisation.objects.all())[0] == near
    assert far not in like(["Highland Elders"], Organisation.objects.all())
    assert like([], Organisation.objects.all()) == []


def test_the_command_says_what_it_found(twins, capsys):
    call_command("find_duplicates")
    assert "organisations: 1 pairs that may be one" in capsys.readouterr().out
    assert pairs() == [key(*twins)]


# --- what editors see

ADD = "/admin/networks/organisation/add/"


@pytest.fixture
def editor(client, world):
    client.force_login(make_user("edna", "editor"))
    return client


def entered(client, title):
    values = fields(client.get(ADD))
    values |= {"texts-0-title": title, "texts-0-about": "They met twice.", "website": "https://example.org/"}
    return values | {"kind": str(term("organisation_kinds", "civil-society").pk), "_save": "x"}


def test_before_a_like_one_is_added_the_form_asks_and_keeps_what_was_typed(editor):
    first = make_organisation("Riverbank Circle")
    values = entered(editor, "Riverbank circle")
    asked = editor.post(ADD, values)
    assert asked.status_code == 200
    assert Organisation.objects.count() == 1
    assert f"/admin/networks/organisation/{first.pk}/change/" in asked.content.decode()
    again = fields(asked)
    for name in ("texts-0-title", "texts-0-about", "website", "kind"):
        assert again[name] == [values[name]]
    assert "another" not in again  # the box stands there, and nobody has ticked it
    assert editor.post(ADD, again | {"another": "on", "_save": "x"}).status_code == 302
    assert Organisation.objects.count() == 2
    assert len(pairs()) == 1


def test_an_entry_like_no_other_is_added_without_a_question(editor):
    make_organisation("Highland Elders")
    assert editor.post(ADD, entered(editor, "Riverbank Circle")).status_code == 302
    assert Organisation.objects.count() == 2


def test_a_contributor_is_asked_only_about_what_they_see(client, world):
    make_organisation("Riverbank Circle", published=False)
    client.force_login(make_user("basil", "contributor"))
    assert client.post(ADD, entered(client, "Riverbank Circle")).status_code == 302


def test_both_pages_name_the_other_until_somebody_says_that_they_are_two(editor, twins):
    find_all(Organisation)
    for one, other in (twins, twins[::-1]):
        page = editor.get(f"/admin/networks/organisation/{one.pk}/change/").content.decode()
        assert "It looks like another one:" in page
        assert f'href="/admin/networks/organisation/{other.pk}/change/"' in page
    pair = LookAlike.objects.get()
    here = f"/admin/networks/organisation/{twins[0].pk}/change/"
    answer = editor.post(f"/admin/catalogue/lookalike/{pair.pk}/apart/", {"next": here})
    assert answer.url == here
    assert messages(answer) == ["It is remembered that these are not the same."]
    assert "It looks like another one:" not in editor.get(here).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "\\\\x"])
def test_nobody_is_sent_elsewhere_afterwards(editor, twins, elsewhere):
    find_all(Organisation)
    address = f"/admin/catalogue/lookalike/{LookAlike.objects.get().pk}/apart/"
    assert editor.post(address, {"next": elsewhere}).url == "/admin/"


def test_a_pair_is_set_apart_by_a_form_only(editor, twins):
    find_all(Organisation)
    assert editor.get(f"/admin/catalogue/lookalike/{LookAlike.objects.get().pk}/apart/").status_code == 405
    assert len(pairs()) == 1


@pytest.mark.parametrize(("own", "of_another"), [("aaaaaaaaaa", "bbbbbbbbbb"), ("bbbbbbbbbb", "aaaaaaaaaa")])
def test_who_does_not_see_both_sides_sees_no_pair_and_can_not_set_it_apart(client, world, own, of_another):
    basil = make_user("basil", "contributor")
    make_organisation("Riverbank Circle", uid=own, published=False, created_by=basil)
    make_organisation("Riverbank Circle", uid=of_another, slug="second", published=False)
    find_all(Organisation)
    client.force_login(basil)
    pair = LookAlike.objects.get()
    assert client.post(f"/admin/catalogue/lookalike/{pair.pk}/apart/").status_code == 404
    assert "0 possible duplicates" in get(client, "/admin/catalogue/lookalike/").words
    assert pairs() == [(pair.one, pair.other)]


def test_the_list_sets_several_apart(editor, twins):
    find_all(Organisation)
    pair = LookAlike.objects.get()
    address = "/admin/catalogue/lookalike/"
    assert "Riverbank Circle!" in editor.get(address).content.decode()
    editor.post(address, {"action": "set_apart_selected", "_selected_action": [pair.pk]})
    assert pairs() == []


def test_the_list_takes_as_many_queries_for_thirty_pairs_as_for_one(editor, django_assert_num_queries):
    for number in range(31):
        for half in "ab":
            make_organisation(f"{'abcdefghijklmnopqrstuvwxyz012345'[number] * 7} circle", slug=f"{half}{number}")
        if number in (0, 30):
            find_all(Organisation)
            editor.get("/admin/catalogue/lookalike/")
            with django_assert_num_queries(11):
                editor.get("/admin/catalogue/lookalike/?apart__exact=0")
    assert len(pairs()) == 31
