"""What tests begin with is the same whether it was worked out or written again."""

from django.db import transaction

from places.tree import tree
from practices.models import Practice
from publishing.editions.former_terms import read_vocabularies
from tests import factories
from tests.practices.directories import content
from tests.replay import written_again

CHANCE = {"id", "era", "mark"}


def written(fill):
    """What the public reads of places and vocabularies, and the rows of the database, after `fill()`."""
    with transaction.atomic():
        fill()
        # A database may give other numbers to rows: nothing refers to them by those. Its state has words by chance.
        rows = {
            table: [{name: value for name, value in row.items() if name not in CHANCE} for row in rows]
            for table, rows in content().items()
        }
        found = rows, read_vocabularies(), {code: tree().above(code) for code in ("KE", "BD", "014")}
        transaction.set_rollback(True)
    return found


@written_again
def a_practice_and_who_leads_it():
    factories.make_practice("Evening football", lead=factories.make_organisation("Riverbank Circle"), themes=["sport"])


def test_rows_that_refer_to_each_other_are_written_again_where_others_were_taken_back(world):
    def fill():
        a_practice_and_who_leads_it()
        (practice,) = Practice.objects.all()
        links.append((practice.pk, practice.participations.get().organisation.texts.get().title))

    links = []
    first = written(fill)
    with transaction.atomic():
        factories.make_practice("Weekly tea", lead=factories.make_organisation("Hillside Youth"))
        transaction.set_rollback(True)
    assert written(fill) == first
    assert links == [(links[0][0], "Riverbank Circle")] * 2


def test_the_world_that_is_written_again_is_the_one_that_was_loaded(db):
    loaded = written(factories.world.__wrapped__)
    assert len(loaded[0]["places_country"]) == 250
    assert written(factories.world) == loaded
    assert written(factories.world) == loaded
