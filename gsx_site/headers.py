"""The headers by which a browser keeps others away from the site, and the site away from its reader's device."""

from django.conf import settings
from django.utils.csp import build_policy

# What a page could ask of a device or of its owner, by the names of the W3C's registry that Chromium knows (version
# 156 was asked; it complains of any other). Hints about the browser are left out: they are never asked for.
DENIED = """
accelerometer autoplay browsing-topics camera captured-surface-control clipboard-read clipboard-write
compute-pressure digital-credentials-create digital-credentials-get display-capture encrypted-media fullscreen
gamepad geolocation gyroscope hid identity-credentials-get idle-detection keyboard-map language-detector
language-model local-fonts local-network-access magnetometer microphone midi on-device-speech-recognition
otp-credentials payment picture-in-picture private-state-token-issuance private-state-token-redemption
screen-wake-lock serial speaker-selection storage-access summarizer sync-xhr translator usb window-management
xr-spatial-tracking
"""
# The passkeys of the staff.
OWN = ("publickey-credentials-create", "publickey-credentials-get")


class SecurityHeaders:
    """Sets the whole set on every reply: pages, files, redirects and errors, whichever layer below made them.

    It stands above all others. A view that needs another value of one header sets that header, and keeps it; a reply
    that others may frame is marked as Django's own `xframe_options_exempt` does.
    Strict-Transport-Security is Django's own SecurityMiddleware's, which sends it over HTTPS only.
    """

    def __init__(self, get_response):
        self._get_response = get_response
        self._headers = {
            "Content-Security-Policy": build_policy(settings.SECURE_CSP),
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            # Everything is denied, also to pages that would frame or be framed.
            "Permissions-Policy": ", ".join(
                [*(f"{name}=()" for name in DENIED.split()), *(f"{name}=(self)" for name in OWN)]
            ),
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
        }

    def __call__(self, request):
        response = self._get_response(request)
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        if getattr(response, "xframe_options_exempt", False):
            del response.headers["X-Frame-Options"]
        return response
