import gc
import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test.utils import setup_databases, teardown_databases

from catalogue import catalogue
from gsx_site import environment, known_state
from places import tree as places_tree
from tests import factories, one_chain, one_context, one_tree
from tests.staff import StaffClient
from tests.wsgi import AtOnce

pytest_plugins = ["tests.exploring", "tests.second_database"]
one_chain.share()
one_tree.share()
known_state.ThreadPoolExecutor = AtOnce


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages(django_test_environment):
    one_context.share()


def pytest_collection_modifyitems(items):
    """Hand out the files with a browser first, and leave the order random apart from that. They take longest, and a
    worker that begins one when nothing else is left keeps the others waiting for it."""
    first = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in first)


def pytest_collection_finish():
    gc.set_threshold(20_000, 10, 10)
    pass_over_what_stays()


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Pages are rendered with the production storage, which knows only files that were collected."""
    call_command("collectstatic", interactive=False, verbosity=0)
    yield
    shutil.rmtree(settings.STATIC_ROOT)


WHOLE = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium, best of the one that has no windows and no profile: it needs a third of the time."""
    return browser_named("chromium-headless-shell", *WHOLE)


@pytest.fixture(scope="session")
def whole_chromium():
    """The path of a Chromium with all that people's browsers do by themselves."""
    return browser_named(*WHOLE)


def browser_named(*names):
    """Tests that need a browser are skipped where there is none, unless REQUIRE_BROWSER is on."""
    path = environment.text("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path:
        return path
    if environment.flag("REQUIRE_BROWSER", False):
        pytest.fail("REQUIRE_BROWSER is on, but no Chromium was found: install one, or set CHROMIUM to its path.")
    pytest.skip("no Chromium was found")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database, for every run. pytest-django leaves it out when no test asks for `db`, and whoever used the
    connection all the same, as the browser tests do, would then write to the real one."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    pass_over_what_stays()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def pass_over_what_stays():
    """Let the garbage collector leave alone all that is there by now; it took a seventh of the time of the tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_memory_of_other_tests():
    """What a worker holds of the database goes with the test that filled it."""
    places_tree.forget()
    catalogue.forget()
    cache.clear()
    yield
    places_tree.forget()
    catalogue.forget()


@pytest.fixture
def client():
    """A browser. `force_login` lets it in as if the second step had been taken: see tests/staff.py."""
    return StaffClient()


@pytest.fixture
def admin_client(admin_user):
    """Somebody who may do everything, in a browser of their own."""
    client = StaffClient()
    client.force_login(admin_user)
    return client


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """One transaction around the tests of a module: what its fixtures write is there for each, and gone with the last.

    Each test that takes `db` works in a savepoint. For worlds that take seconds to make and are only looked at.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(db):
    """An empty directory: places and vocabulary, no entries."""
    factories.world()
