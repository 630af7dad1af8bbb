"""The page of promises names tests, and those are there."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs/security.md").read_text("utf-8")


def test_every_promise_names_a_test_that_is_there():
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE)
    assert len(set(named)) > 40
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / "tests" / file).exists() or f"def {name}(" not in (ROOT / "tests" / file).read_text("utf-8")
    ]
    assert missing == []


def test_every_file_that_the_page_speaks_of_is_there():
    files = re.findall(r"`((?:docs|tests|gsx_site|requirements)/[\w/.-]+\.\w+)`", PAGE)
    assert len(files) > 5
    assert [file for file in files if not (ROOT / file).exists() and not (ROOT / "tests" / file).exists()] == []


def test_no_promise_stands_without_a_test():
    rows = re.findall(r"^\| (?!promise|---)([^|]+) \| ([^|]+) \|$", PAGE.partition("## Whom")[0], re.M)
    assert len(rows) > 14
    assert [promise for promise, shown in rows if "::test_" not in shown] == []
