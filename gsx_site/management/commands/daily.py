import sys
import traceback

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from publishing.consent_expiry import drop_expired


def withhold_without_consent():
    """Withholds the entries whose consent ran out."""
    return f"{len(drop_expired(timezone.localdate()))} withheld"


def forget_sessions():
    """Deletes the sessions that have ended."""
    call_command("clearsessions")
    return "done"


# What is to be done every day: {name: function that does it and says in a word or two what was done}.
JOBS = {
    "consents": withhold_without_consent,
    "sessions": forget_sessions,
}


class Command(BaseCommand):
    help = (
        "Does what is to be done once a day: one line a job. A job that fails stops no other; then the exit code is 1."
    )

    def handle(self, *args, **options):
        done = [self.do(name, job) for name, job in JOBS.items()]
        if not all(done):
            sys.exit(1)

    def do(self, name, job):
        """Whether `job` succeeded; if not, nothing of it is left in the database."""
        try:
            with transaction.atomic():
                said = job()
        except Exception as error:
            self.stdout.write(f"{name}: failed ({error})")
            self.stderr.write(traceback.format_exc())
            return False
        self.stdout.write(f"{name}: {said}")
        return True
