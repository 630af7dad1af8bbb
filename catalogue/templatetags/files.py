"""The files of a list as HTML. A function, as the values of facets are: a list has a dozen, each in four parts."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def file_items(files):
    """The items of a list of `files` (FileLinks): each with its size and what it is for."""
    return mark_safe("".join(map(_item, files)))


def _item(file):
    label, size, use = escape(file.label), escape(file.size), escape(file.use)
    return f'<li><a href="{escape(file.url)}">{label}</a> <span>{size}</span> <small>{use}</small></li>\n'
