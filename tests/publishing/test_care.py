"""When an entry becomes more careful, words that name it leave the public side at once and wait for an answer."""

import pytest

from places.levels import Level
from publishing.models import Care, Edition, Event, Mention
from publishing.safety.care import answer, look_for_new_names
from publishing.safety.publication import NotPublishable, is_news, publish, restrict, withdraw
from tests.factories import cite, make_network, make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def raised(entry, level):
    type(entry).objects.filter(pk=entry.pk).update(level=level)
    return publish(entry)


def mentions():
    return [(mention.kind, mention.field, mention.held_back, mention.answer) for mention in Mention.objects.all()]


def test_restricting_takes_effect_at_once_whatever_stops_publishing(client):
    organisation = make_organisation("Zornhut Circle", slug="zornhut-circle", about="Zornhut Circle works for peace.")
    organisation.texts.update(title="Zornhut, not yet published")
    restrict(organisation, Level.GENERALISED, note="They asked for it")
    edition = Edition.objects.get()
    assert (edition.number, edition.level, edition.slug) == (1, Level.GENERALISED, organisation.uid)
    assert "Zornhut" not in "".join(Edition.objects.values_list("record", flat=True))
    assert get(client, "/organisations/zornhut-circle/", 404).h1() == ["There is nothing at this address"]
    assert get(client, f"/organisations/{organisation.uid}/").h1() == ["An organisation in Eastern Africa"]
    organisation.refresh_from_db()
    assert (organisation.level, organisation.version, organisation.state) == ("generalised", 2, "published")
    assert Event.objects.of(organisation).first().note == "They asked for it"


def test_restricting_never_makes_an_entry_more_open():
    organisation = make_organisation(level=Level.ANONYMISED)
    restrict(organisation, Level.GENERALISED)
    assert (organisation.level, Edition.objects.get().level) == (Level.ANONYMISED, Level.ANONYMISED)


def test_restricting_what_was_never_published_writes_no_edition():
    organisation = make_organisation(published=False)
    restrict(organisation, Level.WITHHELD)
    assert not Edition.objects.exists()
    organisation.refresh_from_db()
    assert (organisation.level, organisation.state) == ("withheld", "draft")


def test_restricting_to_withheld_leaves_nothing(client):
    practice = make_practice("Evening football", slug="evening-football")
    restrict(practice, Level.WITHHELD)
    assert get(client, "/practices/evening-football/", 404).h1() == ["There is nothing at this address"]
    assert not Edition.objects.of(practice).readable().exists()


def test_an_address_that_was_saved_and_not_published_stays_out_of_a_restricted_edition():
    practice = make_practice("Evening football", slug="evening-football")
    type(practice).objects.filter(pk=practice.pk).update(slug="secret-football", level=Level.OPEN)
    restrict(practice, Level.OPEN)
    assert Edition.objects.get().slug == "evening-football"


@pytest.mark.parametrize("make_careful", [raised, restrict], ids=["published", "restricted"])
def test_words_in_all_editions_of_all_other_entries_are_held_back(client, make_careful):
    lead = make_organisation("Zornhut Circle", acronym="ZHC")
    practice = make_practice(
        "Evening football", slug="evening-football", text={"lessons": "Ask the Zornhut Circle.", "context": "Fights."}
    )
    publish(practice, note="again")
    network = make_network("Bridges", slug="bridges", about="ZHC keeps it.")
    cite(network, "Yearbook of the Zornhut circle")
    publish(network)
    make_careful(lead, Level.GENERALISED)

    everything = "".join(Edition.objects.values_list("record", flat=True))
    assert "Zornhut" not in everything
    assert "ZHC" not in everything
    page = get(client, "/practices/evening-football/")
    assert "Fights." in page.main
    assert "Withheld for safety: What was learnt" in page.main
    assert "Sources Withheld for safety" in get(client, "/networks/bridges/").main
    assert mentions() == [
        ("network", "about", 2, ""),
        ("network", "sources", 1, ""),
        ("practice", "lessons", 2, ""),
    ]
    assert Event.objects.of(practice).first().what == Event.What.HELD_BACK


def test_a_former_name_is_kept_back_too():
    lead = make_organisation("Zornhut Circle")
    lead.texts.update(title="Calm Streets")
    publish(lead)
    make_practice("Evening football", text={"lessons": "Ask the Zornhut Circle, now Calm Streets."})
    restrict(lead, Level.GENERALISED)
    assert Care.objects.get().names == ["Calm Streets", "Zornhut Circle"]
    assert mentions() == [("practice", "lessons", 1, "")]


def test_a_title_that_names_it_goes_with_its_address(client):
    lead = make_organisation("Zornhut Circle")
    practice = make_practice("Football with the Zornhut Circle", slug="football-zornhut-circle")
    restrict(lead, Level.ANONYMISED)
    assert get(client, "/practices/football-zornhut-circle/", 404).h1() == ["There is nothing at this address"]
    page = get(client, f"/practices/{practice.uid}/")
    assert page.h1() == ["A practice in Eastern Africa"]
    assert "zornhut" not in " ".join(page.links)


def test_drafts_that_name_it_are_listed_and_can_not_be_published():
    lead = make_organisation("Zornhut Circle")
    draft = make_practice("Evening football", published=False, text={"lessons": "Ask the Zornhut Circle."})
    restrict(lead, Level.GENERALISED)
    assert mentions() == [("practice", "lessons", 0, "")]
    with pytest.raises(NotPublishable, match="The what was learnt \\(en\\) names “Zornhut Circle”"):
        publish(draft)


def test_a_mention_is_answered_as_reworded_only_when_the_words_are_gone(client):
    lead = make_organisation("Zornhut Circle")
    practice = make_practice("Evening football", slug="evening-football", text={"lessons": "Ask Zornhut Circle."})
    restrict(lead, Level.GENERALISED)
    mention = Mention.objects.get()
    assert not answer(mention, Mention.Answer.REWORDED, by=None)
    assert Care.objects.unfinished().count() == 1

    practice.texts.update(lessons="Ask a circle of neighbours.")
    assert answer(mention, Mention.Answer.REWORDED, by=None)
    assert Care.objects.unfinished().count() == 0
    publish(practice)
    assert "Ask a circle of neighbours." in get(client, "/practices/evening-football/").main


def test_what_was_found_harmless_may_be_published_again(client):
    lead = make_organisation("Trust")
    practice = make_practice("Evening football", slug="evening-football", text={"lessons": "It takes trust."})
    restrict(lead, Level.GENERALISED)
    assert "It takes trust." not in get(client, "/practices/evening-football/").main
    answer(Mention.objects.get(kind="practice"), Mention.Answer.HARMLESS, by=None)
    publish(practice)
    assert "It takes trust." in get(client, "/practices/evening-football/").main
    practice.texts.update(context="No trust.")
    with pytest.raises(NotPublishable, match="what the problem was"):
        publish(practice)


def test_an_entry_that_is_open_again_may_be_named():
    lead = make_organisation("Zornhut Circle")
    restrict(lead, Level.GENERALISED)
    raised(lead, Level.OPEN)
    assert not Care.objects.exists()
    publish(make_practice(published=False, text={"lessons": "Ask the Zornhut Circle."}))


def test_publishing_again_at_the_same_level_asks_nothing_twice():
    lead = make_organisation("Zornhut Circle")
    make_practice("Evening football", text={"lessons": "Ask Zornhut Circle."})
    restrict(lead, Level.GENERALISED)
    answer(Mention.objects.get(), Mention.Answer.HARMLESS, by=None)
    lead.texts.update(about="It works for calm streets in the evening.")
    publish(lead)
    assert mentions() == [("practice", "lessons", 1, "harmless")]


def test_holding_back_leaves_what_an_editor_has_saved_and_not_published():
    lead = make_organisation("Zornhut Circle")
    practice = make_practice("Evening football", text={"lessons": "Ask Zornhut Circle."})
    practice.texts.update(summary="New words.")
    restrict(lead, Level.GENERALISED)
    practice.refresh_from_db()
    text = practice.texts.get()
    assert (text.summary, text.lessons) == ("New words.", "Ask Zornhut Circle.")
    assert "New words." not in "".join(Edition.objects.values_list("record", flat=True))
    assert is_news(practice)


def test_care_ends_by_publishing_alone_and_not_by_asking_for_a_little_more_of_it():
    network = make_network("Zornhut Alliance")
    withdraw(network)
    restrict(network, Level.GENERALISED)  # at which a network that is public is named
    assert Care.objects.of(network).exists()
    with pytest.raises(NotPublishable, match="names “Zornhut Alliance”"):
        make_practice("Evening football", text={"lessons": "Ask the Zornhut Alliance."})
    publish(network)
    assert not Care.objects.of(network).exists()


def test_what_was_answered_stays_answered_when_another_name_is_looked_for():
    lead = make_organisation("Zornhut Circle")
    make_practice("Evening football", text={"lessons": "Ask Zornhut Circle."})
    restrict(lead, Level.GENERALISED)
    assert answer(Mention.objects.get(), Mention.Answer.HARMLESS, by=None)
    type(lead).objects.update(also_known_as="Quellhof")
    look_for_new_names()
    assert [mention.answer for mention in Mention.objects.all()] == ["harmless"]
