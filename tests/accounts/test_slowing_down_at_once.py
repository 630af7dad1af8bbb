from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts import slowdown


@pytest.mark.django_db(transaction=True)
def test_many_attempts_at_the_same_time_are_as_many_as_one_after_the_other():
    """Otherwise a hundred passwords could be tried before the first one counts."""
    together = Barrier(8)

    def attempt(_number):
        together.wait()
        try:
            slowdown.begin("source 198.51.100.7", "account amina")
        except slowdown.SlowDown:
            return "slowed"
        else:
            return "let through"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8)))
    assert outcomes.count("let through") == slowdown.FREE + 1
