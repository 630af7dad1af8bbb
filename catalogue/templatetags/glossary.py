"""The prose of an entry with its abbreviations told, each where it stands first on the page."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from catalogue.glossary import explained

register = template.Library()


@register.simple_tag(takes_context=True)
def told(context, prose):
    """`prose`, escaped unless it is safe. The page remembers by its request: an include may know nothing else."""
    request = context.request
    if not hasattr(request, "told_abbreviations"):
        request.told_abbreviations = set()
    return mark_safe(explained(conditional_escape(prose), request.told_abbreviations))
