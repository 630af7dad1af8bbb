import hashlib

import pytest

from benchmarks.synthetic import PREFIX
from benchmarks.synthetic.entries import Entries
from benchmarks.synthetic.writing import NotSynthetic, refuse_what_is_real, revise, write
from catalogue.catalogue import current
from publishing.entries.fields import UID_ALPHABET
from publishing.models import Edition, Generation
from tests.factories import make_practice

SMALL = Entries(60, seed=3)


@pytest.fixture
def synthetic(db):
    write(SMALL)


def test_the_same_seed_gives_the_same_records(world):
    block = SMALL.blocks()[0]
    assert Entries(60, seed=3).records(block) == SMALL.records(block)
    assert Entries(60, seed=4).records(block) != SMALL.records(block)


def test_no_real_uid_can_look_like_a_synthetic_one():
    assert not set(PREFIX) <= set(UID_ALPHABET)


def test_a_database_with_real_entries_is_refused(world):
    practice = make_practice("Evening football by the river")
    with pytest.raises(NotSynthetic):
        write(SMALL)
    assert [edition.uid for edition in Edition.objects.all()] == [practice.uid]


def test_a_database_with_real_drafts_is_refused(world):
    make_practice("Evening football by the river", published=False)
    with pytest.raises(NotSynthetic):
        refuse_what_is_real()


def test_everything_written_reads_back_as_it_was(synthetic):
    made = {record.uid: record for block in SMALL.blocks() for record in SMALL.records(block)}
    held = {edition.uid: edition for edition in Edition.objects.all()}
    assert {uid: edition.read() for uid, edition in held.items()} == made
    for edition in held.values():
        assert edition.digest == hashlib.sha256(edition.record.encode()).hexdigest()
        assert edition.title.startswith("Synthetic ") or edition.slug == edition.uid


def test_generations_are_in_order_and_the_row_stands_at_the_last(synthetic):
    generations = list(Edition.objects.order_by("pk").values_list("generation", flat=True))
    assert generations == sorted(generations)
    assert Generation.objects.now().number == generations[-1]


def test_every_entry_has_a_page_and_every_list_names_them(synthetic, client):
    for kind, count in {"practice": 51, "organisation": 7, "network": 2}.items():
        index = current().kinds[kind]
        assert len(index) == count
        namespace = f"{kind}s"
        assert client.get(f"/{namespace}/").status_code == 200
        for edition in Edition.objects.filter(kind=kind):
            assert client.get(f"/{namespace}/{edition.slug}/").status_code == 200


def test_a_revised_entry_is_seen_in_its_new_edition(synthetic, client):
    before = current()
    edition = revise(SMALL, 55)
    assert edition.number == 2
    assert current().number == before.number + 1
    assert current().kinds["practice"][edition.uid].generation == edition.generation
