"""Stories told by chance, and the number of them."""

from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gsx_site import environment
from tests.worlds.story import WORK, Story, close, pair_is_open, step

# EXAMPLES=20 tells twenty times as many stories, and each time others.
TIMES = environment.number("EXAMPLES", 1, 1, 1000)
CHOICES = st.integers(0, 11)
MOST_BEFORE, MOST_AFTER = 7, 3


def examples(number):
    """Settings for so many examples, times EXAMPLES."""
    return hypothesis_settings(
        max_examples=number * TIMES,
        derandomize=TIMES == 1,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],  # a story that fails is made shorter by `comparing`
        suppress_health_check=list(HealthCheck),
    )


def stories():
    """Stories in which anything is done before the pair is hidden, and afterwards all that leaves it hidden."""
    before = st.lists(_steps(WORK), min_size=1, max_size=MOST_BEFORE)
    after = st.lists(_steps(_leaving_hidden()), max_size=MOST_AFTER)
    told = st.builds(Story, before.map(tuple), st.builds(close, CHOICES), after.map(tuple), st.integers(0, 10**6))
    return told.filter(lambda story: any(one.work.secret for one in story.steps))


def _steps(names):
    return st.builds(step, st.sampled_from(sorted(names)), CHOICES)


def _leaving_hidden():
    return {name for name, work in WORK.items() if name != "open_pair" and work.when is not pair_is_open}
