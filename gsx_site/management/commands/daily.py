import sys
import traceback
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts import events as sign_in_events
from publishing.editing import bin
from publishing.entries import imports, suggestions, typed
from publishing.safety.care import look_for_new_names
from publishing.safety.consent_links import drop_expired, mind_exports
from publishing.safety.pictures import forget_unused, mind_consents


def take_down_pictures():
    taken = mind_consents()
    return f"{len(taken)} taken down, {forget_unused()} images forgotten"


def forget_sign_ins():
    sign_in_events.forget_old()
    return "done"


def find_duplicates():
    call_command("find_duplicates", stdout=StringIO())
    return "done"


# What is to be done every day: {name: function that does it and says in a word or two what was done}.
JOBS = {
    # Withholds the entries whose consent ran out.
    "consents": lambda: f"{len(drop_expired(timezone.localdate()))} withheld",
    # Takes entries out of files and the API whose organisation agreed to this site alone.
    "exports": lambda: f"{len(mind_exports())} taken out",
    # Holds back what names careful entries by names that were added since they became careful.
    "names": lambda: f"{look_for_new_names()} editions lost words",
    # Takes down the pictures that nobody agrees to any more, and forgets images that nothing uses.
    "pictures": take_down_pictures,
    # Destroys what was thrown away, and forgets imports, and suggestions that were closed, 90 days ago.
    "bin": lambda: f"{bin.empty()} destroyed",
    "imports": lambda: f"{imports.forget_old()} forgotten",
    "suggestions": lambda: f"{suggestions.forget_old(timezone.localdate())} forgotten",
    # Deletes sessions that have ended, old events of signing in, and what slows down who guesses or sends much.
    "sign-ins": forget_sign_ins,
    # Forgets which forms were saved, and what was typed and not saved 30 days ago.
    "forms": lambda: f"{typed.forget_added() + typed.forget_typed()} forgotten",
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
