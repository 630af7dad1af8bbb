"""How many questions a dry run and an export ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.models import Organisation
from networks.sheets import OrganisationSheet
from practices.models import Practice
from practices.sheets import PracticeSheet
from publishing.editing.sheets.writing import write_csv
from tests.factories import make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


def asked(do):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        do()
    return len(queries)


def dry_run(sheet, data):
    return sheet().look(data)


def many_practices(count):
    for _number in range(count):
        make_practice(themes=("sport-arts-culture",), lead=make_organisation(published=False), published=False)


@pytest.mark.parametrize("count", [1, 30])
def test_an_export_asks_the_same_for_one_entry_and_for_thirty(count):
    many_practices(count)
    assert asked(lambda: list(PracticeSheet().rows(Practice.objects.all()))) == 27


@pytest.mark.parametrize("count", [1, 30])
def test_a_dry_run_asks_the_same_for_one_unchanged_row_and_for_thirty(count):
    many_practices(count)
    data = write_csv(PracticeSheet().headers, PracticeSheet().rows(Practice.objects.all()))
    assert asked(lambda: dry_run(PracticeSheet, data)) == 26


@pytest.mark.parametrize("count", [1, 30])
def test_a_dry_run_asks_the_same_for_one_new_row_and_for_thirty(count):
    make_network("Bridges Network")

    head = "title,language,kind,country,memberships,website\r\n"
    lines = (f"Circle {n},en,civil-society,Kenya,Bridges Network,https://c.example/{n}\r\n" for n in range(count))
    data = (head + "".join(lines)).encode()
    assert asked(lambda: dry_run(OrganisationSheet, data)) == 6
    assert not Organisation.objects.exists()


def test_the_years_of_a_row_are_checked_by_the_database_once():
    head = "title,language,summary,scale,evidence,start_year\r\n"

    def questions(count):
        lines = (f"Tea {n},en,They talk.,local,described,2015\r\n" for n in range(count))
        return asked(lambda: dry_run(PracticeSheet, (head + "".join(lines)).encode()))

    assert questions(31) - questions(1) == 30 * 3  # the question, and the savepoint around it
