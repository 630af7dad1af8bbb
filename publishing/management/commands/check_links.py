from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publishing.editing.link_checks.asking import Asker, on_the_public_web
from publishing.editing.link_checks.checks import due, note
from publishing.models import LinkCheck

AGENT = "GSX-directory-link-check/1.0 (+{})"


class Command(BaseCommand):
    help = (
        "Ask the addresses that public pages lead to whether they still answer: one at a time, five seconds apart a "
        "host, by each site's robots.txt. Needs LINK_CHECKS=on and LINK_CHECK_CONTACT; made to be run once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=200, help="How many addresses are asked in this run (200).")

    def handle(self, *, most, **options):
        if not settings.LINK_CHECKS:
            raise CommandError("Link checks are off: nothing was asked. LINK_CHECKS=on turns them on.")
        outcomes = Counter()
        with Asker(AGENT.format(settings.LINK_CHECK_CONTACT), allowed=on_the_public_web) as asker:
            for url in due(max(0, most)):
                etag = LinkCheck.objects.filter(url=url).values_list("etag", flat=True).first() or ""
                outcomes[note(url, asker.ask(url, etag), timezone.now()).outcome] += 1
        found = ", ".join(f"{outcomes[one.value]} {one.value}" for one in LinkCheck.Outcome)
        self.stdout.write(f"{outcomes.total()} addresses asked: {found}.")
