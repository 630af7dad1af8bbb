"""Tantivy, a search engine in Rust, in this process: the first 20 and the number found, without facets."""

import shutil

import tantivy

from benchmarks import program
from benchmarks.measure import one_core
from benchmarks.queries import FIRST, KIND, over_the_mix
from benchmarks.synthetic.databases import FOLDER

WHO = "tantivy"
FIELDS = ["title", "body"]


def measure(run):
    one_core()
    index = _index(FOLDER / f"tantivy-{run.database.name}", run.database)
    searcher = index.searcher()

    def search(query):
        return searcher.search(query, FIRST, count=True).count

    yield from over_the_mix(run, search, WHO, "20 and a number, no facets", lambda kind, q: _translated(index, kind, q))


def _translated(index, kind, query):
    schema = index.schema
    if kind == "prefix":
        return tantivy.Query.regex_query(schema, "body", query.removesuffix("*") + ".*")
    if kind == "misspelt":
        return tantivy.Query.fuzzy_term_query(schema, "body", query, distance=2)
    return index.parse_query(query, FIELDS, conjunction_by_default=True)


def _index(folder, database):
    """Written anew: seconds for a hundred thousand texts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for number, title, body in program.texts(KIND):
        writer.add_document(tantivy.Document(number=number, title=title, body=body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index
