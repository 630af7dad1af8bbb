"""A figure in words, the number in it set apart."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def figure(count):
    """The label of a Count with its number large; languages have words without one, too."""
    return mark_safe(escape(count.label).replace(str(count.count), f"<b>{count.count}</b>", 1))
