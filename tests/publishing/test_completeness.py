"""How complete entries are: an answer is an answer, also when it is that nothing is known or may be said."""

import pytest

from publishing.editions.completeness import catch_up, fields, keep_measures, measure
from publishing.editions.redaction import draft_record
from publishing.models import Completeness, Edition
from publishing.records.record import RECORDS
from publishing.safety.publication import publish, withdraw
from tests.factories import make_network, make_organisation, make_practice, make_user

pytestmark = pytest.mark.usefixtures("world")


def measured(entry):
    return measure(draft_record(type(entry).objects.editable().get(pk=entry.pk)))


def kept():
    return {row.entry.uid: (row.asked, row.percent) for row in Completeness.objects.all()}


def change(entry, **facts):
    type(entry).objects.filter(pk=entry.pk).update(**facts)
    return publish(type(entry).objects.editable().get(pk=entry.pk))


@pytest.mark.parametrize("make", [make_organisation, make_network, make_practice])
def test_every_field_that_may_stay_empty_counts_once(make):
    asked = fields(RECORDS[make().KIND])
    assert asked
    assert len(asked) == len(set(asked))
    assert measured(make()).asked == len(asked)


def test_content_answers_a_field_and_so_does_a_reason_for_its_absence():
    organisation = make_organisation(published=False)
    missing = measured(organisation).missing
    assert "website" in missing
    for facts in (
        {"website": "https://example.org/"},
        {"website": "", "unanswered": {"website": "not-reported"}},
        {"website": "", "unanswered": {"website": "withheld"}},
    ):
        type(organisation).objects.filter(pk=organisation.pk).update(**facts)
        assert "website" not in measured(organisation).missing, facts
        assert len(measured(organisation).missing) == len(missing) - 1


def test_the_percentage_is_of_the_fields_that_are_asked():
    found = measured(make_organisation(published=False))
    assert found.answered == found.asked - len(found.missing)
    assert found.percent == 100 * found.answered // found.asked


def test_what_is_counted_is_what_readers_see():
    organisation = make_organisation()
    before = measured(organisation)
    catch_up()
    assert kept() == {organisation.uid: (before.asked, before.percent)}
    type(organisation).objects.filter(pk=organisation.pk).update(website="https://example.org/")
    catch_up()
    assert kept() == {organisation.uid: (before.asked, before.percent)}
    change(organisation)
    catch_up()
    assert kept()[organisation.uid][1] > before.percent


def test_catching_up_measures_only_what_was_not_yet():
    make_organisation()
    make_practice()
    Completeness.objects.all().delete()
    assert catch_up() == 2
    assert catch_up() == 0
    assert len(kept()) == 2


def test_fields_that_came_later_are_measured_anew():
    make_organisation()
    catch_up()
    Completeness.objects.update(asked=1)
    assert catch_up() == 1


def test_what_is_not_public_is_forgotten():
    organisation = make_organisation()
    catch_up()
    withdraw(organisation)
    keep_measures(Edition.objects.current().filter(uid=organisation.uid))
    assert kept() == {}


def test_drafts_are_not_measured():
    make_organisation(published=False)
    assert catch_up() == 0
    assert kept() == {}


def test_the_form_of_an_entry_says_how_complete_it_is_and_what_is_missing(client):
    organisation = make_organisation()
    client.force_login(make_user("edna", "editor"))
    page = client.get(f"/admin/networks/organisation/{organisation.pk}/change/")
    shown, found = page.context["completeness"]["measure"], measured(organisation)
    assert (shown.asked, shown.percent, shown.missing) == (found.asked, found.percent, found.missing)
    assert "website" in [str(name).lower() for name in page.context["completeness"]["missing"]]
