"""The values of a facet as HTML.

A function and not a template: a list has some hundred values, and templates took longer for them than for all else.
"""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def flat_values(facet):
    """The values of `facet` (a FacetView), each a box with its label and count: the first ones, the rest folded."""
    shown = _list("", [_box(facet.name, value) for value in facet.first])
    if facet.rest and not facet.all_url:
        words = ngettext("Show all %(total)s", "Show all %(total)s", facet.total) % {"total": facet.total}
        shown += (
            f'\n<details><summary>{escape(words)}<span class="visually-hidden"> – {escape(str(facet.label))}</span>'
            f"</summary>\n{_list('', [_box(facet.name, value) for value in facet.rest])}</details>"
        )
    return mark_safe(shown)


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
    start, end = _around(name, option.value, option.label)
    shade, checked = "" if count else " none", " checked" if selected else ""
    return f'<label class="value{shade}">{start}{checked}{end}{count}</b></label>'


@lru_cache(maxsize=1 << 13)
def _around(name, value, label):
    """What stands before and after the one thing that changes in a box; the same few hundred on every list."""
    key = escape(value)
    return (
        f'<input type="checkbox" name="{name}" value="{key}" id="{name}-{key}"',
        f"> <span>{escape(label)}</span> <b>",
    )
