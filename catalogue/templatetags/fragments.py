"""Memoised fragments: parts of pages that are the same whatever a page is about."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def fragment(file, **inputs):
    """The template `file` with these `inputs` and nothing else of the page, rendered once for them and the language.

    Whatever differs from page to page has to be among the inputs, so that no page can have what is another's. They are
    few: what a reader chose or typed is none. While one works on the site, it is rendered each time.
    """
    facts = tuple((key, value, type(value)) for key, value in inputs.items())  # of equal strings one may be safe HTML
    return (_rendered.__wrapped__ if settings.DEBUG else _rendered)(file, get_language(), facts)


@lru_cache(maxsize=1 << 9)
def _rendered(file, _language, facts):
    return render_to_string(file, {key: value for key, value, _type in facts})
