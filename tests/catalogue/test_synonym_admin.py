"""Groups of synonyms as editors keep them: checked when saved, and searched with from the next page on."""

import pytest

from catalogue.models import SynonymGroup
from catalogue.search.synonyms import load_synonyms
from publishing.models import Generation
from tests.factories import make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")
ADD = "/admin/catalogue/synonymgroup/add/"


@pytest.fixture
def editor(admin_client):
    make_practice("Evening talks", text={"summary": "They talk about PVE."})
    return admin_client


def save(editor, words, address=ADD):
    return editor.post(address, {"words": words})


def test_a_group_that_is_saved_widens_the_next_search_and_one_that_is_deleted_does_not(editor, client):
    assert "0 practices" in get(client, "/practices/?q=calmwork").main
    assert save(editor, " PVE \n\ncalmwork\nPVE").status_code == 302
    group = SynonymGroup.objects.get()
    assert group.members() == ["PVE", "calmwork"]
    page = get(client, "/practices/?q=calmwork")
    assert "Evening talks" in page.main
    assert "For “calmwork” this also looked for “PVE”." in page.main
    editor.post(f"/admin/catalogue/synonymgroup/{group.pk}/delete/", {"post": "yes"})
    assert "0 practices" in get(client, "/practices/?q=calmwork").main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("alone", "A group has two words or more, one a line."),
        ("PVE\n???", "These are no words, or too many in one line: “???”."),
        ("PVE\n1 2 3 4 5 6 7 8 9 10 11", "too many in one line: “1 2 3 4 5 6 7 8 9 10 11”."),
    ],
)
def test_what_is_no_group_is_refused_and_kept_on_the_screen(editor, words, said):
    page = get_posted(editor, words)
    assert said in page
    assert words.splitlines()[-1] in page
    assert not SynonymGroup.objects.exists()


def test_a_word_of_another_group_is_refused_with_that_group(editor):
    save(editor, "PVE\nCVE")
    said = "Some of these words are in another group already: PVE · CVE. Add the rest there."
    assert said in get_posted(editor, "pve\nprevention")
    group = SynonymGroup.objects.get()
    address = f"/admin/catalogue/synonymgroup/{group.pk}/change/"
    assert save(editor, "PVE\nCVE\nprevention", address).status_code == 302


def get_posted(editor, words):
    response = save(editor, words)
    assert response.status_code == 200
    return response.content.decode()


def test_loading_groups_adds_what_is_new_and_leaves_what_editors_made():
    assert load_synonyms([["PVE", "CVE"], ["NAP", "national action plan"]]) is True
    SynonymGroup.objects.filter(words__startswith="PVE").update(words="CVE\nprevention")
    before = Generation.objects.now().number
    assert load_synonyms([["PVE", "CVE"], ["NAP", "national action plan"]]) is False
    assert Generation.objects.now().number == before
    assert sorted(group.words for group in SynonymGroup.objects.all()) == [
        "CVE\nprevention",
        "NAP\nnational action plan",
    ]
