from django.core.management.base import BaseCommand

from catalogue.likeness import find_all
from publishing.models import Entry


class Command(BaseCommand):
    help = (
        "Find entries with names that are alike, for the editors' first page. Entries saved in the admin are looked at "
        "there and then; run this after entries were loaded from a file, or once a day."
    )

    def handle(self, **options):
        for model in Entry.kinds.values():
            self.stdout.write(f"{model._meta.verbose_name_plural}: {find_all(model)} pairs that may be one")
