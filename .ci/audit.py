"""Dependency audit: whether a weakness of a version in requirements/run.txt is known, by pip-audit.

The answer comes from the package registry. Where that is out of reach or knows nothing of weaknesses, this says so and
fails nothing; it fails where a weakness is known and is not listed in requirements/accepted.txt, a line each of

    identifier  day until which that holds  why it does not apply here
"""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
AUDIT = ["--progress-spinner=off", "--disable-pip", "--require-hashes", "--format=json", "--requirement"]


def main():
    asked = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "pip_audit", *AUDIT, REQUIREMENTS / "run.txt"], capture_output=True, text=True
    )
    try:
        parts = json.loads(asked.stdout)["dependencies"]
    except ValueError:
        said = asked.stderr.strip().splitlines() or ["no reason was given"]
        print(f"The audit was skipped, as nobody could be asked: {said[-1]}")
        return
    accepted = read_accepted((REQUIREMENTS / "accepted.txt").read_text(), datetime.now(UTC).date())
    sentence, faults = verdict(parts, accepted)
    print(sentence)
    sys.exit("\n".join(faults) or None)


def read_accepted(text, today):
    """The identifiers that `text` lists and whose day has not passed. Raises ValueError for a line without a reason."""
    found = set()
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            identifier, until, _reason = line.split(maxsplit=2)
            if date.fromisoformat(until) >= today:
                found.add(identifier)
    return found


def verdict(parts, accepted):
    """(what the audit says, its faults) from pip-audit's list of `parts` and the identifiers that are accepted."""
    asked = [one for one in parts if "vulns" in one]
    if not asked:
        return "The audit was skipped: the registry that answers here knows nothing of weaknesses.", []
    faults = [
        f"{one['name']} {one['version']} has the known weakness {weakness['id']}, mended in "
        f"{', '.join(weakness['fix_versions']) or 'no version yet'}: make requirements ARGS=--upgrade, or list it with "
        "a day and a reason in requirements/accepted.txt."
        for one in asked
        for weakness in one["vulns"]
        if accepted.isdisjoint([weakness["id"], *weakness["aliases"]])
    ]
    unknown = f", {len(parts) - len(asked)} could not be asked about" if len(asked) < len(parts) else ""
    return f"{len(asked)} parts were looked at{unknown}.", faults


if __name__ == "__main__":
    main()
