"""What a process remembers beside its catalogue: no address of an entry ever, and no name that was taken back."""

import gc
import sys
from functools import _lru_cache_wrapper as Memory
from types import BuiltinFunctionType, FunctionType, ModuleType

import pytest

from catalogue.catalogue import current
from publishing.safety.publication import restrict, withdraw
from tests.factories import make_membership, make_network, make_organisation, make_practice
from tests.pages import get
from tests.test_house import ROOMS

pytestmark = pytest.mark.usefixtures("world")
CODE = (ModuleType, FunctionType, BuiltinFunctionType, type, property)
ADDRESSES = (
    "/practices/",
    "/practices/?organisation=zornhut-circle",
    "/practices/?q=zornhut",
    "/practices/values/organisation/",
    "/practices/zornhut-evenings/",
    "/practices/zornhut-evenings.jsonld",
    "/practices/zornhut-evenings/relations/",
    "/networks/zornhut-lanterns/",
    "/networks/?sort=title",
    "/organisations/zornhut-circle/",
    "/organisations/zornhut-circle.json",
    "/search/?q=zornhut",
    "/search/suggest/?q=zorn",
    "/practices.csv",
    "/practices.geojson",
    "/api/v1/organisations/zornhut-circle",
    "/sitemap-1.xml",
    "/consent/zornhut-token/",
)


def memories():
    """{what it is called: memory} of all functions of the site that remember what they gave."""
    found = {}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ROOMS:
            classes = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == name]
            held = [getattr(one, "__func__", one) for holder in (module, *classes) for one in vars(holder).values()]
            ours = (one for one in held if isinstance(one, Memory) and one.__module__ == name)
            found |= {f"{name}.{one.__qualname__}": one for one in ours}
    return found


def texts(memory):
    """All texts that a memory refers to, by whatever way."""
    waiting, seen = [memory], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif id(one) not in seen and (one is memory or not isinstance(one, CODE)):
            seen.add(id(one))
            waiting += gc.get_referents(one)


def remembering(word):
    """Where a text with `word` is remembered."""
    return sorted(name for name, memory in memories().items() if any(word in text.casefold() for text in texts(memory)))


@pytest.fixture
def read(client):
    """An entry of each kind, with an address and a name of its own, and all that readers ask about them."""
    lead = make_organisation("Zornhut Circle", slug="zornhut-circle")
    network = make_network("Zornhut Lanterns", slug="zornhut-lanterns")
    make_membership(lead, network)
    make_practice("Zornhut evenings", slug="zornhut-evenings", lead=lead, networks=[network])
    for address in (*ADDRESSES, *(f"/ar{one}" for one in ADDRESSES if "api" not in one and "sitemap" not in one)):
        b"".join(client.get(address))
    return lead, network


def test_the_walk_sees_what_is_remembered(read):
    assert {"places.order._key", "catalogue.paths._around", "catalogue.filters.CatalogueFilters.facets"} <= {
        *memories()
    }
    assert "places.order._key" in remembering("zornhut")


def test_no_address_of_an_entry_and_no_secret_one_is_remembered(read):
    for slug in ("zornhut-circle", "zornhut-lanterns", "zornhut-evenings", "zornhut-token"):
        assert remembering(f"/{slug}") == []


def test_no_name_that_was_taken_back_is_remembered_once_anybody_has_asked_again(client, read):
    lead, network = read
    restrict(lead, "anonymised")
    withdraw(network)
    current()
    left = remembering("zornhut circle") + remembering("zornhut lanterns")
    assert left == []
    assert "Zornhut Circle" not in get(client, "/practices/").words
    assert remembering("zornhut circle") == []
