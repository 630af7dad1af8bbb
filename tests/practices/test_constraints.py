"""What the tables of practices and of publishing refuse, as a form says it and as the database does."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from places.models import Country
from practices.models import Illustration, Participation, Practice, PracticeText, PracticeTheme, Theme
from publishing.models import Address, Edition, Generation, Term
from tests.factories import cite, make_network, make_organisation, make_practice, make_recommendation, term

pytestmark = pytest.mark.usefixtures("world")


def refused_by_the_form(row):
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def refused_by_the_database(write, *arguments, match, **facts):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        write(*arguments, **facts)


def test_work_can_not_end_before_it_began():
    practice = make_practice()
    practice.start_year, practice.end_year = 2019, 2018
    assert refused_by_the_form(practice) == {"__all__": ["The work can't end before it began."]}
    refused_by_the_database(practice.save, match="practice_years_in_order")


def test_work_that_goes_on_has_no_last_year():
    practice = make_practice()
    practice.ongoing, practice.end_year = True, 2020
    assert refused_by_the_form(practice) == {"__all__": ["Work that goes on has no last year."]}
    refused_by_the_database(practice.save, match="practice_ongoing_has_no_end")


@pytest.mark.parametrize(
    "years",
    [
        {"start_year": 2018, "end_year": 2018, "ongoing": False},
        {"start_year": None, "end_year": 2018, "ongoing": None},
        {"start_year": 2018, "end_year": None, "ongoing": True},
        {"start_year": None, "end_year": None, "ongoing": None},
        {"start_year": 1900, "end_year": 2100, "ongoing": False},
    ],
)
def test_years_may_be_equal_unknown_or_open(years):
    practice = make_practice(**years)
    practice.full_clean()
    assert Practice.objects.filter(pk=practice.pk).values("start_year", "end_year", "ongoing").get() == years


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_lies_within_reach(year):
    practice = make_practice()
    practice.start_year = year
    assert list(refused_by_the_form(practice)) == ["start_year"]


def test_a_practice_is_not_adapted_from_itself():
    practice = make_practice()
    practice.adapted_from = practice
    assert refused_by_the_form(practice) == {"__all__": ["A practice is not adapted from itself."]}
    refused_by_the_database(practice.save, match="practice_not_adapted_from_itself")


def test_an_organisation_has_a_role_in_a_practice_once():
    practice, organisation = make_practice(), make_organisation()
    Participation.objects.create(practice=practice, organisation=organisation, role="lead")
    again = Participation(practice=practice, organisation=organisation, role="lead")
    assert refused_by_the_form(again) == {"__all__": ["This organisation has this role in the practice already."]}
    refused_by_the_database(again.save, match="(?i)unique")
    Participation.objects.create(practice=practice, organisation=organisation, role="funder")
    assert practice.participations.count() == 2


def test_a_practice_is_linked_to_a_recommendation_once():
    practice, recommendation = make_practice(), make_recommendation()
    Illustration.objects.create(practice=practice, recommendation=recommendation)
    again = Illustration(practice=practice, recommendation=recommendation, relation="named")
    assert refused_by_the_form(again) == {"__all__": ["The practice is linked to this recommendation already."]}
    refused_by_the_database(again.save, match="(?i)unique")


def test_a_practice_has_a_theme_once():
    practice, theme = make_practice(), Theme.objects.first()
    PracticeTheme.objects.create(content_object=practice, tag=theme)
    again = PracticeTheme(content_object=practice, tag=theme)
    assert refused_by_the_form(again) == {"__all__": ["The practice has this theme already."]}
    refused_by_the_database(again.save, match="(?i)unique")


def test_a_practice_has_one_text_a_language():
    practice = make_practice()
    again = PracticeText(entry=practice, language="en", title="Another", summary="Another.")
    assert refused_by_the_form(again) == {"__all__": ["The entry has a text in this language already."]}
    refused_by_the_database(again.save, match="(?i)unique")


def test_roles_relations_and_origins_are_known_ones():
    practice = make_practice(lead=make_organisation())
    Illustration.objects.create(practice=practice, recommendation=make_recommendation())
    refused_by_the_database(practice.participations.update, role="guest", match="participation_role_known")
    refused_by_the_database(practice.illustrations.update, relation="near", match="illustration_relation_known")
    refused_by_the_database(practice.texts.update, origin="invented", match="practicetext_origin_known")
    wrong = practice.participations.get()
    wrong.role = "guest"
    assert refused_by_the_form(wrong)["role"] == ["Value 'guest' is not a valid choice."]


def test_levels_and_states_are_known_ones():
    practice = make_practice()
    practice.level = "secret"
    assert refused_by_the_form(practice) == {"level": ["Value 'secret' is not a valid choice."]}
    refused_by_the_database(Practice.objects.update, level="secret", match="entry_level_known")
    refused_by_the_database(Practice.objects.update, state="lost", match="entry_state_known")
    refused_by_the_database(Country.objects.update, least_level="secret", match="country_least_level_known")
    refused_by_the_database(Edition.objects.update, level="secret", match="edition_level_known")


def test_what_entries_stand_on_can_not_be_deleted_under_them():
    practice = make_practice(lead=make_organisation())
    citation = cite(practice)
    recommendation = make_recommendation()
    Illustration.objects.create(practice=practice, recommendation=recommendation)
    organisation = practice.participations.get().organisation
    for row in (practice.scale, practice.evidence, citation.source, recommendation, organisation):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()


def test_the_scale_of_a_practice_is_a_term_of_its_own_vocabulary():
    practice = make_practice()
    practice.scale = term("evidence", "described")
    assert list(refused_by_the_form(practice)) == ["scale"]


def test_a_vocabulary_has_a_term_once():
    refused_by_the_database(
        Term.objects.create, vocabulary="scale", slug="local", label="Local again", match="(?i)unique"
    )


def test_there_is_one_generation_row():
    assert Generation.objects.count() == 1
    refused_by_the_database(Generation.objects.create, pk=2, match="generation_has_one_row")


def test_an_entry_has_one_current_edition_and_each_number_and_generation_once():
    first = make_practice()
    edition = Edition.objects.of(first).get()
    copy = {"entry": first, "kind": "practice", "uid": first.uid, "slug": first.slug, "level": "open", "title": "Again"}
    copy |= {"record": edition.record, "digest": edition.digest, "published_at": edition.published_at}
    new = {"generation": edition.generation + 100}
    refused_by_the_database(Edition.objects.create, **copy, **new, number=2, match="(?i)unique")
    refused_by_the_database(Edition.objects.create, **copy, **new, number=1, current=False, match="(?i)unique")
    same = {"generation": edition.generation, "number": 2, "current": False}
    refused_by_the_database(Edition.objects.create, **copy, **same, match="(?i)unique")
    Edition.objects.create(**copy, **new, number=2, current=False)
    assert [edition.number for edition in Edition.objects.of(first).current()] == [1]


def test_an_edition_has_a_digest_exactly_when_it_has_a_record():
    make_practice()
    refused_by_the_database(Edition.objects.update, digest="", match="edition_digest_of_record")
    refused_by_the_database(Edition.objects.update, record="", current=False, match="edition_digest_of_record")


def test_what_is_current_holds_a_record():
    make_practice()
    refused_by_the_database(Edition.objects.update, record="", digest="", match="edition_current_has_record")


def test_an_address_leads_to_one_entry():
    practice, other = make_practice(slug="by-the-river"), make_network()
    refused_by_the_database(
        Address.objects.create, kind="practice", slug="by-the-river", entry=other, match="(?i)unique"
    )
    Address.objects.create(kind="network", slug="by-the-river", entry=other)
    assert Address.objects.get(kind="practice").entry.uid == practice.uid
