"""The attributes of an element whose words are in a language of their own."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from places.names import direction

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1 << 10)
def tongue(tag):
    """`lang` and `dir` of words in the language of the BCP 47 `tag`; of words in nobody knows which, only `dir`.

    Not by the first letter of the words: an Arabic title may begin with a name in Latin ones.
    """
    return format_html(' lang="{}" dir="{}"', tag, direction(tag)) if tag else mark_safe(' dir="auto"')
