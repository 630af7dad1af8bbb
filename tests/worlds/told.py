"""Stories told by chance: the same ones at every run, unless more are asked for.

EXAMPLES=20 tells twenty times as many, and others each time.
"""

import random

from gsx_site import environment
from tests.worlds.story import WORK, Story, close, pair_is_open, step

TIMES = environment.number("EXAMPLES", 1, 1, 1000)
SEED = 0 if TIMES == 1 else random.SystemRandom().randrange(10**9)
MOST_BEFORE, MOST_AFTER, CHOICES = 6, 3, 12


def stories(number, part=0):
    """So many stories, times EXAMPLES; each `part` has its own."""
    return [told(random.Random(f"{SEED} {part} {one}")) for one in range(number * TIMES)]


def told(chance):
    """Anything before the pair is hidden, something secret among it, and afterwards what leaves the pair hidden."""
    before = [chance.choice(_secret()), *(chance.choice(_any()) for _step in range(chance.randrange(MOST_BEFORE)))]
    after = [chance.choice(_leaving_hidden()) for _step in range(chance.randrange(MOST_AFTER + 1))]
    chance.shuffle(before)
    return Story(_steps(before, chance), close(chance.randrange(CHOICES)), _steps(after, chance), chance.random())


def _steps(names, chance):
    return tuple(step(name, chance.randrange(CHOICES)) for name in names)


def _any():
    return sorted(WORK)


def _secret():
    return sorted(name for name, work in WORK.items() if work.secret)


def _leaving_hidden():
    return sorted(name for name, work in WORK.items() if name != "open_pair" and work.when is not pair_is_open)
