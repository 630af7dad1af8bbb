from django.conf import settings
from django.core.management.base import BaseCommand

from gsx_site import translations


class Command(BaseCommand):
    help = (
        "Brings the catalogues of translations in locale/ up to date with the sentences of the code, and says what in "
        "them is not translated yet. Give a code (pt) to begin a new one."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="*", help="the languages; all that are there when none is given")

    def handle(self, *args, codes, **options):
        folder = settings.LOCALE_PATHS[0]
        for code in codes or translations.sources(folder):
            path = translations.source(folder, code)
            catalogue = translations.brought_up_to_date(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            translations.write(path, catalogue)
            found = [translations.faults(one, catalogue) for one in translations.messages(catalogue)]
            self.stdout.write(f"{code}: {len(found)} sentences, {sum(map(bool, found))} of them not translated.")
