"""What others wait for, on the first page: answers of organisations, names in words, suggestions of readers."""

import pytest
from django.utils import timezone

from publishing.entries.suggestions import handle as handle_suggestion
from publishing.models import Care, ConsentAnswer, ConsentLink, Mention, Suggestion
from publishing.safety.care import answer as answer_mention
from publishing.safety.care import keep_back
from publishing.safety.consent_links import handle
from tests.factories import make_organisation, make_practice, make_user
from tests.pages import get
from tests.suggesting import make_suggestion

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def desk(client):
    """The lists that somebody with a role has, as {name: WorkList}."""

    def look(role):
        client.force_login(make_user(role, role))
        context = client.get("/admin/").context
        return {one.name: one for one in [*context["waiting"], *context["quiet"]]}

    return look


def make_answer(entry, number=1, **facts):
    """An answer of the organisation `entry` by a link that was sent to it."""
    day = timezone.localdate()
    link = ConsentLink.objects.create(kind=entry.KIND, uid=entry.uid, digest=f"{number:064}", expires_on=day)
    return ConsentAnswer.objects.create(
        link=link, kind=entry.KIND, uid=entry.uid, **({"answer": "change", "message": "Our name changed."} | facts)
    )


def make_named(name, number=1):
    """A careful organisation that another entry still names, as its Care."""
    careful = make_organisation(name, slug=f"careful-{number}")
    make_practice(f"Evening football {number}", text={"summary": f"{name} opens its yard on two evenings."})
    type(careful).objects.filter(pk=careful.pk).update(level="anonymised")
    careful.refresh_from_db()
    return keep_back(careful)


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_answers_wait_until_they_are_dealt_with(desk, client, role):
    organisation = make_organisation("Riverbank Circle")
    said = make_answer(organisation)
    handle(make_answer(make_organisation("Highland Elders"), 2), by=make_user("rosa", "editor"))
    found = desk(role)["answers"]
    assert found.count == 1
    (row,) = found.rows
    assert row.heading.words == "Riverbank Circle"
    assert row.words.startswith("Something should be changed, answered on ")
    assert client.get(row.heading.url).status_code == 200
    (way,) = found.ways
    assert way.words == "1 answer of an organisation"
    whole = client.get(way.url)
    assert list(whole.context["cl"].result_list) == [said]


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_names_wait_while_a_place_has_no_answer(desk, client, role):
    make_named("Zornhut Circle")
    make_named("Altmark Lanterns", 2)
    for mention in Mention.objects.filter(care__names__0__startswith="Altmark"):
        answer_mention(mention, "harmless", by=make_user("paula", "publisher"))
    found = desk(role)["names"]
    assert found.count == 1
    (row,) = found.rows
    assert row.heading.words == "Zornhut Circle"
    assert row.words.startswith("1 place without an answer, since ")
    assert client.get(row.heading.url).status_code == 200
    (way,) = found.ways
    assert [care.names[0] for care in client.get(way.url).context["cl"].result_list] == ["Zornhut Circle"]


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_suggestions_wait_until_they_are_handled(desk, client, role):
    waits = make_suggestion("They plant trees.")
    handled = make_suggestion("They sing.")
    handle_suggestion(handled, Suggestion.State.DECLINED, by=make_user("rosa", "editor"))
    found = desk(role)["suggestions"]
    assert found.count == 1
    (row,) = found.rows
    assert row.heading.words == "They plant trees."
    assert client.get(row.heading.url).status_code == 200
    (way,) = found.ways
    assert list(client.get(way.url).context["cl"].result_list) == [waits]


def test_a_contributor_has_none_of_these_lists(desk, client):
    make_answer(make_organisation("Riverbank Circle"))
    make_named("Zornhut Circle")
    make_suggestion()
    assert not {"answers", "names", "suggestions"} & set(desk("contributor"))
    words = get(client, "/admin/").words
    assert "Zornhut" not in words
    assert "Riverbank Circle" not in words


def test_a_list_in_which_nothing_waits_is_only_named(desk, client):
    lists = desk("editor")
    assert [(lists[name].count, lists[name].ways) for name in ("answers", "names", "suggestions")] == [(0, [])] * 3
    assert (
        "Answers of organisations · Still named in other entries · Suggestions of readers"
        in get(client, "/admin/").words
    )


def test_thirty_of_each_take_as_many_queries_as_one(client, django_assert_num_queries):
    client.force_login(make_user("publisher", "publisher"))
    plant(1)
    client.get("/admin/")
    with django_assert_num_queries(26):
        client.get("/admin/")
    for number in range(2, 31):
        plant(number)
    with django_assert_num_queries(26):
        lists = client.get("/admin/").context["waiting"]
    assert [(one.name, one.count, len(one.rows)) for one in lists][:3] == [
        ("answers", 30, 8),
        ("names", 30, 8),
        ("suggestions", 30, 8),
    ]


def plant(number):
    """One more of each, about entries of their own."""
    organisation = make_organisation(f"Circle {number}")
    make_answer(organisation, number)
    care = Care.objects.create(kind="organisation", uid=organisation.uid, names=[f"Circle {number}"])
    care.mentions.create(kind="practice", uid=f"p{number}", field="summary")
    make_suggestion(f"They plant {number} trees.")
