from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from practices.directory_file import BadFile, read_directory
from practices.loading import load_directory

PROGRESS_EVERY = 50


class Command(BaseCommand):
    help = (
        "Load practices, organisations and networks from a file like fixtures/directory.json and publish what is new. "
        "Entries that people edited since the last load are kept. Running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")

    def handle(self, *, path, dry_run, **options):
        try:
            directory = read_directory(path.read_text("utf-8"))
            report = load_directory(directory, dry_run=dry_run, progress=self._progress)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} can't be read: {error}") from error
        except BadFile as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(f"{path} was not loaded and nothing was written:\n{faults}") from error
        if dry_run:
            self.stdout.write("Dry run: nothing was written. A load would give:")
        for line in report.lines():
            self.stdout.write(line)
        for line in report.changes if dry_run else ():
            self.stdout.write(line)
        for where in report.kept:
            self.stdout.write(f"kept as editors left it: {where}")

    def _progress(self, done, of):
        if done % PROGRESS_EVERY == 0 or done == of:
            self.stderr.write(f"{done} of {of} entries")
