"""publish() and withdraw(): editions, generations, addresses, earlier editions."""

import hashlib

import pytest

from catalogue.models import Document
from places.levels import Level
from publishing.editions.redaction import draft_record
from publishing.models import Address, Edition, Entry, Generation
from publishing.safety.publication import NotPublishable, is_news, publish, withdraw
from tests.factories import (
    cite,
    make_careful,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_ready,
    make_user,
)

pytestmark = pytest.mark.usefixtures("world")


def editions_of(entry):
    return list(Edition.objects.of(entry).order_by("number"))


def set_level(entry, level):
    type(entry).objects.filter(pk=entry.pk).update(level=level)
    entry.level = level
    return entry


def reasons(entry):
    with pytest.raises(NotPublishable) as refused:
        publish(entry)
    return [str(stop) for stop in refused.value.stops]


def test_an_edition_holds_the_record_its_digest_and_who_published_it_when():
    user = make_user(superuser=True)
    practice = make_ready(make_practice("Evening football", published=False))
    edition = publish(practice, by=user, note="First account")
    assert (edition.kind, edition.uid, edition.slug) == ("practice", practice.uid, "evening-football")
    assert (edition.number, edition.current, edition.level, edition.title) == (1, True, "open", "Evening football")
    assert (edition.published_by, edition.note) == (user, "First account")
    assert edition.read() == draft_record(practice)
    assert edition.digest == hashlib.sha256(edition.record.encode()).hexdigest()
    assert practice.state == Entry.State.PUBLISHED
    practice.refresh_from_db()
    assert practice.state == Entry.State.PUBLISHED


def test_editions_are_numbered_and_each_takes_the_next_generation():
    practice = make_practice()
    before = Generation.objects.now().number
    publish(practice)
    other = make_practice()
    assert [(e.number, e.current) for e in editions_of(practice)] == [(1, False), (2, True)]
    assert [e.generation for e in editions_of(practice)][1:] == [before + 1]
    assert editions_of(other)[0].generation == before + 2 == Generation.objects.now().number


def test_editing_a_published_entry_changes_no_edition_until_it_is_published_again():
    practice = make_practice("Evening football")
    practice.texts.update(title="Morning football")
    assert is_news(practice)
    assert Edition.objects.current().of(practice).get().read().title() == "Evening football"
    publish(practice)
    assert Edition.objects.current().of(practice).get().read().title() == "Morning football"
    assert not is_news(practice)


def test_an_entry_without_a_text_in_its_original_language_is_refused_and_nothing_is_written():
    practice = make_practice(published=False, original_language="fr")
    before = Generation.objects.now().number
    assert reasons(practice) == [
        "There is no text in the original language (fr): add one.",
        "Say where the text in “en” comes from: only “fr” is the original.",
    ]
    assert not editions_of(practice)
    assert Generation.objects.now().number == before
    assert practice.state == Entry.State.DRAFT


def test_only_the_text_in_the_original_language_is_the_original():
    practice = make_practice(published=False)
    practice.texts.create(language="fr", title="Football du soir", summary="On joue.")
    assert reasons(practice) == ["Say where the text in “fr” comes from: only “en” is the original."]
    practice.texts.filter(language="fr").update(origin="machine")
    assert [text.origin for text in publish(practice).read().texts] == ["original", "machine"]


def test_words_that_must_be_there_are_named_when_they_are_missing():
    practice = make_practice(published=False, text={"summary": "  "})
    assert reasons(practice) == ["The text in the original language has no summary: write it."]


def test_a_country_can_ask_for_more_care_than_an_entry_takes():
    make_careful("SO", Level.GENERALISED)
    practice = make_practice(countries=["KE", "SO"], published=False)
    assert reasons(practice) == ["Entries in Somalia are published at level Generalised or a more careful one."]
    assert publish(set_level(practice, Level.GENERALISED)).level == "generalised"


def test_a_name_that_the_level_hides_may_not_stand_in_the_prose():
    lead = make_organisation("Riverbank Circle", acronym="RBC")
    practice = make_practice(
        lead=lead, published=False, text={"context": "RBC saw fights.", "approach": "The riverbank circle met."}
    )
    assert reasons(set_level(practice, Level.GENERALISED)) == [
        "The what the problem was (en) names “RBC”, which may not be named here: reword it.",
        "The what was done (en) names “Riverbank Circle”, which may not be named here: reword it.",
    ]
    practice.texts.update(context="An RBCX saw fights.", approach="They met in Kenya.")
    assert publish(practice).number == 1
    assert reasons(set_level(practice, Level.ANONYMISED)) == [
        "The what was done (en) names “Kenya”, which may not be named here: reword it."
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("In Côte d'Ivoire they met.", "CI"),
        ("In COTE  D’IVOIRE they met.", "CI"),
        ("In South\nSudan they met.", "SS"),
    ],
)
def test_a_name_is_found_however_it_is_typed(words, name):
    practice = make_practice(countries=[name], published=False, text={"lessons": words})
    assert [reason for reason in reasons(set_level(practice, Level.ANONYMISED)) if "may not be named here" in reason]


def test_what_is_joined_to_a_name_in_arabic_does_not_hide_it():
    practice = make_practice(countries=["KE"], published=False, original_language="ar")
    practice.texts.update(language="ar", summary="التقوا بكينيا.")
    assert len(reasons(set_level(practice, Level.ANONYMISED))) == 1


def test_the_address_may_not_name_whom_the_level_hides():
    lead = make_organisation("Zed Circle")
    practice = make_practice("Evening football", slug="zed-circle-football", lead=lead)
    assert reasons(set_level(practice, Level.GENERALISED)) == [
        "The address names “Zed Circle”, which may not be named here: choose another."
    ]


def test_networks_are_looked_for_in_the_prose_too():
    network = make_network("Bridge Builders")
    practice = make_practice(published=False, networks=[network], text={"lessons": "Bridge Builders helped."})
    assert len(reasons(set_level(practice, Level.GENERALISED))) == 1


def test_an_open_entry_may_not_name_an_organisation_that_is_careful():
    lead = make_organisation("Quiet Harbour")
    practice = make_practice("Quiet Harbour evenings", slug="evenings", lead=lead)
    publish(set_level(lead, Level.GENERALISED))
    assert reasons(practice) == ["The title (en) names “Quiet Harbour”, which may not be named here: reword it."]


def test_a_field_withheld_later_is_taken_out_of_earlier_editions_too():
    practice = make_practice("Evening football", text={"lessons": "Zornhut", "outcomes": "More people."})
    type(practice).objects.filter(pk=practice.pk).update(unanswered={"lessons": "withheld"})
    [before], at = editions_of(practice), Generation.objects.now()
    publish(practice, note="Checked")
    [first] = editions_of(practice)
    assert "Zornhut" not in first.record
    assert first.read().answer("lessons") == "withheld"
    assert (first.generation, first.published_at, first.note) == (before.generation, before.published_at, "")
    assert Generation.objects.now().number == at.number
    assert Generation.objects.now().era != at.era
    assert first.read().original.outcomes == "More people."
    assert first.digest == hashlib.sha256(first.record.encode()).hexdigest()


def test_what_is_found_is_the_new_edition_though_earlier_ones_lost_something_by_it():
    practice = make_practice("Evening football", text={"lessons": "Zornhut", "outcomes": "More people."})
    type(practice).objects.filter(pk=practice.pk).update(unanswered={"outcomes": "withheld"})
    practice.texts.update(lessons="Quellhof")
    publish(practice)
    document = Document.objects.get()
    assert (document.live, document.generation) == (True, Generation.objects.now().number)
    assert "enquellhof" in document.spelt.split()
    assert "enzornhut" not in document.spelt.split()


def test_an_address_closes_when_the_title_is_withheld():
    organisation = make_organisation("Alpha House", slug="alpha-house")
    type(organisation).objects.filter(pk=organisation.pk).update(unanswered={"title": "withheld"})
    assert publish(organisation).slug == organisation.uid
    assert Address.objects.get(slug="alpha-house").gone
    assert "Alpha" not in "".join(one.record + one.title for one in editions_of(organisation))


def test_withheld_sources_are_withheld_from_memberships_as_well():
    organisation, network = make_organisation(published=False, unanswered={"sources": "withheld"}), make_network()
    cite(organisation.memberships.create(network=network, role="member"), "A telling report")
    assert "telling" not in publish(organisation).record


def test_at_anonymised_a_language_does_not_tell_the_country():
    practice = make_practice(published=False, original_language="en-KE", level=Level.ANONYMISED)
    practice.texts.update(language="en-KE")
    assert [text.language for text in publish(practice).read().texts] == ["en"]


def test_unanswered_fields_that_do_not_exist_are_named():
    practice = make_practice(published=False, unanswered={"outcomes": "withheld", "moods": "not-reported"})
    assert reasons(practice) == ["There are no fields with these names: moods."]


def test_an_address_that_was_another_entrys_is_refused():
    first = make_practice(slug="by-the-river")
    type(first).objects.filter(pk=first.pk).update(slug="moved")
    second = make_practice(slug="by-the-river", published=False)
    assert reasons(second) == ["The address “by-the-river” belonged to another entry: choose another."]


def test_a_withdrawal_is_no_news_and_leaves_no_edition_current():
    practice = make_practice("Evening football")
    before = Generation.objects.now()
    withdraw(practice, note="At their request")
    [edition] = editions_of(practice)
    assert (edition.current, edition.read().title(), edition.note) == (False, "Evening football", "")
    assert practice.state == Entry.State.WITHDRAWN
    assert Generation.objects.now().number == before.number
    assert Generation.objects.now().era != before.era


def test_what_was_never_public_leaves_no_trace_when_it_is_published_at_level_withheld():
    organisation = make_organisation("Riverbank Circle", published=False, level=Level.WITHHELD)
    before = Generation.objects.now()
    assert publish(organisation) is None
    organisation.texts.update(title="Quiet Harbour")
    assert publish(organisation) is None
    assert not editions_of(organisation)
    assert Generation.objects.now().mark == before.mark


def test_a_withdrawal_can_empty_the_earlier_editions():
    practice = make_practice("Evening football", slug="evening-football")
    withdraw(practice, redact=True)
    [first] = editions_of(practice)
    assert (first.record, first.digest, first.title, first.slug) == ("", "", "", practice.uid)
    assert Address.objects.get(slug="evening-football").gone


def test_publishing_at_level_withheld_empties_the_earlier_editions_too():
    practice = make_practice("Evening football")
    publish(set_level(practice, Level.WITHHELD))
    assert [(e.number, e.record, e.current) for e in editions_of(practice)] == [(1, "", False)]
    assert practice.state == Entry.State.WITHDRAWN
    assert "football" not in "".join(e.title + e.slug + e.note for e in editions_of(practice))


def test_a_more_careful_level_reaches_earlier_editions_and_they_stay_so():
    lead = make_organisation("Riverbank Circle")
    practice = make_practice("Riverbank Circle plays", slug="riverbank-plays", lead=lead, published=False)
    cite(practice, "The Circle's own report")
    publish(practice, note="With thanks to Riverbank Circle")
    practice.texts.update(title="Neighbours play")
    type(practice).objects.filter(pk=practice.pk).update(slug="neighbours-play")
    publish(set_level(practice, Level.GENERALISED))
    publish(set_level(practice, Level.OPEN))
    first, second = editions_of(practice)
    stored = first.record + first.title + first.slug + first.note
    for secret in ("Riverbank", "riverbank", "Circle", lead.uid):
        assert secret not in stored
    assert (first.level, first.title, second.level) == ("generalised", "Neighbours play", "open")
    assert first.digest == hashlib.sha256(first.record.encode()).hexdigest()
    assert lead.uid in second.record


def test_old_addresses_close_when_the_level_rises_and_redirect_otherwise():
    practice = make_practice("Evening football", slug="evening-football")
    type(practice).objects.filter(pk=practice.pk).update(slug="morning-football")
    publish(practice)
    assert dict(Address.objects.values_list("slug", "gone")) == {"evening-football": False, "morning-football": False}
    edition = publish(set_level(practice, Level.ANONYMISED))
    assert edition.slug == practice.uid
    assert dict(Address.objects.values_list("slug", "gone")) == {"evening-football": True, "morning-football": True}
    publish(set_level(practice, Level.OPEN))
    assert dict(Address.objects.values_list("slug", "gone")) == {"evening-football": True, "morning-football": False}


def test_a_generalised_organisation_answers_at_its_uid():
    organisation = make_organisation("Riverbank Circle", published=False, level=Level.GENERALISED)
    edition = publish(organisation)
    assert edition.slug == organisation.uid
    assert edition.title == "An organisation in Eastern Africa"
    assert not Address.objects.exists()


def test_a_generalised_practice_describes_public_organisations_and_is_silent_on_others():
    led = make_organisation("Riverbank Circle", women_led=True)
    hidden = make_organisation("Hill Circle", published=False)
    practice = make_practice(lead=led, partner=hidden, published=False, level=Level.GENERALISED)
    lead, partner = publish(practice).read().participations
    assert (lead.organisation, lead.description.words()) == ("", "A women-led organisation in Eastern Africa")
    assert (partner.organisation, partner.description) == ("", None)


def test_only_memberships_that_are_shown_are_published():
    organisation, network, hidden = make_organisation(), make_network(), make_network()
    organisation.memberships.create(network=network, role="member", since=2019)
    organisation.memberships.create(network=hidden, role="member", shown=False)
    record = publish(organisation).read()
    assert [(m.network, m.role, m.since) for m in record.memberships] == [(network.uid, "member", 2019)]


def test_a_membership_that_is_kept_out_leaves_earlier_editions_too():
    organisation, network = make_organisation(), make_network("Bridges")
    membership = make_membership(organisation, network)
    other = make_membership(organisation, make_network("Chapter"))
    publish(organisation)
    type(membership).objects.filter(pk=membership.pk).update(shown=False)
    publish(organisation)
    held = [[one.network for one in edition.read().memberships] for edition in editions_of(organisation)]
    assert held == [[], [other.network.uid]]


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("Lead is riverbank circle", "The note names “Riverbank Circle”, which may not be named here: reword it."),
        ("Ask +254 711 000 000", "The note holds “+254 711 000 000”, which looks like a phone number: take it out."),
        (
            "At +254\u200e7110\u200e00000",
            "The note holds “+254711000000”, which looks like a phone number: take it out.",
        ),
        ("Mail a.b@example.org", "The note holds “a.b@example.org”, which looks like an e-mail address: take it out."),
    ],
)
def test_a_note_is_read_as_all_other_words_are(note, reason):
    lead = make_organisation("Riverbank Circle")
    practice = make_practice(lead=lead, published=False)
    publish(set_level(lead, Level.GENERALISED))
    with pytest.raises(NotPublishable) as refused:
        publish(practice, note=note)
    assert [str(stop) for stop in refused.value.stops] == [reason]
    assert not editions_of(practice)


def test_the_note_of_the_edition_that_raises_the_level_does_not_name_it():
    organisation = set_level(make_organisation("Riverbank Circle"), Level.ANONYMISED)
    with pytest.raises(NotPublishable):
        publish(organisation, note="Riverbank Circle asked for it")
    assert publish(organisation, note="Asked for").note == ""


def test_notes_that_name_whom_a_level_hides_now_are_emptied():
    lead = make_organisation("Riverbank Circle")
    practice = make_practice(lead=lead, published=False)
    publish(practice, note="Riverbank Circle leads")
    publish(practice, note="Checked")
    publish(set_level(lead, Level.ANONYMISED))
    assert [edition.note for edition in editions_of(practice)] == ["", "Checked"]


def test_others_words_lose_the_name_of_an_entry_that_is_withdrawn_unless_it_may_stay():
    circle, harbour = make_organisation("Riverbank Circle"), make_organisation("Quiet Harbour")
    practice = make_practice(text={"context": "Riverbank Circle was asked.", "approach": "Quiet Harbour came."})
    withdraw(circle)
    withdraw(harbour, names_stay=True)
    [edition] = editions_of(practice)
    assert edition.read().answer("context") == "withheld"
    assert edition.read().original.approach == "Quiet Harbour came."
    another = make_practice(published=False, text={"context": "Riverbank Circle was asked."})
    assert reasons(another) == [
        "The what the problem was (en) names “Riverbank Circle”, which may not be named here: reword it."
    ]
    publish(circle)
    assert publish(another).number == 1
