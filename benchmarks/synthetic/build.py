"""Fill the database of DATABASE_URL: `python -m benchmarks.synthetic.build SIZE SEED`."""

import os
import sys
import time

import django
from django.core.management import call_command
from django.db import connection

EVERY = 50_000


def main(size, seed):
    from benchmarks.synthetic.entries import Entries
    from benchmarks.synthetic.writing import NotSynthetic, write

    if "gsx_bench_" not in os.environ.get("DATABASE_URL", ""):
        sys.exit("Synthetic entries go to databases whose names begin with gsx_bench_, and to no other.")
    call_command("migrate", interactive=False, verbosity=0)
    started = time.monotonic()

    def progress(done, of):
        if done % EVERY == 0 or done == of:
            print(f"{done:,} of {of:,} synthetic entries, {time.monotonic() - started:.0f} s", flush=True)

    try:
        write(Entries(size, seed), progress)
    except NotSynthetic as refused:
        sys.exit(str(refused))
    if connection.vendor == "postgresql":
        # What autovacuum does within a minute on any server: without statistics every query reads whole tables.
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
