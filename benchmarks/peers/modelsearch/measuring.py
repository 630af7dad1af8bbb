"""Search by modelsearch: the first 20 and the number found, without facets."""

import json
from dataclasses import replace

from benchmarks.measure import one_core
from benchmarks.queries import FIRST, over_the_mix
from benchmarks.synthetic.databases import FOLDER

WHO = "modelsearch"
BATCH = 1000


def beside(database):
    """The database of modelsearch beside the synthetic one, and the file with the texts for it."""
    own = replace(database, part="_modelsearch")
    return own, FOLDER / f"{own.name}.jsonl"


def measure(run):
    from modelsearch.backends import get_search_backend
    from modelsearch.query import Phrase

    from benchmarks.peers.modelsearch.models import Text

    one_core()
    backend = get_search_backend("default")
    _fill(Text, beside(run.database)[1])
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
    with path.open() as lines:
        rows = [model(title=title, body=body) for title, body in map(json.loads, lines)]
    model.objects.bulk_create(rows, batch_size=BATCH)
    call_command("rebuild_modelsearch_index", verbosity=0)
