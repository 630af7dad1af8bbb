"""What is done every day."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Session
from accounts.sessions import SessionStore
from gsx_site.management.commands.daily import JOBS
from publishing.models import Event
from tests.factories import agree, make_organisation

pytestmark = pytest.mark.usefixtures("world")


def daily():
    """The lines that the command prints, what it says of faults, and its exit code."""
    out, faults, code = StringIO(), StringIO(), 0
    try:
        call_command("daily", stdout=out, stderr=faults)
    except SystemExit as stopped:
        code = stopped.code
    return out.getvalue().splitlines(), faults.getvalue(), code


def test_entries_whose_consent_ran_out_are_withheld_and_old_sessions_go(settings):
    expired, running = make_organisation(), make_organisation()
    long_ago = timezone.localdate() - timedelta(days=settings.CONSENT_GRACE_DAYS + 1)
    agree(expired, until=long_ago)
    agree(running, until=long_ago + timedelta(days=1))
    for _ in range(2):
        SessionStore().save()
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=timezone.now() - timedelta(days=1))
    lines, faults, code = daily()
    assert [line.split(": ")[0] for line in lines] == list(JOBS)
    assert {"consents: 1 withheld", "sign-ins: done"} <= set(lines)
    assert (faults, code) == ("", 0)
    expired.refresh_from_db()
    running.refresh_from_db()
    assert (expired.level, running.level) == ("withheld", "open")
    assert Session.objects.count() == 1
    assert "consents: 0 withheld" in daily()[0]


def test_a_job_that_fails_is_undone_stops_no_other_and_shows_in_the_exit_code(monkeypatch):
    organisation = make_organisation()

    def fail_half_way():
        Event.objects.note(organisation, Event.What.CONSENT_ENDED)
        raise ValueError("half-way")

    monkeypatch.setattr("gsx_site.management.commands.daily.JOBS", {"broken": fail_half_way} | JOBS)
    before = Event.objects.count()
    lines, faults, code = daily()
    assert lines[:2] == ["broken: failed (half-way)", "consents: 0 withheld"]
    assert len(lines) == len(JOBS) + 1
    assert "ValueError: half-way" in faults
    assert code == 1
    assert Event.objects.count() == before
