"""The facets of a list as HTML.

A list has some hundred values, and templates took longer for them than for all else. So they are written by a function,
and a facet that nothing is chosen of is a form that only counts and an address are filled into.
"""

from html import escape
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from catalogue.holes import Holed, hole
from catalogue.templatetags.tongues import tongue

register = template.Library()

# The hole for the address of all values. Those for counts, and for the class that shades one of nothing, have keys.
ADDRESS = "address"


class Blank(NamedTuple):
    """Where the count of the value `key` will stand."""

    key: str

    def __str__(self):
        return hole(f"count {self.key}")

    @property
    def shade(self):
        return hole(f"shade {self.key}")


@register.simple_tag
def facet_box(facet):
    """`facet` (a FacetView) with its values."""
    if facet.selected:
        return _rendered(facet)
    form = facet.remembered(lambda: _form(facet))
    filled = {ADDRESS: escape(facet.all_url)}
    for key, count in facet.counts.items():
        filled[f"count {key}"], filled[f"shade {key}"] = count, _shade(count)
    return mark_safe(form.filled(filled))


def _form(facet):
    """`facet`, of which nothing is chosen, as Holed: made once for each catalogue and language."""
    return Holed(_rendered(facet.blank(Blank, hole(ADDRESS))))


def _rendered(facet):
    return render_to_string("components/_facet.html", {"facet": facet})


@register.simple_tag
def rare_facets(facets):
    """The items of a list of `facets` (FacetViews) that only a link leads to."""
    items = (f'<li><a href="{escape(one.values_url)}" rel="nofollow">{escape(one.label)}</a></li>\n' for one in facets)
    return mark_safe("".join(items))


@register.simple_tag
def flat_values(facet):
    """The first values of `facet` (a FacetView), each a box with its label and count."""
    return mark_safe(_list("", [_box(facet.name, value) for value in facet.first]))


@register.simple_tag
def nested_values(facet):
    """The values of `facet` (a FacetView) as a tree whose branches fold."""
    return mark_safe(_branches(facet, "", _("Parts of %(label)s")))


def _branches(facet, parent, heading):
    items = [_box(facet.name, value) + _below(facet, value, heading) for value in facet.below[parent]]
    return _list(' class="tree"', items)


def _below(facet, value, heading):
    option = value.option
    if option.value not in facet.below:
        return ""
    is_open = " open" if facet.selected and _chosen_below(facet, option.value) else ""
    return (
        f'<details{is_open}><summary><span class="visually-hidden">{escape(heading % {"label": option.label})}</span>'
        f"</summary>\n{_branches(facet, option.value, heading)}</details>"
    )


def _chosen_below(facet, parent):
    """Whether something below `parent` is chosen, so that it must be seen."""
    return any(value.selected or _chosen_below(facet, value.option.value) for value in facet.below.get(parent, ()))


def _list(attributes, items):
    return f'<ul{attributes} role="list">\n' + "\n".join([f"<li>{item}</li>" for item in items]) + "</ul>"


def _box(name, value):
    option, count, selected = value
    spoken = tongue(option.lang) if option.lang else ""
    shade = count.shade if isinstance(count, Blank) else _shade(count)
    checked = " checked" if selected else ""
    return (
        f'<label class="value{shade}"><input type="checkbox" name="{name}" value="{escape(option.value)}"{checked}>'
        f" <span{spoken}>{escape(option.label)}</span> <b>{count}</b></label>"
    )


def _shade(count):
    return "" if count else " none"
