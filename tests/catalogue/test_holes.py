"""What is made once and filled again and again, and what all threads share of facets: nobody can change it."""

import pytest

from catalogue.catalogue import current
from catalogue.holes import Holed, hole
from catalogue.kinds import KINDS
from tests.factories import make_practice
from tests.pages import get


def test_a_hole_takes_whatever_it_is_called_and_whatever_is_filled_in():
    names = ["count 014", "100 % (all)", "a)b%sc", "", "{}"]
    html = "<b>100 %</b>" + "".join(f"<i>{hole(name)}</i>" for name in names)
    values = dict(zip(names, [1, "50 %", hole("count 014"), "%(x)s", "\\1"], strict=True))
    filled = "".join(f"<i>{values[name]}</i>" for name in names)
    assert Holed(html).filled(values) == f"<b>100 %</b>{filled}"
    assert Holed(html).filled(values | {"beside": "what has no hole"}) == f"<b>100 %</b>{filled}"


def test_html_without_holes_stays_as_it_is_and_one_hole_may_stand_twice():
    assert Holed("<p>50 %</p>").filled({}) == "<p>50 %</p>"
    assert Holed(f"{hole('a')}-{hole('a')}").filled({"a": 0}) == "0-0"


def test_a_facet_is_filled_with_the_counts_of_each_list(client, world):
    make_practice("Evening football", themes=["sport-arts-culture"])
    make_practice("Morning chess", countries=("BD",))
    whole, narrowed = get(client, "/practices/").html, get(client, "/practices/?place=KE").html
    assert "\0" not in whole + narrowed
    assert 'value="sport-arts-culture"> <span>Sport, arts and culture</span> <b>1</b>' in whole
    assert 'value="sport-arts-culture"> <span>Sport, arts and culture</span> <b>1</b>' in narrowed


@pytest.mark.parametrize("name", KINDS)
def test_what_all_threads_share_of_facets_can_not_be_changed(world, name):
    filters, catalogue = KINDS[name].filters, current()
    shared = [filters.facets()]
    for facet in filters.facets().values():
        shared.append(filters({}, catalogue).filters[facet.field_name].offered(catalogue, catalogue.kinds[name]))
        shared += [held for one in ("bands", "KEYS") if (held := getattr(facet, one, None))]
    assert len(shared) > len(filters.facets())
    for one in shared:
        with pytest.raises(TypeError):
            one["other"] = None
