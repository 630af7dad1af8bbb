"""The rows of a list as HTML: those of which nothing is said beside their card are just that card, made before."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def list_items(rows):
    """The items of a list of `rows` (ListRows)."""
    return mark_safe("".join(f"{_item(row)}\n" for row in rows))


def _item(row):
    return f"<li>{row.html}</li>" if row.is_plain else render_to_string("catalogue/_row.html", {"row": row})
