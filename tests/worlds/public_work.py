"""Work that is the same in both worlds, and how the pair is hidden and shown again."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from places.levels import Level
from practices.merging import leave_redirect, merge
from practices.models import Practice
from publishing.editing import bin
from publishing.models import Generation
from publishing.safety.publication import keep_from_exports, publish, restrict, withdraw
from tests import factories
from tests.worlds.cast import (
    ADDED,
    ALMOST,
    BRIDGES,
    CHANGING,
    LED,
    NEIGHBOUR,
    PAIR,
    THEME_SLUGS,
    THEMES,
    WORKED_ON,
    found,
    practice,
    theme,
)
from tests.worlds.secret_work import change
from tests.worlds.story import pair_is_open, work

LEVELS = (Level.GENERALISED, Level.ANONYMISED, Level.WITHHELD)
RESTRICTED, PUBLISHED, WITHDRAWN, REDACTED = range(4)
WAYS = [*((RESTRICTED, level) for level in LEVELS), *((PUBLISHED, level) for level in LEVELS)]
WAYS += [(WITHDRAWN, None), (REDACTED, None)]


# --- the pair


@work("Both of the two are hidden", when=pair_is_open)
def close(stage, choice):
    way, level = WAYS[choice % len(WAYS)]
    for role in PAIR:
        entry = found(role)
        if way == RESTRICTED:
            restrict(entry, level)
        elif way == PUBLISHED:
            change(entry, level=level)
            stage.attempt(publish, found(role), note="Less is said")
        else:
            withdraw(entry, redact=way == REDACTED)
    stage.pair_is_open = False


@work("Both of the two are shown again", when=lambda stage: not stage.pair_is_open)
def open_pair(stage, choice):
    for role in PAIR:
        change(found(role), level=Level.OPEN)
        stage.attempt(publish, found(role))
    stage.pair_is_open = True


# --- others, whom everybody may know


def words_anew(stage, role):
    """Write all words and facts of the practice `role` anew, whatever was saved of it."""
    entry, number = found(role), stage.round
    entry.texts.update(
        title=role.name,
        summary=f"Neighbours meet, {number} times.",
        context=f"It was quiet {number}.",
        approach="",
        outcomes="",
        lessons="",
        conditions="",
        years_note="",
        evidence_note="",
    )
    entry.countries.set(["KE"])
    entry.themes.set([theme(THEMES[0])])
    entry.citations.all().delete()
    entry.pictures.all().delete()
    change(entry, slug=role.slug, unanswered={}, start_year=2015 + number % 9)
    return entry


@work("A practice is written anew and published")
def edit(stage, choice):
    entry = words_anew(stage, (LED, WORKED_ON, CHANGING)[choice % 3])
    stage.attempt(publish, entry, note="Checked again" if choice % 2 else "")


@work("An organisation or a network is published again")
def publish_again(stage, choice):
    entry = found((NEIGHBOUR, BRIDGES)[choice % 2])
    entry.texts.update(about=f"{ALMOST} They met {stage.round} times.")
    stage.attempt(publish, entry)


@work("A new practice is published")
def add(stage, choice):
    if role := stage.next_of(ADDED):
        facts = {"lead": found(NEIGHBOUR)} if choice % 2 else {}
        stage.attempt(publish, practice(role, themes=["sport-arts-culture"] if choice % 3 == 0 else [], **facts))


@work("What everybody knows becomes more careful")
def raise_level(stage, choice):
    restrict(_one(choice), LEVELS[choice % 3])


@work("It is open again")
def open_again(stage, choice):
    role = _role(choice)
    change(found(role), level=Level.OPEN)
    if role.kind == Practice.KIND:
        words_anew(stage, role)
    stage.attempt(publish, found(role))


@work("What everybody knows is withdrawn")
def take_out(stage, choice):
    withdraw(_one(choice), redact=choice % 2 == 1, note="Asked for")


@work("It may not be taken away any more")
def keep(stage, choice):
    keep_from_exports(_one(choice))


def _one(choice):
    return found(_role(choice))


def _role(choice):
    """One of those that everybody knows."""
    return (CHANGING, WORKED_ON, NEIGHBOUR, BRIDGES)[choice % 4]


@work("Consent runs out, and the daily command notices")
def consent_ends(stage, choice):
    entry = _one(choice)
    entry.citations.all().delete()
    factories.agree(entry, given_on=timezone.localdate(), until=timezone.localdate() + timedelta(days=1))
    stage.clock.pass_by(days=40)
    daily()


@work("The daily command runs")
def daily_command(stage, choice):
    daily()


def daily():
    call_command("daily", stdout=StringIO(), stderr=StringIO())


@work("An entry gets another address")
def other_address(stage, choice):
    role = (CHANGING, NEIGHBOUR, BRIDGES)[choice % 3]
    change(found(role), slug=role.slugs[1 + choice % (len(role.slugs) - 1)])
    stage.attempt(publish, found(role))


@work("A theme gets another name")
def rename_theme(stage, choice):
    one = theme(THEMES[choice % 3])
    one.name = f"{one.name.partition(', part')[0]}, part {stage.round}"
    one.save()
    Generation.objects.advance(vocabulary=True)


@work("A theme gets another address")
def theme_address(stage, choice):
    one = theme(THEMES[choice % 2])
    before, one.slug = one.slug, next(slug for slug in THEME_SLUGS[choice % 2 :: 3] if slug != one.slug)
    one.save()
    leave_redirect(one, before)


@work("A theme becomes part of another")
def merge_themes(stage, choice):
    first, second = theme(THEMES[2]), theme(THEMES[choice % 2])
    if first != second:
        merge(first, second)


@work("A draft is thrown away")
def throw_away(stage, choice):
    bin.throw_away(
        factories.make_practice("Thrown", slug=f"thrown-{stage.round}", uid=f"z{stage.round:09}", published=False)
    )


@work("Time passes")
def wait(stage, choice):
    stage.clock.pass_by(days=1 + choice % 20)
