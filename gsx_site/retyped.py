"""Address normalisation: addresses as people retype and share them lead on to how the site writes them.

What a shared link carries to follow its reader is taken off before anything is answered. A path is tidied only where
nothing is at it, and by its letters alone: whether an entry was ever there has no say, so nothing of it is told.
"""

import re

from django.urls import Resolver404, resolve
from django.utils.translation import override

from catalogue.languages import language_of
from catalogue.public_page import OPEN, canonical, to_canonical

# Parameters by which others follow who follows a link: of campaigns, advertisers, newsletters and social networks.
TRACKING = re.compile(
    "((utm|mtm|pk|hsa)_.*|_hs.*|mc_[ce]id|(fb|g|d|tw|tt|y|w)clid|msclkid|gclsrc|[gw]braid|srsltid|igsh(id)?|li_fat_id|"
    "_ga|_gl|vero_id|oly_(anon|enc)_id|mkt_tok|s_cid|_openstat)"
)
# What sticks to an address that was copied out of a sentence or typed from paper: signs, spaces, what is not seen.
STUCK = "".join(map(chr, [0xA0, 0xAD, *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x2060, 0x3000, 0xFEFF]))
STUCK += " \t\r\n.,;:!?()[]{}<>\"'`*_“”‘’«»‹›،؛؟。"
LONGEST = 500  # letters of a path that was retyped
# What is the staff's, with forms of their own, and what nobody types.
OWN = ("/admin/", "/account/", "/pictures/")
# Below these capitals matter, or are right already: of a secret, of codes.
CASED = {"consent", "places"}
METHODS = ("GET", "HEAD")
NOTHING = "api:nothing"  # the view of every address that is none of the API's


class RetypedAddress:
    """Middleware, inside of what adds a last slash: it has done with what is nearly right already."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS or request.path_info.startswith(OWN):
            return self._get_response(request)
        if request.META.get("QUERY_STRING") and any(map(TRACKING.fullmatch, request.GET)):
            return to_canonical(request, untracked(request.GET))
        response = self._get_response(request)
        if response.status_code == 404 and (path := tidied(request.path_info)):
            return _led_on(request, response, path)
        return response


def untracked(parameters):
    """The canonical query string of `parameters` (a QueryDict) without those that follow readers."""
    kept = parameters.copy()
    for name in parameters:
        if TRACKING.fullmatch(name):
            del kept[name]
    return canonical(kept)


def _led_on(request, response, path):
    request.path = path
    moved = to_canonical(request, canonical(request.GET))
    for name in OPEN:  # what any site may read says so while it leads on, too
        if name in response.headers:
            moved.headers[name] = response.headers[name]
    return moved


def tidied(path):
    """How the site writes the `path` at which nothing is; "" where that is no other, or no address at all."""
    if len(path) > LONGEST:
        return ""
    parts = [one for part in path.split("/") if (one := part.strip(STUCK))]
    lower = [part.lower() for part in parts]
    cased = next((at for at, part in enumerate(lower[:3], 1) if part in CASED), len(parts))
    whole = "/" + "/".join([*lower[:cased], *parts[cased:]])
    return next((one for one in (f"{whole}/", whole) if _is_address(one) and one != path), "")


def _is_address(path):
    with override(language_of(path)):
        try:
            found = resolve(path)
        except Resolver404:
            return False
    return found.view_name != NOTHING and not path.startswith(OWN)
