"""Who appears in the two worlds: names, addresses and uids, all chosen beforehand and the same in both.

What one world holds and the other does not has its name here too: each is asked for in both.
"""

from dataclasses import dataclass

from practices.models import Theme
from practices.vocabulary import load_key_themes
from publishing.models import Entry, Source
from publishing.safety.publication import publish
from tests import factories


@dataclass(frozen=True)
class Role:
    """An entry that there is or may be: `slugs` are all addresses that it has, had or might have."""

    kind: str
    uid: str
    name: str
    slugs: tuple = ()

    @property
    def slug(self):
        return self.slugs[0]


def _role(kind, uid, name, slug, *others):
    return Role(kind, uid, name, (slug, *others))


# The pair of which one leads, supports, is named …: which of them is what the worlds differ in. Both end hidden.
PAIR = (
    _role("organisation", "bbbbbbbbbb", "Zornhut Werft", "zornhut-werft"),
    _role("organisation", "cccccccccc", "Quellhof Lamme", "quellhof-lamme"),
)
ACRONYMS = ("ZHWT", "QHLM")
WEBSITES = ("https://zornhut.example/", "https://quellhof.example/")
# What registers call the two, and the languages they work in.
ELSEWHERE = (
    {"wikidata": "Q999999901", "ror": "0zzzhwt51", "iati": "XX-ZHW-1", "languages": "sw"},
    {"wikidata": "Q999999902", "ror": "0zzqhkm16", "iati": "XX-QHL-2", "languages": "bn\nen"},
)
# Two that never are public, whatever refers to them.
NEVER = (
    _role("network", "dddddddddd", "Dunkelau Ring", "dunkelau-ring"),
    _role("network", "ffffffffff", "Farnwald Ring", "farnwald-ring"),
)
# Words that are nowhere but in what is hidden: those of the one world, and those of the other.
WORDS = ("zimbelkraut", "quastelfink")

# One word, as what is destroyed spells it in the one world and in the other, and as everybody may read it afterwards.
SPELT, SPELT_IN_PUBLIC, MISSPELT = ("Wünnegard", "Wunnegárd"), "Wunnegard", "Wunegard"
# What readers may be asked whether they meant it, when they search for those words and names.
ALMOST = "Zimpelkraut and quaskelfink grow at Zornhuf and Kuellhof."

NEIGHBOUR = _role("organisation", "gggggggggg", "Riverbank Circle", "riverbank-circle", "riverbank-house")
BRIDGES = _role("network", "hhhhhhhhhh", "Bridges", "bridges", "bridges-and-boats")
LED = _role(
    "practice",
    "jjjjjjjjjj",
    "Evening football",
    "evening-football",
    *(f"work-with-{one.slug}" for one in PAIR),
)
WORKED_ON = _role("practice", "kkkkkkkkkk", "Weekly tea", "weekly-tea", *(f"weekly-{word}" for word in WORDS))
CHANGING = _role("practice", "mmmmmmmmmm", "Morning chess", "morning-chess", "chess-at-dawn", "chess-by-the-river")
DRAFT = _role("practice", "nnnnnnnnnn", "Plan", *(f"plan-{word}" for word in WORDS))
SKETCH = _role("practice", "nnnnnnnnnm", "Sketch", "sketch")
ADDED = tuple(
    _role("practice", f"pppppppp{letter}{letter}", f"New work {letter}", f"new-work-{letter}") for letter in "bcdfg"
)
# What may be there in one of the worlds alone, and what is made to be hidden at once: so many of each.
MOST = 3
PLANTED = {
    kind: tuple(
        _role(kind, f"{first * 8}{letter}{letter}", f"Planted {kind} {letter}", f"planted-{kind}-{letter}")
        for letter in "bcd"
    )
    for kind, first in (("practice", "q"), ("organisation", "r"), ("network", "s"))
}
DESTROYED = tuple(
    _role(
        "practice",
        f"tttttttt{letter}{letter}",
        f"Destroyed work {letter}",
        *(f"destroyed-{word}-{letter}" for word in WORDS),
    )
    for letter in "bcd"
)
CAREFUL = tuple(
    _role(
        "practice",
        f"vvvvvvvv{letter}{letter}",
        f"Careful work {letter}",
        *(f"careful-{word}-{letter}" for word in WORDS),
    )
    for letter in "bcd"
)

ROLES = (
    *PAIR,
    *NEVER,
    NEIGHBOUR,
    BRIDGES,
    LED,
    WORKED_ON,
    CHANGING,
    DRAFT,
    SKETCH,
    *ADDED,
    *(one for planted in PLANTED.values() for one in planted),
    *DESTROYED,
    *CAREFUL,
)
THEMES = ("sport-arts-culture", "youth-leadership", "dialogue-reconciliation")
THEME_SLUGS = (*THEMES, "games", "talks")


def names(kind):
    """All addresses and uids of entries of `kind`."""
    return {name for one in ROLES if one.kind == kind for name in (one.uid, *one.slugs)}


def secret_words():
    """What is searched for: names and words of what is hidden, of both worlds."""
    return [*(one.name for one in (*PAIR, *NEVER)), *ACRONYMS, *WORDS, "planted", "destroyed"]


def found(role):
    """The working row of a Role, or None."""
    model = Entry.kinds[role.kind]
    return model.objects.filter(uid=role.uid).first()


def enter():
    """The directory as it stands before a story begins, in a database with places and vocabulary."""
    factories.make_recommendation()
    load_key_themes([{"number": "1", "title": "Trust", "gist": "It comes first.", "source_locator": "page 1"}])
    Source.objects.create(slug="report", title="A public report", publisher="A publisher")
    for one, acronym, website, known in zip(PAIR, ACRONYMS, WEBSITES, ELSEWHERE, strict=True):
        publish(organisation(one, acronym=acronym, website=website, contact=f"{website}contact", **known))
    for one in NEVER:
        network(one)
    neighbour = organisation(NEIGHBOUR, about=ALMOST, women_led=True)
    bridges = network(BRIDGES, countries=["KE", "BD"], secretariat=neighbour)
    publish(bridges)
    factories.make_membership(neighbour, bridges, since=2019)
    publish(neighbour)
    for one, themes in ((LED, THEMES[:1]), (WORKED_ON, THEMES[1:2]), (CHANGING, THEMES[:2])):
        publish(practice(one, themes=themes, lead=neighbour if one is not LED else None, networks=[bridges]))
    practice(DRAFT)
    practice(SKETCH)


def theme(slug):
    """The Theme that has the address `slug`, or had it."""
    return Theme.objects.by_address()[slug]


def organisation(role, **facts):
    return factories.make_organisation(role.name, uid=role.uid, slug=role.slug, published=False, **facts)


def network(role, **facts):
    return factories.make_network(role.name, uid=role.uid, slug=role.slug, published=False, **facts)


def practice(role, *, lead=None, **facts):
    facts |= {"lead": lead} if lead else {}
    return factories.make_practice(role.name, uid=role.uid, slug=role.slug, published=False, **facts)
