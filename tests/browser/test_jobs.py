"""What three jobs of an editor's afternoon cost: clicks and pages as they are, so that what gets better is written down
too; pixels as a bound, since letters are not of one size everywhere."""

import pytest

from publishing.models import Edition, Source
from tests import factories
from tests.browser import jobs
from tests.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    factories.make_organisation("Riverbank Circle")
    factories.make_organisation("Hillside Circle")
    Source.objects.create(slug="report", title="A public report")
    make_staff("amina")


@pytest.fixture
def desk(open_page):
    """The first page of an editor; `said` collects what its scripts complain of."""
    page = open_page("/admin/", staff="amina")
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def assert_costs(cost, *, clicks, pages, pixels):
    assert (cost.clicks, cost.pages) == (clicks, pages), cost
    assert cost.pixels <= pixels, cost


def test_a_whole_practice_and_then_a_typo_take_few_clicks(desk):
    whole, typo = jobs.whole_practice(desk), jobs.typo(desk, "Tea with the neighbours")
    assert_costs(whole, clicks=42, pages=3, pixels=14_500)
    assert_costs(typo, clicks=4, pages=3, pixels=4_000)
    assert desk.said == []
    editions = Edition.objects.filter(title="Tea with the neighbours").order_by("number")
    assert [edition.number for edition in editions] == [1, 2]


def test_a_sheet_of_eight_takes_few_clicks(desk):
    cost = jobs.sheet_of_eight(desk)
    assert_costs(cost, clicks=24, pages=14, pixels=15_000)
    assert desk.said == []
    assert Edition.objects.filter(current=True, title__startswith="Evening school").count() == 8
