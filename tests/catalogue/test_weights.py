"""What pages say of the size of a file is near enough to the truth, for every form of every list."""

import pytest

from catalogue.alternates import offered
from catalogue.kinds import KINDS
from tests.factories import real_directory
from tests.files import fetched

pytestmark = pytest.mark.usefixtures("world")

NEAR = 1.5


def test_what_is_said_of_a_size_is_near_it_in_the_real_directory(client):
    real_directory()
    far = []
    for kind in KINDS.values():
        taking = client.get(kind.list_url).context["listing"].taking
        for name, alternate in offered.of_lists().items():
            said, true = taking.size(alternate), len(fetched(client, f"{kind.list_url.rstrip('/')}.{name}"))
            if not 1 / NEAR <= said / true <= NEAR:
                far.append(f"{kind.namespace}.{name}: {said:.0f} for {true} bytes")
    assert far == [], "Give these forms another weight."
