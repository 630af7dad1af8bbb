from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from gsx_site import database, moving


class Command(BaseCommand):
    help = (
        "Copies the whole database that DATABASE_URL names into the empty one at URL (from SQLite to PostgreSQL, say), "
        "and compares every row. The site may go on answering readers; stop it, so that nobody writes afterwards."
    )

    def add_arguments(self, parser):
        parser.add_argument("url", help="the address of the other database, in the form of DATABASE_URL")

    def handle(self, *args, url, verbosity, **options):
        def told(table):
            if verbosity > 1:
                self.stdout.write(table)

        try:
            entry = database.entry("The address", url, settings.BASE_DIR, database.OF_COMMANDS)
            moved = moving.move(entry, told)
        except (ImproperlyConfigured, moving.MoveError) as error:
            raise CommandError(str(error)) from error
        except Error as error:
            raise CommandError(f"The database there can't be used: {str(error).strip()}") from error
        self.stdout.write(
            f"{sum(moved.values()):,} rows of {len(moved)} tables are in {entry['NAME']}, each as it is here. "
            "Now set DATABASE_URL to that address, run “manage.py prepare”, which fills the search anew, and start the "
            "site."
        )
