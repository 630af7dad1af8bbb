"""What consents allow, what they stop, and what happens when they run out."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from places.levels import Level
from publishing.editions.redaction import draft_record
from publishing.models import Consent, ConsentAnswer, ConsentLink, Edition, Event
from publishing.safety.consent_links import drop_expired, mind_exports
from publishing.safety.consents import (
    allows,
    basis,
    consent_stops,
    running_out,
    with_entries,
)
from publishing.safety.publication import is_news, keep_from_exports, publish
from tests.factories import agree, cite, make_network, make_organisation, make_practice, rest_on_source
from tests.pages import get

USES = ["web", "exports", "translation", "photographs"]
pytestmark = pytest.mark.usefixtures("world")

DAY = date(2026, 6, 1)


def before(days):
    return DAY - timedelta(days=days)


def after(days):
    return DAY + timedelta(days=days)


def stops(entry, day=DAY):
    return [stop.message for stop in consent_stops(entry, day)]


# --- the basis


def test_an_entry_without_consents_has_no_basis():
    assert basis(make_organisation(), DAY) is None


def test_an_agreement_is_a_basis_up_to_and_including_its_last_day():
    organisation = make_organisation()
    agree(organisation, until=DAY)
    assert basis(organisation, DAY) == Consent.Basis.AGREEMENT
    assert basis(organisation, after(1)) is None


def test_an_agreement_that_leaves_out_the_web_is_no_basis():
    organisation = make_organisation()
    agree(organisation, web=False, photographs=True)
    assert basis(organisation, DAY) is None


def test_a_published_source_is_a_basis_once_the_entry_cites_one():
    organisation = make_organisation()
    rest_on_source(organisation)
    assert basis(organisation, DAY) is None
    cite(organisation)
    assert basis(organisation, DAY) == Consent.Basis.SOURCE


def test_of_several_agreements_the_newest_counts_even_when_it_has_ended():
    organisation = make_organisation()
    agree(organisation, given_on=before(300))
    agree(organisation, given_on=before(100), until=before(1), exports=False)
    assert basis(organisation, DAY) is None
    assert not organisation.may_be_exported()
    agree(organisation, given_on=before(1))
    assert basis(organisation, DAY) == Consent.Basis.AGREEMENT
    assert organisation.may_be_exported()


@pytest.mark.parametrize("use", ["exports", "translation"])
def test_an_agreement_allows_the_uses_it_names(use):
    organisation = make_organisation()
    consent = agree(organisation, **{use: False})
    assert allows(organisation, "web", DAY)
    assert not allows(organisation, use, DAY)
    type(consent).objects.update(**{use: True})
    assert allows(organisation, use, DAY)


def test_without_a_basis_nothing_is_allowed():
    organisation = make_organisation()
    assert not [use for use in USES if allows(organisation, use, DAY)]
    agree(organisation, photographs=True, until=before(1))
    assert not [use for use in USES if allows(organisation, use, DAY)]


def test_a_published_source_allows_all_but_photographs():
    organisation = make_organisation()
    rest_on_source(organisation, photographs=True)
    cite(organisation)
    assert [use for use in USES if allows(organisation, use, DAY)] == ["web", "exports", "translation"]


def test_photographs_are_allowed_by_an_agreement_for_them_alone_until_a_newer_one_says_otherwise():
    organisation = make_organisation()
    agree(organisation, given_on=before(30))
    assert not allows(organisation, "photographs", DAY)
    agree(organisation, given_on=before(20), web=False, photographs=True)
    assert allows(organisation, "photographs", DAY)
    assert basis(organisation, DAY) == Consent.Basis.AGREEMENT
    agree(organisation, given_on=before(10))
    assert not allows(organisation, "photographs", DAY)


@pytest.mark.parametrize("role", ["a.name@circle.invalid", "director, +254 700 123456", "call 0700-123-456"])
def test_a_role_holds_no_address_and_no_number(role):
    consent = Consent._meta.get_field("role")
    with pytest.raises(ValidationError, match="Write the role only: “.*” looks like a"):
        consent.clean(role, None)


def test_a_role_may_hold_a_year():
    assert Consent._meta.get_field("role").clean("board of 2025–2027", None) == "board of 2025–2027"


def test_an_agreement_from_the_future_is_refused():
    consent = agree(make_organisation())
    consent.given_on = date(2999, 1, 1)
    with pytest.raises(ValidationError, match="This day is still to come."):
        consent.full_clean()


def test_the_database_refuses_an_agreement_without_a_role():
    with pytest.raises(IntegrityError), transaction.atomic():
        agree(make_organisation(), role="")


# --- what stops publishing


def test_no_basis_stops_a_person_from_publishing():
    organisation = make_organisation()
    assert [stop.field for stop in consent_stops(organisation, DAY)] == ["consents"]
    assert stops(organisation) == ["It has no basis: write down who agreed, or that it rests on a published source."]
    agree(organisation, until=DAY)
    assert stops(organisation) == []
    assert stops(organisation, after(1)) == ["The agreement ended on 1 Jun 2026: ask again."]


def test_a_published_source_that_is_not_cited_stops():
    organisation = make_organisation()
    rest_on_source(organisation)
    assert stops(organisation) == ["Its basis is a published source, but it cites none: add the source."]
    cite(organisation)
    assert stops(organisation) == []


def test_translations_that_were_not_agreed_to_stop():
    organisation = make_organisation()
    agree(organisation, translation=False)
    assert stops(organisation) == []
    organisation.texts.create(language="fr", origin="human", title="Cercle de la rive")
    assert stops(organisation) == [
        "Translations were not agreed to: take out the texts in other languages (fr), or ask again."
    ]


def test_nothing_stops_what_is_withheld():
    assert stops(make_organisation(level=Level.WITHHELD)) == []


def test_a_wish_to_be_taken_out_stops_until_it_is_dealt_with():
    organisation = make_organisation(published=False)
    rest_on_source(organisation)
    cite(organisation)
    link = ConsentLink.objects.create(kind="organisation", uid=organisation.uid, digest="0", expires_on=DAY)
    said = ConsentAnswer.objects.create(link=link, kind="organisation", uid=organisation.uid, answer="withdraw")
    assert [message[:25] for message in stops(organisation)] == ["The organisation asked on"]
    ConsentAnswer.objects.update(handled_at=said.at)
    assert stops(organisation) == []


# --- exports


def test_what_may_not_be_exported_says_so_in_its_record():
    organisation = make_organisation()
    assert draft_record(organisation).exports
    agree(organisation, exports=False)
    assert not draft_record(organisation).exports
    publish(organisation)
    assert not Edition.objects.current().of(organisation).get().read().exports


def test_an_edition_from_before_there_were_exports_does_not_look_edited():
    organisation = make_organisation()
    edition = Edition.objects.current().of(organisation).get()
    assert '"exports":true,' in edition.record
    Edition.objects.update(record=edition.record.replace('"exports":true,', ""))
    assert not is_news(organisation)
    agree(organisation, exports=False)
    assert is_news(type(organisation).objects.get())


def test_an_entry_is_kept_from_exports_at_once_and_its_page_stays_as_it_was(client):
    organisation = make_organisation("Riverbank Circle", slug="riverbank-circle", about="As read.")
    organisation.texts.update(about="Not yet published.")
    keep_from_exports(organisation)
    edition = Edition.objects.get()
    assert (edition.number, edition.read().exports) == (1, False)
    assert "As read." in get(client, "/organisations/riverbank-circle/").main


def test_what_an_editor_wrote_down_for_this_site_alone_leaves_the_files_at_the_next_night(client):
    organisation = make_organisation("Riverbank Circle", slug="riverbank-circle")
    agree(organisation, exports=False)
    assert b"Riverbank" in b"".join(client.get("/organisations.csv").streaming_content)
    assert mind_exports() == [organisation]
    assert b"Riverbank" not in b"".join(client.get("/organisations.csv").streaming_content)
    assert "Riverbank Circle" in get(client, "/organisations/riverbank-circle/").main
    assert mind_exports() == []


# --- running out


def test_agreements_that_end_soon_or_have_ended_are_listed_soonest_first():
    soon, ended, later = make_organisation(), make_practice(), make_network()
    agree(soon, until=after(60))
    agree(ended, until=before(5))
    agree(later, until=after(61))
    make_organisation()
    agree(make_organisation())
    assert running_out(DAY) == [(ended, before(5)), (soon, after(60))]


def test_what_is_not_public_is_not_listed():
    draft, withdrawn = make_organisation(published=False), make_organisation(level=Level.WITHHELD)
    for organisation in (draft, withdrawn):
        agree(organisation, until=before(5))
    assert running_out(DAY) == []


def test_a_newer_agreement_or_a_cited_source_keeps_an_entry_off_the_list():
    renewed, sourced, uncited = make_organisation(), make_organisation(), make_organisation()
    for organisation in (renewed, sourced, uncited):
        agree(organisation, given_on=before(300), until=before(5))
    agree(renewed, given_on=before(2))
    rest_on_source(sourced)
    cite(sourced)
    rest_on_source(uncited)
    cite(make_practice())
    assert running_out(DAY) == [(uncited, before(5))]


@pytest.mark.parametrize("entries", [1, 3])
def test_the_list_takes_two_queries_a_kind(entries, django_assert_num_queries):
    for make in (make_organisation, make_network, make_practice):
        for _ in range(entries):
            agree(make(), until=DAY)
    with django_assert_num_queries(6):
        assert len([str(entry) for entry, _last_day in running_out(DAY)]) == 3 * entries


def test_after_the_days_of_grace_an_entry_is_withheld(client, settings):
    settings.CONSENT_GRACE_DAYS = 10
    organisation = make_organisation("Riverbank Circle", slug="riverbank-circle")
    agree(organisation, until=DAY)
    assert drop_expired(after(10)) == []
    assert "Riverbank Circle" in get(client, "/organisations/riverbank-circle/").main
    assert drop_expired(after(11)) == [organisation]
    organisation.refresh_from_db()
    assert organisation.level == Level.WITHHELD
    get(client, "/organisations/riverbank-circle/", 404)
    assert "Riverbank Circle" not in get(client, "/organisations/").main
    events = [(event.what, event.note) for event in Event.objects.of(organisation)]
    assert events[:2] == [
        ("consent-ended", "Consent ended on 1 Jun 2026."),
        ("restricted", "Consent ended on 1 Jun 2026."),
    ]
    assert drop_expired(after(12)) == []


def test_a_newer_agreement_keeps_an_entry_public():
    organisation = make_organisation()
    agree(organisation, given_on=before(300), until=before(200))
    agree(organisation, given_on=before(2))
    assert drop_expired(DAY) == []


# --- answers


@pytest.mark.parametrize("answers", [1, 3])
def test_answers_wait_with_their_entries_in_a_fixed_number_of_queries(answers, django_assert_num_queries):
    for number in range(answers):
        for make in (make_organisation, make_practice):
            entry = make()
            link = ConsentLink.objects.create(
                kind=entry.KIND, uid=entry.uid, digest=f"{make}{number}"[-64:], expires_on=DAY
            )
            ConsentAnswer.objects.create(link=link, kind=entry.KIND, uid=entry.uid, answer="change")
    with django_assert_num_queries(5):
        found = with_entries(ConsentAnswer.objects.waiting())
    assert [(said.kind, said.uid) for said, entry in found] == [(entry.KIND, entry.uid) for said, entry in found]
    assert len(found) == 2 * answers
