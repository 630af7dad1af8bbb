"""Secrets are planted wherever something may not be public, and looked for on every public page."""

import re

import pytest

from networks.models import Organisation
from places.levels import Level
from publishing.models import Edition
from publishing.safety.publication import publish, withdraw
from tests.addresses import in_turn
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice
from tests.pages import TOKEN, get
from tests.walking import walk

pytestmark = pytest.mark.usefixtures("world")

FOR_MACHINES = ("/sitemap.xml", "/sitemap-1.xml", "/sitemap-pages.xml", "/opensearch.xml", "/manifest.webmanifest")
PROSE = ("context", "approach", "outcomes", "lessons", "conditions")


def every_word(client, *more):
    """All that any public page sends in one language: bodies, headers and addresses, the pages of all entries and
    editions included. Languages take turns from call to call; to read all in each would take four times as long."""
    addresses = ["/", "/practices/?sort=title", "/networks/?sort=newest", "/organisations/?sort=newest", *more]
    editions = Edition.objects.exclude(slug="")
    for edition in editions:
        room = f"/{edition.kind}s/{edition.slug}/"
        addresses += [room, f"{room}editions/", f"{room}editions/{edition.number}/"]
    addresses = [in_turn(address, len(editions)) for address in addresses]
    # The page of the API shows a record, which holds its own uid; tests/gsx_site/test_api.py looks there.
    pages = {address: page for address, page in walk(client, *addresses).items() if address != "/api/v1/"}
    pages |= {address: client.get(address) for address in FOR_MACHINES}
    said = "\n".join(
        f"{address}\n{response.headers}\n{response.content.decode()}" for address, response in pages.items()
    )
    return re.sub(TOKEN, r"\1", said)


def assert_absent(everything, *secrets):
    assert [secret for secret in secrets if secret.lower() in everything.lower()] == []


def spellings(words):
    """The secret `words` as someone might type them: whole, each word, begun, and with one slip in it."""
    yield words
    for word in words.split():
        yield from (word, f'"{word}"', f"{word} OR {word}", word[:-1], word[:2] + word[3:], word + word[-1])
        yield word[:1] + word[2] + word[1] + word[3:]


def found_by(client, *secrets):
    """All that searches for `secrets` lead to: entries, other words offered, suggestions; not what was typed.

    All is asked in English: searches in the other languages are asked in tests/gsx_site/test_leak_walk.py.
    """
    found = set()
    for typed in {typed for secret in secrets for typed in spellings(secret)}:
        for address in ("/search/", "/practices/", "/networks/", "/organisations/"):
            listing = client.get(address, {"q": typed}).context["listing"]
            found |= {row.card.url for row in listing.rows}
            found |= {one.label for one in listing.relaxations}
            found |= {one.label for one in (listing.correction, listing.suggestion) if one}
            assert listing.total == len(listing.rows), typed
        suggested = client.get("/search/suggest/", {"q": typed}).json()
        found |= {item["label"] for group in suggested for item in group["items"]}
    return found


def raised(entry, level):
    type(entry).objects.filter(pk=entry.pk).update(level=level)
    return publish(entry)


def test_nothing_that_is_drawn_by_chance_is_looked_through(client):
    assert every_word(client) == every_word(client)


def test_drafts_notes_and_unpublished_changes_are_nowhere(client):
    practice = make_practice(
        "Evening football", slug="evening-football", notes="Zornhut said so", text={"lessons": "Patience"}
    )
    make_practice("Zornberg draft", published=False)
    make_organisation("Zorntal draft", published=False)
    practice.texts.update(lessons="Zornwald")
    practice.participations.create(organisation=make_organisation("Zornsee draft", published=False), role="lead")
    everything = every_word(client)
    assert "Patience" in everything
    assert_absent(everything, "Zorn")
    assert found_by(client, "Patience") == {"/practices/evening-football/", "patience"}
    assert found_by(client, "Zornhut", "Zornberg draft", "Zorntal", "Zornwald", "Zornsee") == set()


def test_withheld_fields_are_nowhere_and_their_place_says_so(client):
    words = {name: f"Zornhut {name}" for name in PROSE}
    practice = make_practice(
        "Evening football",
        slug="evening-football",
        text=words,
        partner=make_organisation("Zornberg Kwelm", published=False),
        unanswered=dict.fromkeys([*PROSE, "participations", "places"], "withheld"),
    )
    everything = every_word(client)
    assert practice.uid not in everything
    assert_absent(everything, "Zorn")
    assert found_by(client, "Zornhut", "Zornberg Kwelm", "Kenya", "Eastern Africa") == set()
    page = get(client, "/practices/evening-football/")
    withheld = page.main.partition("Withheld for safety:")[2].partition(".")[0].split(", ")
    assert len(withheld) >= 6
    assert "Kenya" not in page.main


def test_an_organisation_that_becomes_more_careful_is_at_once_unnamed_everywhere(client):
    lead = make_organisation(
        "Zornhut Kwelm",
        slug="zornhut-kwelm",
        acronym="ZHC",
        website="https://zornhut.invalid",
        about="It works.",
        women_led=True,
    )
    network = make_network("Bridges", slug="bridges", secretariat=lead, supporters=[lead])
    make_membership(lead, network, role="zornhut role")
    cite(lead, "Zornhut yearbook")
    publish(lead)
    publish(network)
    practice = make_practice("Evening football", slug="evening-football", lead=lead, networks=[network])
    assert "Zornhut Kwelm" in every_word(client)
    found = {"/organisations/zornhut-kwelm/", "/practices/evening-football/", "Zornhut Kwelm", "zornhut", "kwelm"}
    assert found_by(client, "Zornhut Kwelm") == found

    raised(lead, Level.GENERALISED)
    assert_absent(every_word(client, f"/organisations/{lead.uid}/"), "zornhut", "ZHC")
    assert found_by(client, "Zornhut Kwelm", "ZHC") == set()
    asked = get(client, "/practices/?organisation=zornhut-kwelm").main
    assert "Organisation has no such value, so it was left out: “zornhut-kwelm”." in asked
    page = get(client, "/practices/evening-football/")
    assert "A women-led organisation in Eastern Africa" in page.main
    assert f"/organisations/{lead.uid}/" not in page.links
    hidden = get(client, f"/organisations/{lead.uid}/")
    assert "Evening football" not in hidden.main
    assert "Bridges" not in hidden.main
    assert get(client, "/organisations/zornhut-kwelm/", 404).h1() == ["There is nothing at this address"]
    assert get(client, "/organisations/zornhut-kwelm/editions/", 404).h1() == ["There is nothing at this address"]

    raised(lead, Level.ANONYMISED)
    page = get(client, "/practices/evening-football/")
    assert "women-led" not in page.main.lower()
    everything = every_word(client)
    # Its own address, and the one of corrections that its own page leads to.
    for own in (
        f"/organisations/{lead.uid}/",
        f"/organisations/{lead.uid}.",
        f"organisation%2F{lead.uid}",
        f'value="organisation/{lead.uid}"',
    ):
        everything = everything.replace(own, "")
    assert lead.uid not in everything
    assert "0 members" not in get(client, "/networks/bridges/").main
    raised(lead, Level.WITHHELD)
    everything = every_word(client, f"/organisations/{lead.uid}/")
    assert "An organisation in" not in everything
    assert practice.uid not in everything


def test_a_practice_that_becomes_more_careful_takes_its_history_along(client):
    lead = make_organisation("Riverbank Circle", slug="riverbank-circle", country="UG")
    practice = make_practice(
        "Zornhut plays", slug="zornhut-plays", lead=lead, text={"years_note": "Zornhut spring"}, published=False
    )
    cite(practice, "Zornhut yearbook", url="https://zornhut.invalid/")
    publish(practice, note="Zornhut was seen")
    practice.texts.update(title="Neighbours play", summary="They play.", years_note="")
    raised(practice, Level.ANONYMISED)
    everything = every_word(client, f"/practices/{practice.uid}/editions/1/", f"/practices/{practice.uid}/editions/")
    assert_absent(everything.replace("/practices/zornhut-plays/", ""), "Zornhut")
    found = found_by(client, "Zornhut", "yearbook", "Kenya", "Riverbank")
    assert found == {"/organisations/riverbank-circle/", "Riverbank Circle", "riverbank"}
    page = get(client, f"/practices/{practice.uid}/editions/1/")
    assert page.h1() == ["A practice in Eastern Africa"]
    assert "Riverbank" not in page.main
    assert "Kenya" not in page.main
    assert get(client, "/practices/zornhut-plays/", 404).h1() == ["There is nothing at this address"]
    assert practice.uid not in get(client, "/practices/zornhut-plays/", 404).words


def test_a_generalised_practice_describes_who_led_it_wherever_it_is_listed(client):
    lead = make_organisation("Riverbank Circle", country="UG", women_led=True)
    make_practice("Evening football", slug="evening-football", lead=lead, level=Level.GENERALISED)
    for address in ("/", "/practices/", "/places/KE/", "/practices/evening-football/"):
        page = get(client, address)
        assert "A women-led organisation in Eastern Africa" in page.main, address
        assert "Riverbank" not in page.main, address


def test_nothing_is_said_to_be_related_through_what_is_hidden(client):
    draft = make_organisation("Zornhut", published=False)
    make_practice("Evening football", slug="evening-football", partner=draft, countries=["NP"], scale="local")
    make_practice("Morning chess", partner=draft, countries=["FI"])
    assert client.get("/practices/evening-football/").context["practice"]["related"] == []
    assert "Morning chess" not in get(client, "/practices/evening-football/").main


def test_the_order_of_networks_does_not_tell_how_many_belong_to_a_hidden_one(client):
    hidden = make_network("Zornhut Net", level=Level.ANONYMISED)
    for _ in range(3):
        organisation = make_organisation(published=False)
        make_membership(organisation, hidden)
        publish(organisation)
    make_network("Hub")
    assert [card.title for card in client.get("/").context["networks"]] == ["Hub"]


def test_a_title_withheld_at_level_open_leaves_no_link_and_no_value(client):
    lead = make_organisation("Zornhut Kwelm", slug="zornhut-kwelm", women_led=True)
    make_practice("Evening football", slug="evening-football", lead=lead)
    Organisation.objects.filter(pk=lead.pk).update(unanswered={"title": "withheld"})
    publish(lead)
    assert_absent(
        every_word(client, f"/organisations/{lead.uid}/", "/organisations/zornhut-kwelm/").replace(
            "/organisations/zornhut-kwelm/", ""
        ),
        "zornhut",
    )
    assert found_by(client, "Zornhut Kwelm") == set()
    page = get(client, "/practices/evening-football/")
    assert "A women-led organisation in Eastern Africa" in page.main
    assert f"/organisations/{lead.uid}/" not in page.links
    assert client.get("/organisations/zornhut-kwelm/").status_code == 404


def test_an_anonymised_practice_is_counted_for_its_region_and_for_no_country_or_grouping(client):
    make_practice("Evening football", level=Level.ANONYMISED)
    assert "1 practice" in get(client, "/practices/?place=014").main
    assert "0 practices" in get(client, "/practices/?place=KE").main
    assert "0 practices" in get(client, "/practices/?place=horn-of-africa").main


def test_a_careful_network_is_not_told_of_together_with_its_members(client):
    lead = make_organisation("Riverbank Circle", slug="riverbank-circle", published=False)
    network = make_network("Zornhut Net", slug="zornhut-net")
    make_membership(lead, network)
    publish(lead)
    make_practice("Evening football", slug="evening-football", lead=lead, networks=[network])
    assert "Zornhut Net" in get(client, "/organisations/riverbank-circle/").main
    raised(network, Level.GENERALISED)
    for address in ("/organisations/riverbank-circle/", "/practices/evening-football/", "/organisations/"):
        assert "Zornhut" not in get(client, address).words
    assert found_by(client, "Zornhut") == {"/networks/zornhut-net/", "Zornhut Net", "zornhut"}
    shown = get(client, "/networks/zornhut-net/")
    assert "Riverbank" not in shown.main
    assert "Evening football" not in shown.main


def test_a_withdrawn_entry_answers_as_one_that_never_was(client):
    practice = make_practice("Zornhut plays", slug="zornhut-plays")
    withdraw(practice)
    page = get(client, "/practices/zornhut-plays/", 404)
    assert page.h1() == ["There is nothing at this address"]
    assert found_by(client, "Zornhut plays") == set()
    assert "plays" not in page.words.replace("/practices/zornhut-plays/", "")
    for address in ("/practices/zornhut-plays/editions/", "/practices/zornhut-plays/editions/1/"):
        assert get(client, address, 404).h1() == ["There is nothing at this address"]


def test_an_address_that_changed_redirects(client):
    practice = make_practice("Evening football", slug="evening-football")
    type(practice).objects.filter(pk=practice.pk).update(slug="morning-football")
    publish(practice)
    response = client.get("/practices/evening-football/")
    assert (response.status_code, response.headers["Location"]) == (301, "/practices/morning-football/")


@pytest.mark.parametrize("make", [make_organisation, make_network, make_practice])
def test_addresses_of_every_kind_redirect_and_close_when_the_title_is_hidden(client, make):
    entry = make("Zornhut one", slug="zornhut-one")
    type(entry).objects.filter(pk=entry.pk).update(slug="zornhut-two")
    publish(entry)
    room = f"/{entry.KIND}s"
    for rest in ("", "editions/", "editions/1/"):
        response = client.get(f"{room}/zornhut-one/{rest}")
        assert (response.status_code, response.headers["Location"]) == (301, f"{room}/zornhut-two/{rest}")
    raised(entry, Level.ANONYMISED)
    for slug in ("zornhut-one", "zornhut-two"):
        for rest in ("", "editions/", "editions/1/"):
            page = get(client, f"{room}/{slug}/{rest}", 404)
            assert page.h1() == ["There is nothing at this address"]
            assert entry.uid not in page.words
            assert "Zornhut" not in page.words.replace(f"{room}/{slug}/", "")
    assert get(client, f"{room}/{entry.uid}/").h1()[0].startswith("A")


def test_what_is_hidden_by_level_withheld_answers_as_what_never_was(client):
    organisation = make_organisation("Riverbank Circle", slug="riverbank-circle")
    Organisation.objects.filter(pk=organisation.pk).update(level=Level.WITHHELD)
    publish(organisation)
    assert get(client, "/organisations/riverbank-circle/", 404).h1() == ["There is nothing at this address"]
    assert get(client, f"/organisations/{organisation.uid}/", 404).h1() == ["There is nothing at this address"]
