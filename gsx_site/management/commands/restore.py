from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from gsx_site import backups


class Command(BaseCommand):
    help = (
        "Fills an empty database with a backup that “backup” wrote, brings it up to this version and begins a new era. "
        "A database that has tables is refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder of the one backup, with its backup.json")

    def handle(self, *args, path, **options):
        try:
            facts = backups.put_back(path)
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        call_command("prepare", verbosity=0, stdout=self.stdout, stderr=self.stderr)
        call_command("begin_era", stdout=self.stdout)
        rows = sum(facts["rows"].values())
        self.stdout.write(
            f"The backup of {facts['made']} is back: {rows:,} rows of {len(facts['rows'])} tables. "
            "What was withdrawn or restricted since is public again: look at it before readers do. Then start the site "
            "with this DATABASE_URL, or restart it where that changed, and with the SECRET_KEY of before: with "
            "another one, staff sign in anew and links to consent forms have to be sent again."
        )
