"""The values of a facet as HTML.

A function and not a template: a list has some hundred values, and templates took longer for them than for all else.
"""

import html
from functools import lru_cache

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()
# The same few hundred labels on every list.
escape = lru_cache(maxsize=1 << 12)(html.escape)


@register.simple_tag
def flat_values(facet, values):
    """A list of the `values` of `facet` (a FacetView), each a box with its label and count."""
    return mark_safe(_list("", [_box(facet.name, value) for value in values]))


@register.simple_tag
def nested_values(facet):
    """The values of `facet` (a FacetView) as a tree whose branches fold."""
    return mark_safe(_branches(facet.name, facet.tree, _("Parts of %(label)s")))


def _branches(name, values, heading):
    return _list(' class="tree"', [_box(name, value) + _below(name, value, heading) for value in values])


def _below(name, value, heading):
    if not value.children:
        return ""
    return (
        f'<details{" open" if value.open else ""}><summary><span class="visually-hidden">'
        f"{escape(heading % {'label': value.label})}</span></summary>\n"
        f"{_branches(name, value.children, heading)}</details>"
    )


def _list(attributes, items):
    return f'<ul{attributes} role="list">\n' + "\n".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _box(name, value):
    key = escape(value.value)
    return (
        f'<label class="value{"" if value.count else " none"}"><input type="checkbox" name="{name}" value="{key}" '
        f'id="{name}-{key}"{" checked" if value.selected else ""}> <span>{escape(value.label)}</span> '
        f"<b>{value.count}</b></label>"
    )
