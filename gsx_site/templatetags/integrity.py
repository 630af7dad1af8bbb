"""The hash of a script, by which a browser refuses one that was changed on its way or in some cache."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def integrity(name):
    """The attribute for the static file `name`, with a space before it; nothing while debugging, when files change."""
    return "" if settings.DEBUG else format_html(' integrity="{}"', integrity_of(name))


@register.simple_tag
def integrity_of(name):
    """The hash alone."""
    return "" if settings.DEBUG else hash_of(staticfiles_storage.stored_name(name))


@lru_cache
def hash_of(stored_name):
    """The hash of a collected file as Subresource Integrity writes it. Its name holds its version: it never changes."""
    with staticfiles_storage.open(stored_name) as file:
        return f"sha256-{b64encode(sha256(file.read()).digest()).decode()}"
