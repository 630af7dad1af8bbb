"""Work that differs between the worlds, in what a level, a withheld field, a state or a consent hides."""

from datetime import date

from django.contrib.auth import get_user_model

from catalogue.likeness import find_all
from networks.models import Membership
from places.levels import Level
from practices.models import Participation, Practice, Theme
from publishing.editing import bin
from publishing.models import Edition, Event, Generation, Suggestion
from publishing.safety.pictures import take_down
from publishing.safety.publication import publish, restrict, withdraw
from publishing.safety.review import submit
from tests import factories
from tests.admin_forms import save
from tests.staff import StaffClient
from tests.worlds.cast import (
    ACRONYMS,
    ALMOST,
    BRIDGES,
    CAREFUL,
    DESTROYED,
    DRAFT,
    LED,
    NEIGHBOUR,
    NEVER,
    PAIR,
    PLANTED,
    SKETCH,
    SPELT,
    SPELT_IN_PUBLIC,
    THEMES,
    WEBSITES,
    WORDS,
    WORKED_ON,
    found,
    network,
    organisation,
    practice,
    theme,
)
from tests.worlds.story import pair_is_open, secret
from tests.wsgi import stay_connected

COLOURS = ("crimson", "navy")
SIZE = (64, 48)
ROLES = ("lead", "partner", "funder")
COUNTRIES = ("KE", "UG")  # of one region
NAMING = ("summary", "context", "lessons", "years_note", "evidence_note", "title")


def change(entry, **facts):
    type(entry).objects.filter(pk=entry.pk).update(**facts)


def named(stage):
    return stage.which(PAIR).name


# --- who of the pair


@secret("One of the two leads, supports or funds the football")
def lead(stage, choice):
    entry, role = found(LED), ROLES[choice % 3]
    Participation.objects.filter(practice=entry, role=role).delete()
    entry.participations.create(organisation=found(stage.which(PAIR)), role=role)
    stage.attempt(publish, entry)


@secret("One of the two keeps or supports the network")
def support(stage, choice):
    entry = found(BRIDGES)
    if choice % 2:
        entry.secretariat = found(stage.which(PAIR))
        entry.save()
    else:
        entry.supporters.set([found(stage.which(PAIR))])
    stage.attempt(publish, entry)


@secret("One of the two is a member of the network, the other of one that is not public", when=pair_is_open)
def join(stage, choice):
    # Both of some: that a field held something is told of whoever is generalised, and what it held is not.
    for one, of in zip(PAIR, stage.which(((BRIDGES, NEVER[0]), (NEVER[0], BRIDGES))), strict=True):
        role = ("member", "host")[choice % 2]
        Membership.objects.get_or_create(organisation=found(one), network=found(of), role=role)
        stage.attempt(publish, found(one))


# --- whom words name


@secret("The words of the football name one of the two", when=pair_is_open)
def name_in_words(stage, choice):
    entry, name = found(LED), named(stage)
    if choice % 7 == 6:
        name = stage.which(ACRONYMS)
    entry.texts.update(**{NAMING[choice % len(NAMING)]: f"Neighbours with {name}"})
    stage.attempt(publish, entry)


@secret("The note of an edition names one of the two", when=pair_is_open)
def name_in_note(stage, choice):
    stage.attempt(publish, found((LED, NEIGHBOUR, BRIDGES)[choice % 3]), note=f"Checked with {named(stage)}")


@secret("The note at an edition of each of the two says something else", when=pair_is_open)
def note_of_its_own(stage, choice):
    for one in PAIR:
        stage.attempt(publish, found(one), note=f"{one.name}: {stage.which(WORDS)}")


@secret("A source is named after one of the two, or lies on its website", when=pair_is_open)
def name_in_source(stage, choice):
    entry = found(LED)
    entry.citations.all().delete()
    if choice % 2:
        factories.cite(entry, "A yearbook", url=f"{stage.which(WEBSITES)}yearbook")
    else:
        factories.cite(entry, f"Yearbook of {named(stage)}")
    stage.attempt(publish, entry)


@secret("The words of a picture name one of the two", when=pair_is_open)
def name_in_caption(stage, choice):
    entry = found(LED)
    entry.pictures.all().delete()
    words = {("alt", "caption", "credit")[choice % 3]: f"A square, {named(stage)}"}
    factories.make_picture(entry, "seagreen", size=SIZE, **words)
    stage.attempt(publish, entry)


@secret("The address of the football names one of the two", when=pair_is_open)
def name_in_address(stage, choice):
    entry = found(LED)
    change(entry, slug=f"work-with-{stage.which(PAIR).slug}")
    stage.attempt(publish, entry)
    if choice % 2:  # it was its address once
        change(entry, slug=LED.slug)
        stage.attempt(publish, entry)


@secret("Another name or the description of a theme names one of the two", when=pair_is_open)
def name_in_theme(stage, choice):
    name = named(stage)
    said = {"aliases": [name]} if choice % 2 else {"description": f"As {name} does it."}
    Theme.objects.filter(pk=theme(THEMES[choice // 2 % 2]).pk).update(**said)
    Generation.objects.advance(vocabulary=True)


# --- what is not published


@secret("A draft says something else")
def draft(stage, choice):
    entry, word = found(DRAFT), stage.which(WORDS)
    change(entry, slug=f"plan-{word}")
    entry.texts.update(title=f"Plan {word}", summary=f"All of it is {word}.")
    entry.countries.set([COUNTRIES[stage.bit]])


@secret("The working copy of the tea says something else than its edition")
def working_copy(stage, choice):
    entry, word = found(WORKED_ON), stage.which(WORDS)
    change(entry, slug=f"weekly-{word}", start_year=2010 + stage.bit)
    entry.texts.update(title=f"Tea and {word}", lessons=f"{word} {named(stage)}")
    entry.countries.set([COUNTRIES[stage.bit]])
    entry.themes.set([theme(THEMES[stage.bit])])


@secret("An editor writes notes in the admin")
def notes_in_the_admin(stage, choice):
    entry = found(WORKED_ON)
    client = StaffClient()
    client.force_login(factories.make_user("amina", superuser=True))
    saved = save(client, f"/admin/practices/practice/{entry.pk}/change/", notes=stage.which(WORDS))
    assert saved.status_code == 302
    stay_connected()


@secret("Notes, answers, events, accounts and suggestions say something else")
def internal(stage, choice):
    entry, word = found((LED, NEIGHBOUR, BRIDGES, WORKED_ON)[choice % 4]), stage.which(WORDS)
    user = get_user_model().objects.get_or_create(username=word, defaults={"is_staff": True})[0]
    change(entry, notes=word, safety={"note": word}, confirmed=[word], created_by=user, edited_by=user)
    Event.objects.note(entry, Event.What.RETURNED, by=user, note=word)
    Edition.objects.of(entry).update(published_by=user)
    for kind in ("correction", "relay")[: stage.bit + 1]:
        Suggestion.objects.create(kind=kind, entry_kind=entry.KIND, uid=entry.uid, words={"said": word})


@secret("Who agreed, and how, is somebody else")
def consents(stage, choice):
    entry = found((LED, NEIGHBOUR, BRIDGES)[choice % 3])
    if stage.bit:
        factories.agree(entry, role="board", means="call", given_on=date(2026, 2, 1), photographs=True)
    else:
        factories.agree(entry, photographs=True)
        factories.rest_on_source(entry)


@secret("Something was never public, and is there in one world alone")
def only_in_one_world(stage, choice):
    kind = ("practice", "organisation", "network")[choice % 3]
    role = stage.next_of(PLANTED[kind])
    if role is None or not stage.bit:
        return
    make = {"practice": practice, "organisation": organisation, "network": network}[kind]
    (_withheld, _drafted, _binned, _in_review)[choice // 3 % 4](make, role)


def _withheld(make, role):
    """Published twice, and never public."""
    entry = make(role, level=Level.WITHHELD)
    publish(entry)
    entry.texts.update(title=f"{role.name}, again")
    publish(entry, note=role.name)


def _drafted(make, role):
    make(role)


def _binned(make, role):
    entry = make(role)
    entry.texts.update(title=f"{role.name}, again")
    bin.throw_away(entry)


def _in_review(make, role):
    submit(make(role), by=factories.make_user("basil", "contributor"))


# --- what levels and fields hide


@secret("A field that is withheld holds something else")
def withheld_field(stage, choice):
    entry = found(LED)
    name = ("outcomes", "context", "places", "lessons", "themes")[choice % 5]
    entry.texts.update(outcomes=stage.which(WORDS), context=stage.which(WORDS), lessons=stage.which(WORDS))
    entry.countries.set([COUNTRIES[stage.bit]] if name == "places" else ["KE"])
    entry.themes.set([theme(THEMES[stage.bit if name == "themes" else 0])])
    hidden = {"outcomes", "context", "lessons", name}
    change(entry, unanswered=dict.fromkeys(sorted(hidden), "withheld"))
    stage.attempt(publish, entry)


@secret("A practice is anonymised from its beginning: its title, its country and who led it are others")
def careful(stage, choice):
    role = stage.next_of(CAREFUL)
    if role is None:
        return
    word = stage.which(WORDS)
    lead = found(stage.which((NEIGHBOUR, PAIR[0])))
    entry = practice(role, lead=lead, countries=[COUNTRIES[stage.bit]], level=Level.ANONYMISED)
    change(entry, slug=role.slugs[stage.bit])
    entry.texts.update(title=f"Careful {word}", summary="They meet.", years_note=word if choice % 2 else "")
    stage.attempt(publish, found(role))


@secret("A membership is not shown, or is one of a network that is not public")
def hidden_membership(stage, choice):
    neighbour = found(NEIGHBOUR)
    if choice % 3 == 0:
        Membership.objects.get_or_create(organisation=neighbour, network=found(stage.which(NEVER)))
    elif stage.bit:
        of = (NEVER[0], BRIDGES)[choice % 3 - 1]
        facts = {"role": "keeper", "defaults": {"shown": of is not BRIDGES}}
        Membership.objects.get_or_create(organisation=neighbour, network=found(of), **facts)
    stage.attempt(publish, neighbour)


@secret("The football was part of a network that is not public, or adapted from a draft")
def hidden_reference(stage, choice):
    entry = found(LED)
    if choice % 2:
        entry.networks.set([found(BRIDGES), found(stage.which(NEVER))])
    else:
        change(entry, adapted_from=found(stage.which((DRAFT, SKETCH))))
    stage.attempt(publish, entry)


# --- what is taken back


@secret("What a practice said before it was withdrawn was something else")
def destroyed(stage, choice):
    role = stage.next_of(DESTROYED)
    if role is None:
        return
    word = stage.which(WORDS)
    entry = practice(role, themes=[THEMES[0]])
    change(entry, slug=role.slugs[stage.bit])
    entry.texts.update(title=f"Destroyed {word}", summary=f"They say {word}.", lessons=f"{word} {stage.which(SPELT)}")
    if choice % 4 == 3:  # as one of two entries for one thing ends
        entry.texts.update(title=f"Morning chess {word}")
    publish(found(role))
    if choice % 4 == 3:
        find_all(Practice)
    _taken_back(found(role), choice % 4)
    neighbour = found(NEIGHBOUR)
    neighbour.texts.update(about=f"{ALMOST} {SPELT_IN_PUBLIC}.")
    stage.attempt(publish, neighbour)


def _taken_back(entry, way):
    if way == 1:
        restrict(entry, Level.WITHHELD)
    elif way == 2:
        withdraw(entry)
    else:
        withdraw(entry, redact=True)


@secret("A picture that was taken down showed something else")
def pictured(stage, choice):
    entry = found(LED)
    entry.pictures.all().delete()
    factories.make_picture(entry, stage.which(COLOURS), size=SIZE)
    stage.attempt(publish, entry)
    if choice % 2:
        take_down(entry)
        entry.pictures.all().delete()
    else:
        entry.pictures.all().delete()
        stage.attempt(publish, entry)
