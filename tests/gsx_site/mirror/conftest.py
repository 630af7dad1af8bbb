import pytest

from tests.gsx_site.mirror.copies import short_pages

ENGLISH, ARABIC = ("en-gb", "English"), ("ar", "العربية")


@pytest.fixture(autouse=True)
def languages(settings):
    """A copy takes as many times as long as there are languages; one that looks at them asks for `in_two_languages`."""
    settings.LANGUAGES = [ENGLISH]


@pytest.fixture
def in_two_languages(languages, settings):
    settings.LANGUAGES = [ENGLISH, ARABIC]


@pytest.fixture(autouse=True)
def pages_of_lists():
    with short_pages():
        yield
