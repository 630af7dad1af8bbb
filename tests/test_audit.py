"""What the audit of dependencies makes of the answers that it gets."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def audit():
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci/audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def part(name, *weaknesses):
    known = [{"id": one, "aliases": [f"CVE-{one}"], "fix_versions": ["2.0"]} for one in weaknesses]
    return {"name": name, "version": "1.0", "vulns": known}


NOT_ASKED = {"name": "unknown", "skip_reason": "Dependency not found"}


def test_parts_without_a_known_weakness_are_counted(audit):
    assert audit.verdict([part("a"), part("b")], set()) == ("2 parts were looked at.", [])


def test_a_known_weakness_is_a_fault_that_says_what_to_do(audit):
    _said, faults = audit.verdict([part("a", "PYSEC-1"), part("b")], set())
    [fault] = faults
    assert fault.startswith("a 1.0 has the known weakness PYSEC-1, mended in 2.0: make requirements ARGS=--upgrade")


@pytest.mark.parametrize("name", ["PYSEC-1", "CVE-PYSEC-1"])
def test_an_accepted_one_is_none(audit, name):
    assert audit.verdict([part("a", "PYSEC-1")], {name})[1] == []


def test_where_nobody_knows_it_is_skipped_with_a_sentence_and_where_some_do_not_they_are_counted(audit):
    said, faults = audit.verdict([NOT_ASKED, NOT_ASKED], set())
    assert (said.startswith("The audit was skipped: "), faults) == (True, [])
    assert audit.verdict([part("a"), NOT_ASKED], set()) == ("1 parts were looked at, 1 could not be asked about.", [])


def test_what_is_accepted_has_a_day_and_a_reason(audit):
    listed = (
        "# comment\n\nPYSEC-1  2026-12-01  It is about a part that we do not use.\nPYSEC-2  2026-11-30  Nor that.\n"
    )
    assert audit.read_accepted(listed, date(2026, 12, 1)) == {"PYSEC-1"}
    with pytest.raises(ValueError):
        audit.read_accepted("PYSEC-1 2026-12-01", date(2026, 12, 1))
    audit.read_accepted((ROOT / "requirements/accepted.txt").read_text(), date(2026, 12, 1))
