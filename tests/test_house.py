"""The plan of the house: a room, and a floor of `publishing`, imports only from those below it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ["places", "accounts", "publishing", "catalogue", "networks", "practices", "gsx_site"]
FLOORS = ["records", "entries", "editions", "safety", "editing"]
# What stands above the floors of its room: Django looks there for the admin, the configuration and the commands.
ABOVE = ["admin", "apps", "management", "migrations"]


def imports_in(folder):
    """(path, dotted name) of all that the modules in `folder` and below import, wherever in them."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            where = str(path.relative_to(ROOT))
            if isinstance(node, ast.ImportFrom):
                yield from ((where, f"{node.module}.{alias.name}") for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from ((where, alias.name) for alias in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_below_it(room):
    found = list(imports_in(room))
    above = ROOMS[ROOMS.index(room) + 1 :]
    assert found
    assert [one for one in found if one[1].split(".")[0] in above] == []


def homes():
    """{dotted name of a table as `publishing.models` gives it: the dotted name at its home}."""
    listed = [name for where, name in imports_in("publishing") if where == "publishing/models.py"]
    return {f"publishing.models.{name.split('.')[-1]}": name for name in listed}


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_of_publishing_imports_only_from_floors_below_it(floor):
    tables = homes()
    found = [(where, tables.get(name, name)) for where, name in imports_in(f"publishing/{floor}")]
    above = {f"publishing.{name}" for name in (*FLOORS[FLOORS.index(floor) + 1 :], *ABOVE)}
    assert found
    assert [one for one in found if ".".join(one[1].split(".")[:2]) in above] == []
