import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from places.loading import load_places


class Command(BaseCommand):
    help = (
        "Load regions, countries and groupings from a file like fixtures/places.json. Running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, *, path, **options):
        try:
            loaded = load_places(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path} can't be read as JSON: {error}") from error
        except KeyError as error:
            raise CommandError(f"{path} lacks what a list of places needs: {error}") from error
        self.stdout.write(f"Places: {loaded}")
