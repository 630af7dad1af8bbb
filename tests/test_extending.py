"""What docs/extending.md says of a field is done, to a copy of the project: then every surface has it."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest

from tests.waiting import SECONDS

ROOT = Path(__file__).parent.parent
SUITE_SECONDS = 5 * SECONDS  # for a run of the tests themselves
STEP = re.compile(r"In `(?P<path>[\w/.]+)`, below `(?P<name>\w+)`:\n\n( *)```python\n(?P<code>.*?)\n *```", re.S)


@pytest.fixture
def copy(tmp_path):
    """The files of the project that git knows, and those that are new, without what they were made of."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    for name in filter(None, listed.stdout.splitlines()):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def end_of(text, name):
    """The line that the first field `name` of a class in `text` ends with."""
    classes = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    for node in (node for one in classes for node in one.body):
        target = node.target if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])[0]
        if isinstance(target, ast.Name) and target.id == name:
            return node.end_lineno
    raise AssertionError(f"no class has a field {name}")


def take_step(folder, step):
    path = folder / step["path"]
    lines = path.read_text("utf-8").splitlines()
    at = end_of("\n".join(lines), step["name"])
    lines[at:at] = indent(dedent(step["code"]), "    ").splitlines()
    path.write_text("\n".join(lines) + "\n", "utf-8")


def run(folder, *command):
    """What the Python `command` prints in `folder`, as if this test run were not: with a database of its own."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and "PYTEST" not in name}
    env |= {"DEBUG": "on", "HTTPS": "off"}
    here = {"cwd": folder, "env": env, "timeout": SUITE_SECONDS}
    done = subprocess.run([sys.executable, *command], **here, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_field_is_a_column_a_declaration_and_a_migration_and_is_everywhere_then(copy):
    steps = list(STEP.finditer((ROOT / "docs/extending.md").read_text("utf-8")))
    assert [step["path"] for step in steps] == ["practices/models.py", "practices/records.py"]
    for step in steps:
        take_step(copy, step)
    assert "cost" in run(copy, "manage.py", "makemigrations", "practices")
    walked = run(copy, "-m", "pytest", "-v", "-n0", "tests/gsx_site/test_every_field.py", "-k", "practice")
    assert "practice-cost] PASSED" in walked
