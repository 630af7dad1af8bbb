"""What the catalogue keeps of the current editions: in step with them, whatever happens."""

import inspect

import pytest
from django.db import DatabaseError, connection, transaction

from catalogue import catalogue, documents
from catalogue.kinds import own_kinds
from catalogue.models import Document, Spelling
from catalogue.rules import CODE, code, rules
from catalogue.search import texts, words
from places.levels import Level
from publishing.models import Edition, Generation
from publishing.records.record import RECORDS
from publishing.safety.publication import publish, withdraw
from tests.catalogue.search.finding import hits, raised
from tests.factories import make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


def kept():
    """All that the catalogue keeps: its documents, the words of each by number, and the spellings."""
    columns = [field.name for field in Document._meta.fields]
    with connection.cursor() as cursor:
        number = "number" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f"SELECT {number}, title, summary, rest FROM catalogue_words ORDER BY 1")
        rows = cursor.fetchall()
    documents = list(Document.objects.order_by("pk").values_list(*columns))
    return documents, rows, set(Spelling.objects.values_list("word", "uses"))


def without_keys(kept):
    """The documents that were `kept`, without their own keys and the steps at which they were made."""
    step = [field.name for field in Document._meta.fields].index("step")
    return [row[1:step] + row[step + 1 :] for row in kept[0]]


def words_of(entry):
    """The words kept of `entry` in each field; None when there are none."""
    number = Document.objects.get(uid=entry.uid).pk
    return next((fields for held, *fields in kept()[1] if held == number), None)


def test_a_publication_writes_a_document_and_its_words_at_once():
    practice = make_practice("Evening football", slug="evening-football", countries=["KE"], start_year=2016)
    document = Document.objects.get()
    edition = Edition.objects.get()
    assert (document.kind, document.uid, document.slug) == ("practice", practice.uid, "evening-football")
    assert (document.live, document.level, document.title) == (True, "open", "Evening football")
    assert (document.language, document.start_year) == ("en", 2016)
    assert (document.generation, document.rules) == (edition.generation, rules())
    assert document.record == ""
    assert '"place":["KE"]' in document.values
    title, summary, _rest = words_of(practice)
    assert "footbal" in title
    assert "neighbour" in summary


def test_publishing_again_keeps_the_number_and_replaces_the_words():
    practice = make_practice("Evening football")
    number = Document.objects.get().pk
    practice.texts.update(title="Morning chess")
    publish(practice)
    assert Document.objects.get().pk == number
    assert hits("football") == []
    assert hits("chess") == ["Morning chess"]
    assert [row[0] for row in kept()[1]].count(number) == 1


def test_a_publication_rolled_back_leaves_everything_as_it_was():
    practice = make_practice("Evening football")
    before = kept()
    practice.texts.update(title="Zornhut chess")
    with transaction.atomic():
        publish(practice)
        make_organisation("Zornberg Circle")
        assert kept() != before
        transaction.set_rollback(True)
    assert kept() == before
    catalogue.forget()
    assert hits("zornhut") == hits("zornberg") == []
    assert hits("football") == ["Evening football"]


@pytest.mark.parametrize("level", [None, Level.WITHHELD])
def test_what_is_withdrawn_or_withheld_leaves_no_words_and_is_found_by_nothing(level):
    practice = make_practice("Evening football", countries=["KE"], themes=["sport-arts-culture"])
    assert hits("football") == hits("Kenya") == hits("sport") == ["Evening football"]
    raised(practice, level) if level else withdraw(practice)
    assert words_of(practice) is None
    document = Document.objects.get()
    assert (document.live, document.title, document.record, document.values) == (False, "", "", "{}")
    assert document.slug == practice.uid
    assert hits("football") == hits("Kenya") == hits("sport") == hits("") == []


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.ANONYMISED])
def test_what_becomes_careful_keeps_only_what_is_public(level):
    lead = make_organisation("Zornhut Circle", acronym="ZHC", about="Words that stay.")
    raised(lead, level)
    assert "zornhut" not in str(Document.objects.values_list()).lower()
    assert "zornhut" not in str(words_of(lead)) and "zhc" not in str(words_of(lead))
    assert "stay" in str(words_of(lead))
    assert hits("stay") == [""]


def test_a_failure_while_storing_makes_publishing_fail_whole():
    practice = make_practice("Evening football")
    before, editions = kept(), list(Edition.objects.values())
    generation = Generation.objects.now().number
    practice.texts.update(title="Morning chess")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE catalogue_words")
        publish(practice)
    assert kept() == before
    assert list(Edition.objects.values()) == editions
    assert Generation.objects.now().number == generation
    publish(practice)
    assert hits("chess") == ["Morning chess"]


def world_of_three():
    return make_practice("Evening football"), make_organisation("Riverbank Circle"), make_network("Bridges Net")


def test_there_is_nothing_to_catch_up_with_after_publishing():
    world_of_three()
    before = kept()
    assert documents.catch_up() == 0
    assert kept() == before


def test_missing_documents_are_made():
    world_of_three()
    before = kept()
    texts.remove(list(Document.objects.values_list("pk", flat=True)))
    Document.objects.all().delete()
    Spelling.objects.all().delete()
    catalogue.forget()
    assert documents.catch_up() == 3
    catalogue.forget()
    assert hits("football OR riverbank OR bridges") == ["Bridges Net", "Evening football", "Riverbank Circle"]
    assert sorted(without_keys(before)) == sorted(without_keys(kept()))
    assert kept()[2] == before[2]


def test_documents_of_an_earlier_edition_or_made_by_other_rules_are_made_anew():
    practice, organisation, _network = world_of_three()
    before = kept()
    Document.objects.filter(uid=practice.uid).update(rules=0, title="Zornhut")
    Document.objects.filter(uid=organisation.uid).update(generation=0, level="withheld", live=False)
    texts.remove([Document.objects.get(uid=practice.uid).pk])
    assert documents.catch_up() == 2
    assert without_keys(kept()) == without_keys(before)
    assert words_of(practice) is not None
    assert documents.catch_up() == 0


def test_catching_up_takes_away_the_words_of_what_was_withdrawn_meanwhile():
    practice = make_practice("Zornhut plays")
    document = Document.objects.get()
    withdraw(practice)
    document.save()
    texts.write({document.pk: (["enzornhut"], [], [])})
    assert hits("zornhut") == ["Zornhut plays"]
    assert documents.catch_up() == 1
    assert words_of(practice) is None
    catalogue.forget()
    assert hits("zornhut") == []


def test_only_current_editions_are_caught_up_with():
    practice = make_practice("Zornhut plays")
    practice.texts.update(title="Evening football")
    publish(practice)
    Document.objects.all().delete()
    assert documents.catch_up() == 1
    catalogue.forget()
    assert hits("zornhut") == []
    assert hits("football") == ["Evening football"]


def test_more_than_a_part_at_a_time_is_caught_up_with(monkeypatch):
    monkeypatch.setattr(documents, "CHUNK", 2)
    for number in range(5):
        make_practice(f"Practice {number}")
    Document.objects.update(rules=0)
    assert documents.catch_up() == 5
    assert set(Document.objects.values_list("rules", flat=True)) == {rules()}


def test_the_rules_follow_from_all_code_that_says_what_an_index_holds():
    made = {inspect.getsourcefile(documents), inspect.getsourcefile(words)}
    for kind in own_kinds():
        made |= {inspect.getsourcefile(one) for one in (RECORDS[kind.name], kind.filters)}
        made |= {inspect.getsourcefile(function) for function in kind.indexed.values() if inspect.isfunction(function)}
    assert made <= {str(path) for path in code(CODE)}


def test_another_line_of_that_code_gives_another_number(tmp_path, monkeypatch):
    path = tmp_path / "records.py"
    numbers = set()
    for line in ("facet = 1", "facet = 2"):
        path.write_text(line)
        monkeypatch.setattr("catalogue.rules.code", lambda _patterns: [path])
        numbers.add(rules.__wrapped__())
    assert len(numbers) == 2
