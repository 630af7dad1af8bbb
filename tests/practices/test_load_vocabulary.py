"""load_vocabulary: terms and themes in step with a file, and nothing written when the file is wrong."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from catalogue.models import SynonymGroup
from practices.models import Theme
from publishing.models import Generation, Term
from tests.practices.directories import content

PATH = settings.BASE_DIR / "fixtures" / "vocabulary.json"
ALL = (
    "groups, gender, youth, scale, evidence, setting, mode, prevention, design, finding, network_kinds, "
    "organisation_kinds, audiences, un_areas, themes, synonyms"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def data():
    return json.loads(PATH.read_text("utf-8"))


@pytest.fixture
def load(tmp_path):
    """Load what is given (a str as it is, anything else as JSON) and return what the command prints."""

    def run(given):
        path = tmp_path / "vocabulary.json"
        path.write_text(given if isinstance(given, str) else json.dumps(given), "utf-8")
        out = StringIO()
        call_command("load_vocabulary", path, stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def faults(load):
    """The sentences of the refusal, after a look that nothing was written."""

    def refused(given):
        before = content()
        with pytest.raises(CommandError) as refusal:
            load(given)
        assert content() == before
        first, *lines = str(refusal.value).splitlines()
        return [line.strip() for line in lines] or [first.partition("vocabulary.json ")[2]]

    return refused


def test_the_real_vocabulary_is_loaded_once_and_then_left_alone(load, data):
    assert load(data) == f"Vocabulary: {ALL} changed\n"
    before = content()
    assert load(data) == "Vocabulary: nothing changed\n"
    assert content() == before


def test_the_tables_hold_what_the_real_file_says(load, data):
    load(data)
    for theme in data["themes"]:
        found = Theme.objects.get(slug=theme["slug"])
        assert (found.name, found.description, found.aliases) == (
            theme["label"],
            theme["description"],
            theme["aliases"],
        )
        assert (found.un_area, found.dac) == (theme.get("un_area", ""), theme.get("dac", []))
    assert Theme.objects.count() == len(data["themes"]) == 24
    for vocabulary in ALL.removesuffix(", themes, synonyms").split(", "):
        terms = Term.objects.filter(vocabulary=vocabulary).order_by("position")
        assert [(term.slug, term.label) for term in terms] == [(row["slug"], row["label"]) for row in data[vocabulary]]
    groups = {group.words for group in SynonymGroup.objects.all()}
    assert groups == {"\n".join(row) for row in data["synonyms"]} != set()


def test_only_what_changed_is_changed_and_the_catalogue_learns_of_it(load, data):
    load(data)
    before = Generation.objects.now().number
    data["themes"][0]["label"] = "Living  together"
    assert load(data) == "Vocabulary: themes changed\n"
    assert Theme.objects.get(slug=data["themes"][0]["slug"]).name == "Living together"
    assert (Generation.objects.now().number, Generation.objects.now().vocabulary) == (before + 1, before + 1)
    assert load(data) == "Vocabulary: nothing changed\n"


def test_a_theme_that_editors_spelt_differently_is_named(load, faults, data):
    Theme.objects.named("SOCIAL cohesion and living together")
    assert faults(data) == [
        "themes: “social-cohesion”: This theme is there already, perhaps spelt a little differently."
    ]


def test_every_wrong_row_is_named_in_one_run(faults, data):
    del data["scale"]
    del data["groups"][0]["label"]
    data["gender"][0]["slug"] = "Women led"
    data["youth"].append(data["youth"][0])
    data["evidence"] = {}
    data["themes"][0] |= {"label": "T" * 101, "aliases": "cohesion"}
    data["themes"][1]["description"] = "NUL \0"
    assert faults(data) == [
        "groups.0.label: Field required",
        "gender.0.slug: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'",
        "youth: Value error, more than once: youth-led",
        "scale: Field required",
        "evidence: Input should be a valid list",
        "themes.0.label: String should have at most 100 characters",
        "themes.0.aliases: Input should be a valid list",
        r"themes.1.description: String should match pattern '^[^\x00]*$'",
    ]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("{", "can't be read as JSON: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "can't be read as JSON: maximum recursion depth exceeded"),
        ("[]", "the file: Input should be a valid dictionary or instance of VocabularyFile"),
    ],
    ids=["cut off", "deep", "list"],
)
def test_what_is_no_vocabulary_gives_a_sentence(faults, text, sentence):
    assert faults(text)[0].startswith(sentence)


def test_a_file_in_another_encoding_and_a_folder_give_a_sentence(tmp_path):
    path = tmp_path / "vocabulary.json"
    path.write_bytes('{"themes": "é"}'.encode("latin-1"))
    for wrong, sentence in ((path, "'utf-8' codec can't decode byte"), (tmp_path, "Is a directory")):
        with pytest.raises(CommandError, match=sentence):
            call_command("load_vocabulary", wrong)


def test_a_group_of_synonyms_that_can_not_be_is_named(faults, data):
    data["synonyms"] = [["PVE", "CVE"], ["alone"]]
    assert faults(data) == ["synonyms: A group has two words or more, one a line."]
