from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.client_address import read_address
from accounts.rate_limiter import FROM_ONE_SOURCE, SlowDown, try_password
from tests.waiting import SECONDS


@pytest.mark.django_db(transaction=True)
def test_many_attempts_at_the_same_time_are_as_many_as_one_after_the_other():
    """Otherwise a hundred passwords could be tried before the first one counts."""
    together = Barrier(8)

    def attempt(_number):
        together.wait(SECONDS)
        try:
            try_password(read_address("198.51.100.7"), "amina")
        except SlowDown:
            return "slowed"
        else:
            return "let through"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8), timeout=SECONDS))
    assert outcomes.count("let through") == FROM_ONE_SOURCE
