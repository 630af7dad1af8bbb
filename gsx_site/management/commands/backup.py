from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gsx_site import backups


class Command(BaseCommand):
    help = (
        "Writes a backup of the database, pictures included, into a folder of its own below PATH, while the site runs. "
        "SECRET_KEY is not in it: keep that elsewhere."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder of all backups")
        parser.add_argument("--keep", type=int, metavar="N", help="remove the oldest ones until there are N")

    def handle(self, *args, path, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError(f"--keep is {keep}, but must be 1 or more.")
        try:
            place, facts = backups.make(path)
            old = backups.forget(path, keep) if keep else []
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or path} can't be written: {error.strerror}.") from error
        rows = sum(facts["rows"].values())
        self.stdout.write(f"{place}: {rows:,} rows of {len(facts['rows'])} tables, {facts['bytes']:,} bytes.")
        if old:
            self.stdout.write(f"Removed {len(old)} older than that: {', '.join(one.name for one in old)}.")
