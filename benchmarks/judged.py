"""How well a search ranks: nDCG@10 (Järvelin and Kekäläinen 2002) over the searches in judged.json, by language.

Beside it stand three other ways to rank, which get the same texts, each in the language of the page, and the same
words, any of which will do: bm25() of SQLite, ts_rank of PostgreSQL, and tantivy.
"""

import json
import re
import sqlite3
from math import log2
from pathlib import Path

import psycopg2
from django.utils.translation import override

from benchmarks.report import PROGRAM, Figure
from benchmarks.synthetic.databases import SERVER
from catalogue.catalogue import current
from catalogue.kinds import ANY_KIND, KINDS, own_kinds
from catalogue.search.search import Search

ROW = "relevance"
FIRST = 10
JUDGED = json.loads((Path(__file__).resolve().parent / "judged.json").read_text("utf-8"))["queries"]
CONFIGURATIONS = {"en": "english", "fr": "french", "ar": "arabic", "es": "spanish"}


def measure(run):
    rankers = {PROGRAM: shown, "SQLite bm25()": Bm25, "PostgreSQL ts_rank": TsRank, "tantivy": Tantivy}
    for who, ranker in rankers.items():
        try:
            yield from _figures(who, ranker)
        except Exception as error:  # a peer that is not there does not end the run
            yield Figure(ROW, "all", None, unit="nDCG", who=who, note=f"did not run: {error.__class__.__name__}")


def _figures(who, ranker):
    found = {}
    for language in CONFIGURATIONS:
        queries = [one for one in JUDGED if one["language"] == language and one["grades"]]
        with override(language):
            rank = ranker if who == PROGRAM else ranker(language)
            found[language] = [gained(rank(one["words"]), one["grades"]) for one in queries]
    yield Figure(ROW, "all", _mean([one for values in found.values() for one in values]), unit="nDCG", who=who)
    for language, values in found.items():
        yield Figure(ROW, language, _mean(values), unit="nDCG", who=who)


def _mean(values):
    return round(sum(values) / len(values), 3)


def gained(ranked, grades):
    """The nDCG of the first ten of `ranked` ("practice/…") by `grades` ({"practice/…": 0 to 3})."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(one, 0) for one in ranked]) / _gain(best)


def _gain(grades):
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:FIRST], 1))


def shown(words):
    """What the first screen of a search for `words` shows, in order: ["practice/…", …]."""
    catalogue = current()
    search = Search(words, catalogue, catalogue.kinds[ANY_KIND])
    numbers = search.best(search.found, 0, FIRST)
    numbers += search.best(search.nearly, 0, FIRST - len(numbers))
    return [_name(search.index.documents[number]) for number in numbers]


def _name(one):
    return f"{one.kind}/{one.slug}"


def texts(language):
    """[(name, title, words), …] of all entries as pages in `language` show them."""
    catalogue = current()
    found = []
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        for edition, record in catalogue.records(kind.name, index.everything):
            told = record.text(language)
            fields = [name for names in KINDS[kind.name].searched for name in names if name not in kind.titles]
            held = (_words(told, record, names) for names in (kind.titles, fields))
            found.append((f"{kind.name}/{edition.slug}", *held))
    return found


def _words(told, record, names):
    held = ((part, name) for part in (told, record) for name in names if name in type(part).model_fields)
    return " ".join(getattr(part, name) for part, name in held)


def any_of(words):
    """The words typed, without signs."""
    return re.findall(r"\w+", words)


class Bm25:
    """FTS5 with its own bm25(), a title counting four times; English is stemmed, the others lose their marks."""

    def __init__(self, language):
        tokenizer = "porter unicode61" if language == "en" else "unicode61"
        self._database = sqlite3.connect(":memory:")
        fields = f"name UNINDEXED, title, words, tokenize='{tokenizer}'"
        self._database.execute(f"CREATE VIRTUAL TABLE held USING fts5({fields})")
        self._database.executemany("INSERT INTO held VALUES (?, ?, ?)", texts(language))

    def __call__(self, words):
        asked = " OR ".join(f'"{word}"' for word in any_of(words))
        order = "SELECT name FROM held WHERE held MATCH ? ORDER BY bm25(held, 0, 4, 1), rowid LIMIT ?"
        return [name for (name,) in self._database.execute(order, (asked, FIRST))]


class TsRank:
    """tsvector by the configuration of the language, a title with weight A, ts_rank by length of the text."""

    def __init__(self, language):
        self._configuration = CONFIGURATIONS[language]
        self._cursor = psycopg2.connect(f"{SERVER}/postgres").cursor()
        self._cursor.execute("CREATE TEMPORARY TABLE held (number serial, name text, words tsvector)")
        made = "setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'D')"
        for name, title, words in texts(language):
            given = (name, self._configuration, title, self._configuration, words)
            self._cursor.execute(f"INSERT INTO held (name, words) VALUES (%s, {made})", given)

    def __call__(self, words):
        asked = " OR ".join(any_of(words))
        order = (
            "SELECT name FROM held, websearch_to_tsquery(%s::regconfig, %s) asked WHERE words @@ asked "
            "ORDER BY ts_rank(words, asked, 1) DESC, number LIMIT %s"
        )
        self._cursor.execute(order, (self._configuration, asked, FIRST))
        return [name for (name,) in self._cursor.fetchall()]


class Tantivy:
    """Its own BM25 over title and words; English is stemmed."""

    def __init__(self, language):
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("name", stored=True, tokenizer_name="raw")
        for field in ("title", "words"):
            builder.add_text_field(field, tokenizer_name="en_stem" if language == "en" else "default")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for name, title, words in texts(language):
            writer.add_document(tantivy.Document(name=name, title=title, words=words))
        writer.commit()
        self._index.reload()

    def __call__(self, words):
        searcher = self._index.searcher()
        query = self._index.parse_query(" ".join(any_of(words)), ["title", "words"], field_boosts={"title": 4.0})
        return [searcher.doc(at)["name"][0] for _score, at in searcher.search(query, FIRST).hits]
