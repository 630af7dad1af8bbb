"""Non-interference: two worlds that differ in what is hidden alone give the same bytes at every public address."""

import pytest

from catalogue.languages import codes
from places import tree
from places.models import Country
from publishing.safety.publication import publish
from tests import addresses
from tests.gsx_site.mirror.copies import export, files
from tests.worlds import cast, story
from tests.worlds.asked import Asked, everything
from tests.worlds.comparing import Different, Tally, apart, compare
from tests.worlds.quick import core
from tests.worlds.replies import Lived, nothing_drawn
from tests.worlds.story import WORK, Step, Story, Work, close, forget, step
from tests.worlds.told import SEED, TIMES, stories

SEQUENCES, PARTS = 100, 5
SECRET = sorted(name for name, work in WORK.items() if work.secret)


# --- many stories, a part of the replies


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_hidden_cannot_be_told_from_outside(directory, capsys, part):
    tally = Tally()
    try:
        for told in stories(SEQUENCES // PARTS, part):
            compare(told, tally=tally)
    finally:
        with capsys.disabled():
            print(f"\ntwo worlds, part {part} of seed {SEED}: {tally}")
    assert tally.replies > 20 * tally.stories


def test_all_work_that_editors_can_do_is_part_of_these_stories():
    done = {one.work.name for part in range(PARTS) for told in stories(SEQUENCES // PARTS, part) for one in told.steps}
    assert done == set(WORK)


# --- one story for each secret, and all replies among them


def part_of_everything(number):
    """What is asked after the story with this `number`: together the stories ask for everything."""
    if TIMES > 1:
        return everything()
    return list(dict.fromkeys([*a_third_of_the_core(number), *everything()[number :: len(SECRET)]]))


def a_third_of_the_core(number):
    """Each of its addresses in one language, in another one each time that its third is due."""
    languages = len(codes())
    for address, first in enumerate(range(0, len(core()), languages)):
        if address % 3 == number % 3:
            yield core()[first + (address + number // 3) % languages]


@pytest.mark.parametrize("name", SECRET)
def test_no_reply_of_any_kind_tells(directory, name):
    number = SECRET.index(name)
    told = Story(
        before=(step(name), step(name, number), step("add", 3), step(name, number + 1), step("other_address", number)),
        closing=close(number),
        after=(step("raise_level", number), step("edit", 1)),
    )
    last = len(told.steps)
    compare(told, asking=lambda _story, taken: part_of_everything(number) if taken == last else [])


def test_the_copy_of_the_site_does_not_tell(directory, tmp_path, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]  # the others are of the same templates
    Country.objects.exclude(pk__in=("KE", "BD", "UG")).delete()
    told = Story((step("lead"), step("only_in_one_world"), step("careful"), step("name_in_note")), close(1))
    copies = []
    for bit in (0, 1):
        with story.world():
            for _taken in told.played(bit):
                pass
            with nothing_drawn(), story.at(story.Clock()):
                forget()
                export(tmp_path / str(bit))
        copies.append(files(tmp_path / str(bit)))
    tree.forget()
    assert len(copies[0]) > 100
    assert sorted(copies[0]) == sorted(copies[1])
    assert apart(*copies) == ""


# --- a worker that has been there all the time


@pytest.mark.parametrize("bit", [0, 1])
def test_a_worker_that_lived_through_it_answers_as_one_that_is_started_now(directory, bit):
    for told in stories(5, "lived"):
        with story.world():
            lived, asked = Lived(), told.chance(0).sample(core(), 20)
            for number, _stage in told.played(bit):
                answers = lived.replies(asked)
                if number == len(told.steps):
                    forget()
                    assert apart(answers, Lived().replies(asked)) == "", str(told)


# --- that it would be seen


def test_a_world_that_differs_in_public_is_found_and_said(directory):
    def tell(stage, choice):
        entry = cast.found(cast.CHANGING)
        entry.texts.update(summary=f"They say {stage.which(cast.WORDS)}.")
        publish(entry)

    leak = Step(Work("tell", "Something is told in public", tell, True, lambda stage: True), 0)
    told = Story((step("wait"), leak, step("edit", 1)), close())
    asked = [Asked("page", address) for address in ("/", "/practices/morning-chess/", "/practices.xlsx", "/about/")]
    with pytest.raises(Different) as found:
        compare(told, asking=lambda *_when: asked)
    said = str(found.value)
    assert "1. (secret) Something is told in public [tell 0]\n  2. Both of the two are hidden" in said
    assert "/practices/morning-chess/" in said
    assert "They say zimbelkraut." in said
    assert "They say quastelfink." in said
    assert "Time passes" not in said
    assert {str(one) for one in found.value.differing} == {"/", "/practices/morning-chess/", "/practices.xlsx"}


def test_what_is_refused_in_one_world_alone_is_found(directory):
    def publish_without_a_title(stage, choice):
        if stage.bit:
            entry = cast.found(cast.DRAFT)
            entry.texts.update(title="")
            stage.attempt(publish, entry)

    refused = Step(Work("refused", "Something is refused", publish_without_a_title, True, lambda stage: True), 0)
    with pytest.raises(Different, match="what was refused"):
        compare(Story((refused,), close()), asking=lambda *_when: core()[:1])


def test_an_address_that_nobody_knows_how_to_ask_for_fails_the_list(directory, monkeypatch):
    monkeypatch.delitem(addresses.ARGUMENTS, ("themes", "slug"))
    with pytest.raises(LookupError, match="themes/<slug:slug>/"):
        everything.__wrapped__()


def test_every_surface_is_asked_for_and_every_piece_of_work_is_told(directory):
    assert {one.surface for one in everything()} >= {one.name for one in addresses.public_patterns()}
    assert len(everything()) > 5000
    assert len(core()) > 200
    assert len(SECRET) > 20
