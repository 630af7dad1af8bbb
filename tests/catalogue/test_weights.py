"""What pages say of the size of a file is near enough to the truth, for every form of every list."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from catalogue.alternates import registry
from catalogue.exported import exported
from catalogue.kinds import KINDS
from tests.files import fetched

pytestmark = pytest.mark.usefixtures("world")

# From the records of the whole list, and from those on its first page.
NEAR, NEAR_FROM_A_PAGE = 1.5, 2


def test_what_is_said_of_a_size_is_near_it_in_the_real_directory(client):
    path = settings.BASE_DIR / "fixtures" / "directory.json"
    call_command("load_directory", path, stdout=StringIO(), stderr=StringIO())
    far = []
    for kind in KINDS.values():
        lengths, taking = lengths_of_records(kind.name), client.get(kind.list_url).context["listing"].taking
        for name, alternate in registry.of_lists().items():
            true = len(fetched(client, f"{kind.list_url.rstrip('/')}.{name}"))
            weighed, said = alternate.size(len(lengths), sum(lengths) / len(lengths)), taking.size(alternate)
            if not 1 / NEAR <= weighed / true <= NEAR:
                far.append(f"{kind.namespace}.{name}: {weighed:.0f} for {true} bytes")
            if not 1 / NEAR_FROM_A_PAGE <= said / true <= NEAR_FROM_A_PAGE:
                far.append(f"{kind.namespace}.{name}: the page says {said:.0f} for {true} bytes")
    assert far == [], "Give these forms another weight."


def lengths_of_records(kind):
    index = exported().kinds[kind]
    return [len(edition.record) for edition, _record in exported().records(kind, list(index.everything))]
