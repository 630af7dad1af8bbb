from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from catalogue import documents
from gsx_site import translations
from gsx_site.alone import NotAlone, alone
from publishing.editions import completeness
from publishing.models import Entry

FOLDER, FILE = 0o700, 0o600
# The database and what SQLite keeps beside it, which has the permissions that the database had at that time.
OF_SQLITE = ("", "-wal", "-shm", "-journal")


def tighten():
    """Close what an earlier version left open to other accounts. Returns the paths that another one owns: they stay.

    What the site keeps is for the account that it runs under. Everything it makes is made so (see the settings).
    """
    wanted = {settings.VAR_DIR: FOLDER, settings.VAR_DIR / "secret-key": FILE, **dict.fromkeys(_database_files(), FILE)}
    return [path for path, mode in wanted.items() if path.exists() and not _close(path, mode)]


def _database_files():
    if connection.vendor != "sqlite":
        return []
    return [Path(f"{connection.settings_dict['NAME']}{end}") for end in OF_SQLITE]


def _close(path, mode):
    """Whether nobody may do with `path` now what `mode` does not allow."""
    now = path.stat().st_mode & 0o777
    try:
        if now & ~mode:
            path.chmod(now & mode)
    except PermissionError:
        return False
    return True


# In this order: the directory refers to the vocabulary, and both to places.
LOADS = (
    ("load_places", "places.json"),
    ("load_vocabulary", "vocabulary.json"),
    ("load_directory", "directory.json"),
)


def check_encoding():
    """Stop before the first table is made where names in Arabic could not be written."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('server_encoding')")
        name, encoding = cursor.fetchone()
    if encoding != "UTF8":
        raise CommandError(
            f"The database {name} is in the encoding {encoding}, which has not all letters: make one with "
            f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0, and name it in DATABASE_URL."
        )


class Command(BaseCommand):
    help = (
        "Makes the database ready: creates or updates its tables, and closes its files to other accounts. Compiles the "
        "catalogues of translations. With --load it also loads the directory that comes with the site, if there is no "
        "entry yet."
    )

    def add_arguments(self, parser):
        parser.add_argument("--load", action="store_true", help="load the directory that comes with the site")

    def handle(self, **options):
        try:
            others_wait = alone(self.waits)
        except NotAlone as refusal:
            raise CommandError(str(refusal)) from refusal
        check_encoding()
        with others_wait:
            self.prepare(**options)

    def waits(self, otherwise):
        self.stderr.write(f"Another prepare is at work: waiting until it is through. {otherwise}")

    def prepare(self, *, load, verbosity, **options):
        call_command("migrate", interactive=False, verbosity=max(0, verbosity - 1))
        for path in tighten():
            self.stderr.write(
                f"Others on this machine may read {path}, which belongs to another account: "
                f"chmod go-rwx {path}, as that account."
            )
        for code, wrong in translations.compile_all(settings.LOCALE_PATHS[0]).items():
            self.stderr.write(f"The language {code} is not offered: {wrong} of its sentences are not translated.")
        completeness.catch_up()
        if behind := documents.catch_up():
            self.stdout.write(f"The search has learnt {behind} entries anew.")
        if Entry.objects.exists():
            return
        # Never unasked: where a restore went wrong, it would publish again what was taken out for somebody's safety.
        if not load:
            self.stdout.write(
                "The database is empty. If it should not be, restore your backup; “manage.py prepare --load” loads the "
                "directory that comes with the site."
            )
            return
        self.stdout.write("The database is empty: loading the directory.")
        for command, file in LOADS:
            call_command(command, settings.BASE_DIR / "fixtures" / file, verbosity=verbosity, stdout=self.stdout)
