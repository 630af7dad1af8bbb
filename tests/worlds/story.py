"""A story: what editors do, told once and done in two worlds. Secret work reads the bit of its world, public work not.

What is common to both worlds, and so may decide what can be done next, is in the Stage; the database is never asked.
"""

import random
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from catalogue import catalogue
from places import tree as places_tree
from publishing.safety.publication import NotPublishable
from tests.worlds import cast

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Work:
    """A piece of work: `do(stage, choice)` does it in either world, `words` say what it is, `when(stage)` if it can be.

    It is secret when what it does in one world differs from the other.
    """

    name: str
    words: str
    do: object
    secret: bool
    when: object


WORK: dict[str, Work] = {}


def work(words, *, secret=False, when=lambda stage: True):
    """Decorator: `do(stage, choice)` is work of editors; `choice` is a whole number that it makes of what it likes."""

    def note(do):
        WORK[do.__name__] = Work(do.__name__, words, do, secret, when)
        return do

    return note


def secret(words, **options):
    return work(words, secret=True, **options)


def pair_is_open(stage):
    return stage.pair_is_open


class Clock:
    """The time that `django.utils.timezone.now` tells: it passes when the story says so."""

    def __init__(self):
        self.now = BEGINS

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


@dataclass
class Stage:
    """Where a story takes place: the `bit` of its world, 0 or 1, and what both worlds know."""

    bit: int
    clock: Clock
    pair_is_open: bool = True
    used: dict = field(default_factory=dict)
    refused: list = field(default_factory=list)

    def which(self, two):
        """The one of `two` that belongs to this world."""
        return two[self.bit]

    def next_of(self, roles):
        """The next of `roles` that has not been on yet, or None."""
        number = self.used.get(roles, 0)
        self.used[roles] = number + 1
        return roles[number] if number < len(roles) else None

    def first_to_last(self, roles):
        """Those of `roles` that have been on."""
        return roles[: self.used.get(roles, 0)]

    @property
    def round(self):
        """A number that no work has had before."""
        self.used["round"] = self.used.get("round", 0) + 1
        return self.used["round"]

    def attempt(self, do, *args, **kwargs):
        """Do what may be refused. That, too, has to be the same in both worlds."""
        try:
            with transaction.atomic():
                do(*args, **kwargs)
        except NotPublishable:
            self.refused.append(self.clock.now)


@dataclass(frozen=True)
class Step:
    """One piece of work with the choice made for it."""

    work: Work
    choice: int

    def take(self, stage):
        stage.clock.pass_by(hours=1)
        if self.work.when(stage):
            self.work.do(stage, self.choice)

    def __str__(self):
        return f"{'(secret) ' if self.work.secret else ''}{self.work.words} [{self.work.name} {self.choice}]"


@dataclass(frozen=True)
class Story:
    """Steps `before` all secrets are hidden, `closing` that hides them, and steps `after`; `sample` chooses replies."""

    before: tuple
    closing: Step
    after: tuple = ()
    sample: int = 0

    @property
    def steps(self):
        return (*self.before, self.closing, *self.after)

    def __str__(self):
        return "\n".join(f"  {number}. {step}" for number, step in enumerate(self.steps, 1))

    def played(self, bit):
        """Play it in the world of `bit`: yields (number of steps taken, Stage) after each step."""
        with at(Clock()) as clock:
            stage = Stage(bit, clock)
            for number, step in enumerate(self.steps, 1):
                step.take(stage)
                yield number, stage

    def hides(self, number):
        """Whether all that differs is hidden after so many steps."""
        return number > len(self.before)

    def until(self, number):
        """The same story that ends after so many steps."""
        return replace(self, after=self.after[: number - len(self.before) - 1])

    def without(self, number):
        """The same story without its step `number`, from 1, which is not the closing one."""
        before, after = list(self.before), list(self.after)
        if number <= len(before):
            del before[number - 1]
        else:
            del after[number - len(before) - 2]
        return replace(self, before=tuple(before), after=tuple(after))

    def chance(self, number):
        """What chooses replies after so many steps: the same in both worlds."""
        return random.Random(f"{self.sample} {number - len(self.before)}")


def step(name, choice=0):
    return Step(WORK[name], choice)


def close(way=0):
    return step("close", way)


@contextmanager
def at(clock):
    """As long as the block lasts, it is as late as `clock` says."""
    real, timezone.now = timezone.now, clock
    try:
        yield clock
    finally:
        timezone.now = real


def forget():
    """A worker that is started now."""
    places_tree.forget()
    catalogue.forget()
    cache.clear()


@contextmanager
def world():
    """A world with its cast, which ends with the block; a worker that is started now reads it."""
    with transaction.atomic():
        forget()
        yield
        transaction.set_rollback(True)
    forget()


def enter():
    """Make the directory in which all stories of a test begin."""
    with at(Clock()):
        cast.enter()
