"""The make targets on machines that are not as one would wish: a broken environment, an interruption, no Python."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.waiting import SECONDS

ROOT = Path(__file__).parent.parent
TOOLS = ("awk", "cat", "cut", "env", "find", "mkdir", "mktemp", "mv", "rm", "sh", "touch")


@pytest.fixture
def clone(tmp_path):
    """A folder with what make reads first, and a path on which there is no Python."""
    for name in ("Makefile", "deploy/bring_python.sh", "requirements/run.txt", "requirements/dev.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    for folder in ("bin", "static"):
        (tmp_path / folder).mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def make(clone, *arguments):
    command, path = [shutil.which("make"), "-s", *arguments], {"PATH": str(clone / "bin")}
    return subprocess.run(command, cwd=clone, env=path, capture_output=True, text=True, timeout=SECONDS)


def environment(clone, *stamps):
    """One with these stamps, whose Python is gone."""
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").symlink_to("/usr/bin/python-of-before")
    for name in stamps:
        (clone / f".venv/{name}.stamp").touch()


def test_without_any_python_one_sentence_says_what_to_install(clone):
    run = make(clone, ".venv/bin/python")
    said = run.stderr.splitlines()
    assert run.returncode
    assert said[0].startswith(
        "No Python 3.12 or newer was found, and none older either that could fetch one. Install one"
    )
    assert [line for line in said[1:] if not line.startswith("make:")] == []


def test_an_environment_whose_python_is_gone_is_made_anew_with_all_that_was_in_it(clone):
    environment(clone, "made", "run", "dev")
    plan = make(clone, "-n", ".venv/run.stamp").stdout
    assert "-m venv .venv" in plan
    assert "-r requirements/run.txt" in plan
    assert [path.name for path in clone.glob(".venv/*.stamp")] == ["made.stamp"]


def test_one_that_is_made_anew_keeps_nothing_of_before_and_is_ours_from_its_first_moment(clone):
    """This Python makes no environment: it says what it found when it was asked to."""
    environment(clone, "made", "run")
    python = clone / "bin/python3"
    python.write_text('#!/bin/sh\n[ "$1" = -c ] && echo "$0" || find .venv -type f >found\n')
    python.chmod(0o755)
    make(clone, ".venv/bin/python")
    assert (clone / "found").read_text() == ".venv/made.stamp\n"
    shutil.rmtree(clone / ".venv")
    make(clone, ".venv/bin/python")
    assert (clone / "found").read_text() == ".venv/made.stamp\n"


@pytest.mark.parametrize("installed", [[], ["run"]])
def test_an_environment_that_somebody_else_made_is_never_taken_away(clone, installed):
    """Whether our packages are in it or not."""
    environment(clone, *installed)
    kept = clone / ".venv/theirs"
    kept.touch()
    runs = [make(clone, ".venv/bin/python"), make(clone, ".venv/dev.stamp")]
    without_pip = clone / ".venv/bin/python"
    without_pip.unlink()
    without_pip.write_text("#!/bin/sh\nexit 1\n")
    without_pip.chmod(0o755)
    runs.append(make(clone, ".venv/dev.stamp"))
    for run in runs:
        assert run.returncode
        assert run.stderr.startswith("There is a .venv here that make did not make")
    assert without_pip.exists()
    assert sorted(path.name for path in (clone / ".venv").iterdir()) == sorted(
        ["bin", "theirs", *(f"{name}.stamp" for name in installed)]
    )


def test_an_interrupted_secret_is_no_secret(clone):
    (clone / ".venv/bin").mkdir(parents=True)
    program = clone / ".venv/bin/python"
    program.write_text('#!/bin/sh\ncase "$2" in "import pip") exit 0 ;; esac\necho half; exit 1\n')
    program.chmod(0o755)
    assert make(clone, "var/secret-key").returncode
    assert not (clone / "var/secret-key").exists()
    program.write_text("#!/bin/sh\necho whole\n")
    assert make(clone, "var/secret-key").returncode == 0
    assert [path.name for path in (clone / "var").iterdir()] == ["secret-key"]


def test_static_files_that_went_away_are_collected_again(clone):
    (clone / "gsx_site").mkdir()
    (clone / "gsx_site/staticfiles.py").touch()
    assert "collectstatic" in make(clone, "-n", "var/static/staticfiles.json").stdout
