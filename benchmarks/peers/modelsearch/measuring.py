"""Search by modelsearch: the first 20 and the number found, without facets."""

import json
import sys
from pathlib import Path

from benchmarks.child import Run
from benchmarks.queries import FIRST, over_the_mix
from benchmarks.synthetic.databases import Database

WHO = "modelsearch"
BATCH = 1000


def measure(run, path):
    from modelsearch.backends import get_search_backend
    from modelsearch.query import Phrase

    from benchmarks.peers.modelsearch.models import Text

    backend = get_search_backend("default")
    _fill(Text, path)
    texts = Text.objects.all()

    def search(query):
        kind, words = query
        if kind == "prefix":
            found = backend.autocomplete(words.removesuffix("*"), texts)
        else:
            found = backend.search(Phrase(words.strip('"')) if kind == "phrase" else words, texts)
        return len(list(found[:FIRST])) and found.count()

    def translate(kind, query):
        return None if kind == "misspelt" else (kind, query)

    yield from over_the_mix(run, search, WHO, "20 and a number, no facets", translate)


def _fill(model, path):
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    with Path(path).open() as lines:
        rows = [model(title=title, body=body) for title, body in map(json.loads, lines)]
    model.objects.bulk_create(rows, batch_size=BATCH)
    call_command("rebuild_modelsearch_index", verbosity=0)


def main(path, engine, size, seed, quick=""):
    from dataclasses import replace

    from benchmarks.measure import one_core

    one_core()
    run = Run(Database(engine, int(size), int(seed)), quick == "quick")
    for figure in measure(run, path):
        print(replace(figure, size=run.size, engine=engine).line(), flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    main(*sys.argv[1:])
