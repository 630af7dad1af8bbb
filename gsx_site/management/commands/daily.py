import sys
import traceback
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts import events as sign_in_events
from publishing.editing import bin
from publishing.entries import suggestions
from publishing.safety.care import look_for_new_names
from publishing.safety.consent_links import drop_expired, mind_exports
from publishing.safety.pictures import forget_unused, mind_consents


def withhold_without_consent():
    """Withholds the entries whose consent ran out."""
    return f"{len(drop_expired(timezone.localdate()))} withheld"


def keep_out_of_files():
    """Takes entries out of files and the API whose organisation agreed to this site alone."""
    return f"{len(mind_exports())} taken out"


def look_for_names():
    """Looks for names of careful entries that were added since they became careful, and holds back what names them."""
    return f"{look_for_new_names()} editions lost words"


def take_down_pictures():
    """Takes down the pictures that nobody agrees to any more, and forgets images that nothing uses."""
    taken = mind_consents()
    return f"{len(taken)} taken down, {forget_unused()} images forgotten"


def empty_bin():
    """Destroys what was thrown away 90 days ago."""
    return f"{bin.empty()} destroyed"


def forget_suggestions():
    """Deletes suggestions that were closed 90 days ago."""
    return f"{suggestions.forget_old(timezone.localdate())} forgotten"


def forget_sign_ins():
    """Deletes sessions that have ended, old events of signing in, and what slows down who guesses or sends much."""
    sign_in_events.forget_old()
    return "done"


def find_duplicates():
    """Looks for entries that may be one."""
    call_command("find_duplicates", stdout=StringIO())
    return "done"


# What is to be done every day: {name: function that does it and says in a word or two what was done}.
JOBS = {
    "consents": withhold_without_consent,
    "exports": keep_out_of_files,
    "names": look_for_names,
    "pictures": take_down_pictures,
    "bin": empty_bin,
    "suggestions": forget_suggestions,
    "sign-ins": forget_sign_ins,
    "duplicates": find_duplicates,
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
