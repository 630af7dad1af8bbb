"""Lists in the frame of a partner's page: the line to paste there, and the reply that may be framed.

A frame is a way of taking away: what organisations agreed to this site alone for is not in it.
"""

from html import escape

from django.conf import settings
from django.shortcuts import render
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext as _

from catalogue.kinds import KINDS
from catalogue.taken import TakenList
from places.lists import listed

# No script runs in it. Its style sheet is its own, so it must be of its own origin; and what its links open is a page
# like any other, which a browser would else hold to the limits of the frame.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-same-origin"
HEIGHT = 600


def embedded_list(request, listing):
    """The reply with the rows of `listing` (a Listing over `exported`) and no shell: the only one others may frame."""
    kind, taken = listing.kind, TakenList(listing.filters, listing.site)
    context = {
        "page_title": kind.label,
        "listing": listing,
        "taken": taken,
        "choices": [(label, listed(values)) for label, values in listing.filters.choices],
        "whole_url": listing.site + listing.address(embed=False),
    }
    return framed(render(request, "catalogue/embed.html", context))


def framed(response):
    """`response` as one that pages of other sites may frame. Nothing runs in it, and nothing is sent from it."""
    policy = {**settings.SECURE_CSP, "script-src": [CSP.NONE], "form-action": [CSP.NONE], "frame-ancestors": ["*"]}
    response.headers["Content-Security-Policy"] = build_policy(policy)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.xframe_options_exempt = True
    return response


def embed_code(filters, site, width="100%", height=HEIGHT):
    """The line that shows the list of `filters` on another site: HTML, to be escaped once more where it is shown."""
    kind = KINDS[filters.of]
    address = escape(site + kind.list_url + filters.query(embed=True))
    title = escape(_("%s in the GSX directory") % kind.label)
    return (
        f'<iframe src="{address}" title="{title}" loading="lazy" width="{width}" height="{height}" '
        f'referrerpolicy="no-referrer" sandbox="{SANDBOX}"></iframe>'
    )
