"""Worlds for the browser: invented entries, and what their pages are."""

from networks.models import Membership
from places.levels import Level
from practices.vocabulary import load_key_themes
from publishing.safety.publication import publish, withdraw
from tests import factories
from tests.factories import cite, make_network, make_organisation, make_picture, make_practice, make_recommendation
from tests.replay import written_again

# A page of every type there is, by what it is.
PAGES = {
    "home": "/",
    "practices": "/practices/",
    "practices filtered": "/practices/?place=KE&sort=title&theme=sport-arts-culture",
    "practices with notices": "/practices/?colour=blue&page=99&sort=size&theme=unheard-of",
    "nothing found": "/practices/?evidence=replicated&place=BD",
    "practices of earlier times": "/practices/?as_of=40&sort=title",
    "earlier practices searched": "/practices/?as_of=40&q=football",
    "practice": "/practices/evening-football/",
    "practice in Arabic": "/ar/practices/evening-football/",
    "home in Arabic": "/ar/",
    "practices filtered, in Arabic": "/ar/practices/?place=KE&sort=title&theme=sport-arts-culture",
    "country in Arabic": "/ar/places/KE/",
    "suggest a practice in Arabic": "/ar/suggest/",
    "data in French": "/fr/data/",
    "practice with nothing told": "/practices/quiet-work/",
    "history": "/practices/evening-football/editions/",
    "earlier edition": "/practices/evening-football/editions/1/",
    "organisations to choose": "/practices/values/organisation/?organisation=riverbank-circle&place=KE",
    "organisations found": "/practices/values/organisation/?find=nobody",
    "all kinds searched": "/search/?q=football",
    "practices on a map": "/map/practices/",
    "practices of a region on a map": "/map/practices/?place=014",
    "practices by years": "/years/",
    "gaps": "/gaps/practices/?best=1&parts=1",
    "brief": "/brief/",
    "brief in Arabic": "/ar/brief/?practice=evening-football%2Clong",
    "side by side": "/compare/?place=KE&practice=evening-football%2Cquiet-work",
    "relations of a practice": "/practices/evening-football/relations/",
    "relations of an organisation": "/organisations/riverbank-circle/relations/",
    "relations in Arabic": "/ar/networks/hub/relations/",
    "networks": "/networks/",
    "network": "/networks/hub/",
    "organisations": "/organisations/",
    "organisation": "/organisations/riverbank-circle/",
    "places": "/places/",
    "region": "/places/014/",
    "country": "/places/KE/",
    "grouping": "/places/horn-of-africa/",
    "themes": "/themes/",
    "theme": "/themes/sport-arts-culture/",
    "recommendations": "/recommendations/",
    "recommendation": "/recommendations/4b-i/",
    "recommendation with parts": "/recommendations/4b/",
    "about": "/about/",
    "borders": "/about/borders/",
    "glossary": "/glossary/",
    "safety": "/safety/",
    "data": "/data/",
    "accessibility": "/accessibility/",
    "the API": "/api/v1/",
    "suggest a practice": "/suggest/",
    "suggest a correction": "/suggest/correction/?entry=practice%2Fevening-football",
    "suggest a correction of any page": "/suggest/correction/",
    "suggestion sent": "/suggest/sent/?reference=bcdfghjkmn",
    "ask to be put in touch": "/suggest/contact/?entry=practice%2Fevening-football",
    "ask to be put in touch with anybody": "/suggest/contact/",
    "request sent": "/suggest/contact/sent/?reference=bcdfghjkmn",
    "not found": "/nowhere/",
}

LONG = "Donaudampfschifffahrtsgesellschaft meets the residents of three districts for talks about safety in the streets"


@written_again
def one_of_everything():
    """One of everything that has a page, with long words, two languages' directions and every kind of empty."""
    factories.world()
    make_recommendation("4b", "Youth are part of the answer")
    make_recommendation("4b-i")
    load_key_themes([{"number": "1", "title": "Trust", "gist": "It comes first.", "source_locator": "page 1"}])
    hub = make_network("Hub", countries=["KE", "BD"], audiences=["women"])
    child = make_network("Chapter", published=False)
    child.parent = hub
    child.save()
    publish(child)
    lead = make_organisation("Riverbank Circle", published=False, women_led=True, website="https://circle.invalid")
    cite(Membership.objects.create(organisation=lead, network=hub, role="member", since=2019), "Members")
    publish(lead)
    facts = {
        "lead": lead,
        "networks": [hub],
        "themes": ["sport-arts-culture", "education-critical-thinking"],
        "recommendations": {"4b-i": "named"},
        "groups": ["women"],
        "start_year": 2016,
    }
    football = make_practice(
        "Evening football",
        text={"approach": "They play.", "context": LONG},
        unanswered={"lessons": "withheld"},
        **facts,
    )
    cite(football, LONG, url="https://report.invalid/" + "a-long-address-" * 8)
    make_picture(football, alt="Two teams play", caption=LONG, licence="cc-by-4.0", credit="Riverbank Circle")
    make_picture(football, "gold", size=(200, 900), consent=False)
    publish(football)
    football.texts.create(language="ar", origin="human", title="كرة القدم في المساء", summary="يلعب الجيران ويتحدثون.")
    publish(football, note="Checked again")
    make_practice("Quiet work")
    make_practice(
        LONG[:90], slug="long", countries=["KE", "UG", "TZ", "BD"], text={"summary": f"{LONG}. {LONG}."}, **facts
    )
    for number in range(20):
        make_practice(f"Morning chess {number}", themes=["sport-arts-culture"], countries=["BD"])
    withdraw(make_practice("Withdrawn work", slug="withdrawn-work"))
    unnamed = make_practice("Unnamed work", slug="unnamed-work")
    unnamed.level = Level.ANONYMISED
    unnamed.save()
    publish(unnamed)
