"""Set cover: which tests run again on the second database, so that everything sent to the first is sent there too.

`--note-sql=FILE` writes down, test by test, every shape of SQL that it sends. `--cover-sql=FILE`, on another database,
leaves a test out if every shape that it sent was sent by tests that stay, and fails if one of those did not run.

A shape is a statement without its values, with how it ended and what kind of values it had: databases differ in long
numbers, NULs and letters beyond ASCII. What SQLite does not say but PostgreSQL does is added: locks on rows, and
cursors that read in chunks. Who needs transactions that end stays, and so does whoever was not seen to pass.
"""

import json
import re
from collections import Counter
from functools import lru_cache
from heapq import heapify, heappop, heapreplace
from pathlib import Path
from sys import intern

import pytest
from django.db.backends.signals import connection_created
from django.db.models.sql.compiler import SQLCompiler

MANY_VALUES = re.compile(r"\(\s*%s(?:\s*,\s*%s)+\s*\)")
MANY_ROWS = re.compile(r"(\([^()]*%s[^()]*\)|\(%s, …\))(?:,\s*\1)+")
SAVEPOINT = re.compile(r"(?<=SAVEPOINT )\S+")
A_BROWSER = 1000  # statements that a test could send in the time that a browser takes


def pytest_addoption(parser):
    parser.addoption("--note-sql", metavar="FILE", help="write down what SQL each test sends")
    parser.addoption("--cover-sql", metavar="FILE", help="only run what is needed to send everything noted in FILE")


def pytest_configure(config):
    if config.getoption("note_sql"):
        config.pluginmanager.register(Noting(config))
    if config.getoption("cover_sql"):
        held = json.loads(Path(config.getoption("cover_sql")).read_text("utf-8"))
        config.pluginmanager.register(Covering(unpacked(held)))


# --- the first database: noting


def shape(sql, values=(), error=None):
    """What stands for `sql` with `values` (those of many rows: a list of lists) that ended in `error`."""
    return _shape(str(sql), frozenset(traits(values)), type(error).__name__ if error else "")


@lru_cache(50_000)
def _shape(sql, traits, error):
    return intern(" · ".join([plain(sql), *sorted(traits), *([error] if error else [])]))


@lru_cache(10_000)
def plain(sql):
    """`sql` without what differs from call to call: how many values and rows there are, names of savepoints."""
    return MANY_ROWS.sub(r"\1, …", MANY_VALUES.sub("(%s, …)", SAVEPOINT.sub("x", sql)))


def traits(values):
    """The kinds of `values`, and what about them is unusual. It is asked of every value that a test sends."""
    found = set()
    for value in values or ():
        if isinstance(value, str):
            found.add("str")
            if len(value) > 255:
                found.add("long")
            if not value.isascii():
                found.add("not ASCII")
            if "\0" in value:
                found.add("NUL")
        elif isinstance(value, list | tuple):
            found |= traits(value)
        else:
            found.add(type(value).__name__)
            if isinstance(value, int) and not -BITS_31 <= value < BITS_31:
                found |= {"beyond 31 bits"} | ({"beyond 63 bits"} if not -BITS_63 <= value < BITS_63 else set())
    return found


BITS_31, BITS_63 = 1 << 31, 1 << 63


class Noting:
    """Notes what each test sends, on all connections of the process: a browser is answered in other threads."""

    def __init__(self, config):
        self.config, self.test, self.sent, self.passed = config, "", {}, set()
        connection_created.connect(self.connected)
        self.watch_compiler()

    def connected(self, connection, **_more):
        if self.execute not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.execute)

    def execute(self, execute, sql, params, many, context):
        try:
            result = execute(sql, params, many, context)
        except Exception as error:
            self.note(shape(sql, params, error))
            raise
        self.note(shape(sql, params))
        return result

    def watch_compiler(self):
        execute_sql = SQLCompiler.execute_sql

        def execute(compiler, *args, **options):
            query = compiler.query
            if query.select_for_update:
                how = (query.select_for_update_of, query.select_for_no_key_update)
                self.note(f"lock rows of {query.get_meta().db_table} {how}")
            if options.get("chunked_fetch"):
                self.note(f"read {query.get_meta().db_table} in chunks")
            return execute_sql(compiler, *args, **options)

        SQLCompiler.execute_sql = execute

    def note(self, what):
        self.sent.setdefault(self.test, Counter())[what] += 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid):
        self.test = nodeid

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        """What makes the tables is of no test, and not of the first one."""
        test = self.test
        if fixturedef.argname == "django_db_setup":
            self.test = ""
        try:
            return (yield)
        finally:
            self.test = test

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and report.passed:
            self.passed.add(report.nodeid)

    def noted(self):
        return {test: self.sent.get(test, {}) for test in self.passed}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node, error):
        if found := node.workeroutput.get("noted_sql"):
            self.sent |= unpacked(found)

    def pytest_sessionfinish(self):
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["noted_sql"] = packed(self.noted())
            return
        path = Path(self.config.getoption("note_sql"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(packed(self.noted())), "utf-8")


def packed(noted):
    """`noted`, {test: {shape: how often}}, as simple lists with each shape once: they are long, and repeat."""
    numbers = {}
    tests = {
        test: [[numbers.setdefault(one, len(numbers)), times] for one, times in sent.items()]
        for test, sent in sorted(noted.items())
    }
    return {"shapes": list(numbers), "tests": tests}


def unpacked(held):
    """What `packed` packed."""
    return {test: {held["shapes"][number]: times for number, times in sent} for test, sent in held["tests"].items()}


# --- the second database: covering


def cover(noted, costs):
    """Tests of `noted` ({test: shapes}) that together send every shape: greedily, the most new ones for their cost."""
    missing, chosen = set().union(*noted.values()), set()
    waiting = [(-len(sent) / costs[test], test) for test, sent in noted.items()]
    heapify(waiting)
    while missing:
        promised, test = waiting[0]
        worth = -len(missing & noted[test]) / costs[test]
        if worth > promised:  # others sent some of it meanwhile
            heapreplace(waiting, (worth, test))
            continue
        heappop(waiting)
        chosen.add(test)
        missing -= noted[test]
    return chosen


class Covering:
    """Leaves out what is covered, and fails where what covers it did not run."""

    def __init__(self, noted):
        self.noted, self.ran = noted, set()

    def pytest_collection_modifyitems(self, config, items):
        kept = {item.nodeid for item in items if stays(item, self.noted)}
        sent = {shape for test in kept for shape in self.noted.get(test, ())}
        others = [item for item in items if item.nodeid not in kept]
        owed = {item.nodeid: self.noted[item.nodeid].keys() - sent for item in others}
        kept |= cover(owed, {item.nodeid: self.cost(item) for item in others})
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in kept])
        items[:] = [item for item in items if item.nodeid in kept]

    def cost(self, item):
        return 10 + sum(self.noted[item.nodeid].values()) + (A_BROWSER if item.get_closest_marker("browser") else 0)

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and not report.skipped:
            self.ran.add(report.nodeid)

    def missing(self):
        """{shape: a test that sent it} of what was sent to the first database alone."""
        sent = {shape for test in self.ran for shape in self.noted.get(test, ())}
        return {shape: test for test, shapes in self.noted.items() for shape in shapes if shape not in sent}

    def pytest_sessionfinish(self, session):
        if self.missing() and not hasattr(session.config, "workerinput"):
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        for shape, test in sorted(self.missing().items()):
            terminalreporter.write_line(f"Sent by {test} to the first database, and by nobody to this one: {shape}")


def stays(item, noted):
    """Whether `item` runs on the second database whatever it sends."""
    marker = item.get_closest_marker("django_db")
    return item.nodeid not in noted or bool(marker and marker.kwargs.get("transaction"))
