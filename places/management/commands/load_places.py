import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from places.loading import BadPlaces, load_places


class Command(BaseCommand):
    help = (
        "Load regions, countries and groupings from a file like fixtures/places.json. Running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, *, path, **options):
        try:
            loaded = load_places(json.loads(path.read_text("utf-8")))
        except BadPlaces as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(f"{path} was not loaded and nothing was written:\n{faults}") from error
        except (OSError, ValueError, RecursionError) as error:
            raise CommandError(f"{path} can't be read as JSON: {error}") from error
        self.stdout.write(f"Places: {loaded}")
