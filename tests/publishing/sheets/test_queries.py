"""How many questions a dry run and an export ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.models import Organisation
from networks.sheets import OrganisationSheet
from practices.models import Practice
from practices.sheets import PracticeSheet
from publishing.sheets.formats import CSV
from tests.factories import make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


def asked(do):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        do()
    return len(queries)


def dry_run(sheet, data):
    resource = sheet()
    resource.import_data(CSV().create_dataset(data), dry_run=True)
    return resource


def many_practices(count):
    for _number in range(count):
        make_practice(themes=("sport-arts-culture",), lead=make_organisation(published=False), published=False)


@pytest.mark.parametrize("count", [1, 30])
def test_an_export_asks_the_same_for_one_entry_and_for_thirty(count):
    many_practices(count)
    assert asked(lambda: PracticeSheet().export(Practice.objects.all())) == 16


@pytest.mark.parametrize("count", [1, 30])
def test_a_dry_run_asks_the_same_for_one_unchanged_row_and_for_thirty(count):
    many_practices(count)
    data = CSV().export_data(PracticeSheet().export(Practice.objects.all()))
    assert asked(lambda: dry_run(PracticeSheet, data)) == 15


def test_a_dry_run_asks_at_most_so_much_for_a_new_row_more():
    make_network("Bridges Network")

    def rows(count):
        head = "title,language,kind,country,memberships,website\r\n"
        lines = (f"Circle {n},en,civil-society,Kenya,Bridges Network,https://c.example/{n}\r\n" for n in range(count))
        return (head + "".join(lines)).encode()

    first, more = (asked(lambda count=count: dry_run(OrganisationSheet, rows(count))) for count in (1, 21))
    assert (more - first) / 20 <= 2
    assert not Organisation.objects.filter(slug__startswith="circle").exists()
