"""What is looked at before the site is deployed."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def sources_can_be_told_apart(app_configs, **kwargs):
    """Behind a proxy everybody comes from its address: wrong passwords of one would slow down all."""
    if not settings.PROXY_HTTPS_HEADER or settings.PROXY_ADDRESS_HEADER:
        return []
    return [
        Warning(
            "PROXY_HTTPS_HEADER is set, but PROXY_ADDRESS_HEADER is not.",
            hint="Name the header in which the proxy tells where a request came from: without it, whoever types wrong "
            "passwords slows down everybody who signs in.",
            id="accounts.W001",
        )
    ]
