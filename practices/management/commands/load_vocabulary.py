import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from practices.vocabulary import load_themes
from publishing.vocabulary import load_terms

TERMS = (
    "groups",
    "gender",
    "youth",
    "scale",
    "evidence",
    "network_kinds",
    "organisation_kinds",
    "audiences",
    "un_areas",
)


class Command(BaseCommand):
    help = "Load themes and fixed terms from a file like fixtures/vocabulary.json. Running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    @transaction.atomic
    def handle(self, *, path, **options):
        try:
            data = json.loads(path.read_text("utf-8"))
            changed = [name for name in TERMS if load_terms(name, data[name])]
            if load_themes(data["themes"]):
                changed.append("themes")
        except (OSError, ValueError) as error:
            raise CommandError(f"{path} can't be read as JSON: {error}") from error
        except KeyError as error:
            raise CommandError(f"{path} lacks what a vocabulary needs: {error}") from error
        self.stdout.write(f"Vocabulary: {', '.join(changed)} changed" if changed else "Vocabulary: nothing changed")
