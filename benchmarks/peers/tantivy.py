"""Tantivy, a search engine in Rust, in this process: the first 20 and the number found; apart from them, its
aggregations, which count facets and cross two of them over columns."""

import shutil

import tantivy

from benchmarks import crosstab, facets, program
from benchmarks.measure import one_core
from benchmarks.peers.relational import squares
from benchmarks.queries import FACETS, FIRST, KIND, over_the_mix
from benchmarks.synthetic.databases import FOLDER

WHO = "tantivy"
FIELDS = ["title", "body"]
MOST = 100_000  # values of a facet


def measure(run):
    one_core()
    index = _index(FOLDER / f"tantivy-{run.database.name}", run.database)
    searcher = index.searcher()

    def search(query):
        return searcher.search(query, FIRST, count=True).count

    yield from over_the_mix(run, search, WHO, "20 and a number, no facets", lambda kind, q: _translated(index, kind, q))
    catalogue, aggregated = program.build(), Aggregated(index)
    yield from facets.compared(run, catalogue, WHO, aggregated.counts)
    yield from crosstab.compared(run, catalogue, WHO, aggregated.crosstab)


class Aggregated:
    """What the aggregations of `index` count, as the peers count it."""

    def __init__(self, index):
        self.schema, self.searcher = index.schema, index.searcher()

    def counts(self, selection):
        """{facet: {value: number}}, each facet's own choices left out: an aggregation for all without one, one each."""
        found = self._counted([name for name in FACETS if name not in selection], selection)
        for name in selection:
            found |= self._counted([name], {other: keys for other, keys in selection.items() if other != name})
        return found

    def _counted(self, names, selection):
        found = self.searcher.aggregate(self._matching(selection), {name: _terms(name) for name in names})
        return {name: {one["key"]: one["doc_count"] for one in found[name]["buckets"]} for name in names}

    def crosstab(self, selection, rows, columns):
        """[[number, …], …]: the values of one facet, each with those of the other."""
        asked = {"rows": _terms(rows[0]) | {"aggs": {"columns": _terms(columns[0])}}}
        found = self.searcher.aggregate(self._matching(selection), asked)["rows"]["buckets"]
        pairs = ((row["key"], one["key"], one["doc_count"]) for row in found for one in row["columns"]["buckets"])
        return squares(pairs, rows[1], columns[1])

    def _matching(self, selection):
        if not selection:
            return tantivy.Query.all_query()
        chosen = [tantivy.Query.term_set_query(self.schema, name, keys) for name, keys in selection.items()]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in chosen])


def _terms(name):
    return {"terms": {"field": name, "size": MOST, "segment_size": MOST}}


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
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for (_, _, values), (number, title, body) in zip(program.documents(KIND), program.texts(KIND), strict=True):
        held = {name: sorted(values.get(name, ())) for name in FACETS}
        writer.add_document(tantivy.Document(number=number, title=title, body=body, **held))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index
