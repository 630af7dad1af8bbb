"""Small files at addresses that machines know: what crawlers may ask for, the search for browsers, the manifest."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.citing import directory
from catalogue.languages import address_in, codes, tag
from catalogue.public_page import public_page
from catalogue.taken import site_of

MONTHS_GOOD = 11  # of security.txt, from the first of the present month: its standard recommends less than a year
ICON = "icon.svg"
# Pages, in every language, that are only an answer to somebody, and searches, of which there is no end.
ANSWERS = ("suggest:correction", "suggest:sent", "suggest:contact")
# As --accent and --paper of static/css/tokens.css.
ACCENT, PAPER = "#0b4f55", "#fcfcfa"


@require_safe
@public_page
def robots(request):
    """What crawlers may ask for, by RFC 9309: all but what is for the staff and what has no end."""
    closed = [reverse("search:list").rstrip("/"), *map(reverse, ANSWERS)]
    context = {"site_url": site_of(request), "closed": [address_in(code, path) for code in codes() for path in closed]}
    return render(request, "machines/robots.txt", context, content_type="text/plain")


@require_safe
@public_page
def security(request):
    """Where to report a weakness, by RFC 9116. Without a contact there is no file: it would promise nothing."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    context = {
        "contact": settings.SECURITY_CONTACT,
        "expires": expires(timezone.now().date()),
        "language": tag(settings.LANGUAGE_CODE),  # of whoever looks after the code
        "site_url": site_of(request),
    }
    return render(request, "machines/security.txt", context, content_type="text/plain; charset=utf-8")


def expires(day):
    """The day on which a security.txt that is read on `day` ends: the same for a month, so that it can be kept."""
    months = day.month - 1 + MONTHS_GOOD
    return day.replace(year=day.year + months // 12, month=months % 12 + 1, day=1)


@require_safe
@public_page
def opensearch(request):
    """How browsers search the directory from their own search box, by OpenSearch 1.1 (draft 6)."""
    context = {"site_url": site_of(request), "icon": static(ICON)}
    return render(request, "machines/opensearch.xml", context, "application/opensearchdescription+xml")


@require_safe
@public_page
def manifest(request):
    """The web manifest of the W3C: name, colours and icon for whoever keeps a shortcut to the site.

    It opens in the browser, as any page. An app of its own among the others would show on a device whose owner reads
    here, and no browser offers to install what opens like this.
    """
    home = reverse("home")
    found = {
        "name": directory(),
        "short_name": _("GSX"),
        "description": _("Practices, networks and organisations that keep violence from taking root."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "browser",
        "theme_color": ACCENT,
        "background_color": PAPER,
        "icons": [{"src": static(ICON), "type": "image/svg+xml", "sizes": "any"}],
    }
    return JsonResponse(found, content_type="application/manifest+json")
