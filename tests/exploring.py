"""Property tests: the same examples at every run of the suite, twenty times as many others at every `make explore`.

A run that is red by chance says nothing about the change it ran for. So in the suite examples, order and uids are the
same each time. What is random has a command of its own, and what that finds becomes an explicit example of its test.
"""

import re
from random import Random

import pytest
from hypothesis import core, is_hypothesis_test, settings
from hypothesis.vendor import pretty

from publishing.entries import fields
from tests import factories

# No test fails because of a clock; a failure prints how to repeat it.
settings.register_profile("suite", deadline=None, print_blob=True, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("suite")
SEED, TURNS = 2017, 20
# A failure's own words, as pytest indents them: the arguments of the call, one a line.
CALL = re.compile(r"^E\s+Failing test case: \w+\(\n(?P<arguments>.*?)^E\s+\)$", re.MULTILINE | re.DOTALL)
ARGUMENT = re.compile(r"^E {11}(?P<name>\w+)=(?P<value>.*?),(?:  # .*)?$", re.MULTILINE)


def is_exploring():
    return settings.get_current_profile_name() == "explore"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    if config.getoption("hypothesis_profile") != "explore" and config.getoption("randomly_seed", None) == "default":
        config.option.randomly_seed = SEED


@pytest.fixture(autouse=True)
def turn(request):
    """Which of its turns a property test is in: each draws examples of its own."""
    return getattr(request, "param", 1)


def pytest_generate_tests(metafunc):
    marked = metafunc.definition.get_closest_marker("hypothesis")
    if is_exploring() and (marked or is_hypothesis_test(metafunc.function)):
        metafunc.parametrize("turn", range(1, TURNS + 1), indirect=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    core.RepresentationPrinter = pretty.RepresentationPrinter  # Schemathesis's own prints no values
    if not is_exploring():
        fields.secrets = Random(item.nodeid)  # where uids come from
    if not item.get_closest_marker("browser"):  # whose tests share a world
        factories.count_anew()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed and report.when == "call" and (found := example_of(report.longreprtext, item.funcargs)):
        report.sections.append(("To keep it, put this line above the test", found))
    return report


def example_of(told, fixtures):
    """The explicit example that repeats the failure `told` in the words of pytest, without the `fixtures`.

    Empty where there is none: not a property test, or one that draws as it goes along, which `@reproduce_failure` and
    then a test of its own keep.
    """
    if not (call := CALL.search(told)):
        return ""
    given = [(name, value) for name, value in ARGUMENT.findall(call["arguments"]) if name not in fixtures]
    if not given or any(value == "data(...)" for _name, value in given):
        return ""
    return f"@example({', '.join(f'{name}={value}' for name, value in given)})"
