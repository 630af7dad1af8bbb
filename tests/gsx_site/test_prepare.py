"""Making a database ready: nothing is loaded unasked."""

from io import StringIO

import pytest
from django.core.management import call_command

from practices.models import Practice
from publishing.models import Generation
from tests.factories import make_practice

pytestmark = pytest.mark.django_db


def prepare(*options):
    said = StringIO()
    call_command("prepare", *options, stdout=said)
    return said.getvalue()


def test_an_empty_database_stays_empty_and_it_is_said_what_to_do():
    said = prepare()
    assert not Practice.objects.exists()
    assert "The database is empty. If it should not be, restore your backup;" in said
    assert "prepare --load" in said


def test_the_directory_is_loaded_when_that_is_asked_for():
    assert "loading the directory" in prepare("--load")
    assert Practice.objects.count() == 94


def test_what_holds_an_entry_is_left_alone_though_loading_is_asked_for(world):
    make_practice("Evening football")
    assert prepare("--load") == ""
    assert Practice.objects.count() == 1


def test_an_era_begins_when_an_operator_says_so(world):
    before = Generation.objects.now()
    call_command("begin_era", stdout=StringIO())
    now = Generation.objects.now()
    assert (now.number, now.era == before.era, now.mark == before.mark) == (before.number, False, False)
