from django.core.management.base import BaseCommand
from django.db import transaction

from publishing.models import Generation


class Command(BaseCommand):
    help = (
        "Begins a new era: our own processes and the copies of others read everything anew. For after a backup was "
        "restored or another server took over, when what was taken back since may have been told to nobody."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        Generation.objects.begin_era()
        self.stdout.write("A new era has begun.")
