"""The values of a facet as HTML.

A function and not a template: a list has some hundred values, and templates took longer for them than for all else.
"""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def flat_values(facet, values):
    """A list of the `values` of `facet` (a FacetView), each a box with its label and count."""
    return mark_safe(_list("", [_box(facet.name, value) for value in values]))


@register.simple_tag
def nested_values(facet):
    """The values of `facet` (a FacetView) as a tree whose branches fold."""
    return mark_safe(_branches(facet.name, facet.tree))


def _branches(name, values):
    return _list(' class="tree"', [_box(name, value) + _below(name, value) for value in values])


def _below(name, value):
    if not value.children:
        return ""
    heading = escape(_("Parts of %(label)s") % {"label": value.label})
    return (
        f"<details{' open' if value.open else ''}><summary>"
        f'<span class="visually-hidden">{heading}</span></summary>\n{_branches(name, value.children)}</details>'
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
