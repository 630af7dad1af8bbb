"""oEmbed (version 1.0): what shows an entry or a list on a page of somebody else who has only its address.

An entry is a quotation with a link, a list the frame that partners paste. Neither has a script. It is a way of taking
away: there is nothing to embed of what may not leave the site, nor of an entry that may not be named.
"""

from html import escape
from urllib.parse import urlencode, urlsplit

from django.http import Http404, JsonResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from catalogue.alternates.views import ASKED_FOR
from catalogue.citing import directory
from catalogue.embedding import HEIGHT, embed_code
from catalogue.entries import origin
from catalogue.exported import exported
from catalogue.file_links import FileLink
from catalogue.filters import EMBED, PAGE
from catalogue.kinds import KINDS
from catalogue.languages import language_of
from catalogue.open_reply import read_by_any_site
from catalogue.public_page import Moved, entity_tag, problem
from catalogue.taken import TakenList, site_of, taken_entry
from places.levels import Level
from places.names import direction

MEDIA_TYPE = "application/json+oembed"
JSON = "json"
# Of the place that it takes, in pixels, unless who asks has less: as wide, and an entry as high.
WIDTH, ENTRY_HEIGHT = 640, 240
LEAST, MOST = 120, 4000
# Seconds for which others may keep it: what is taken back is to be gone from their pages, too.
KEPT_FOR = 3600


def link_to(path, site):
    """The FileLink by which programs find the oEmbed of the page at `path` of `site`."""
    url = f"{site}{reverse('oembed')}?{urlencode({'format': JSON, 'url': site + path})}"
    return FileLink("oembed", "oEmbed", "", url, MEDIA_TYPE)


def links_of_entry(taken):
    """The same for the page of a TakenEntry as it is now: none where it may not be embedded."""
    is_open = taken.record.level == Level.OPEN and taken.text.title
    return [link_to(taken.url_of(taken.text).removeprefix(taken.site), taken.site)] if is_open else []


@read_by_any_site
def oembed(request):
    """The oEmbed of the page that is asked for by its address, `url`."""
    form = request.GET.get("format", JSON)
    if form != JSON:
        return problem(501, _("It is told as JSON, and in no other form."), parameter="format")
    try:
        found = _embedded(request)
    except (Http404, Moved, ValueError):
        return problem(404, _("There is nothing to embed at this address: it is of an open entry or of a list."))
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response.headers["ETag"] = entity_tag(request, exported())
    response.headers["Cache-Control"] = ASKED_FOR
    return response


def _embedded(request):
    """What is at `url`, in the language of its path. Raises Http404, Moved or ValueError where nothing is."""
    site, parts = site_of(request), urlsplit(request.GET.get("url", ""))
    if f"{parts.scheme}://{parts.netloc}" != site:
        raise Http404
    with override(language_of(parts.path)):
        view, kwargs = _resolved(parts.path)
        size = [_size(request, "maxwidth", WIDTH), _size(request, "maxheight", HEIGHT)]
        if view == "list" and "kind_name" in kwargs:
            return _list(kwargs["kind_name"], parts.query, site, *size)
        if view == "detail" and "kind_name" in kwargs:
            return _entry(**kwargs, language=QueryDict(parts.query).get("lang", ""), site=site, size=size)
    raise Http404


def _resolved(path):
    try:
        found = resolve(path)
    except Resolver404 as nothing:
        raise Http404 from nothing
    return found.url_name, found.kwargs


def _size(request, name, usual):
    """So many pixels at most, as `name` says; raises ValueError for what is no number."""
    asked = int(request.GET.get(name) or usual)
    if not asked >= 1:
        raise ValueError(name)
    return max(LEAST, min(asked, usual, MOST))


def _list(kind_name, query, site, width, height):
    """The frame of a list. One whose address says something that is not known is none."""
    kind, asked = KINDS[kind_name], QueryDict(query, mutable=True)
    for name in (PAGE, EMBED):
        asked.pop(name, None)
    filters = kind.filters(asked, exported(), taken=True)
    if filters.moved is not None or filters.faults:
        raise Http404
    taken = TakenList(filters, site)
    return _told(taken.title, embed_code(filters, site, width, height), width, height)


def _entry(kind_name, slug, language, site, size):
    """A quotation of an open entry."""
    taken = taken_entry(kind_name, slug, site=site, language=language)
    if taken is None or not links_of_entry(taken):
        raise Http404
    width, height = size[0], min(size[1], ENTRY_HEIGHT)
    return _told(taken.title, quotation(taken), width, height)


def quotation(taken):
    """The title and the summary of a TakenEntry, with a link to its page, as HTML."""
    text, url = taken.text, escape(taken.url_of(taken.text))
    words = f"<p>{escape(taken.summary)}</p>" if taken.summary else ""
    note = "" if text is taken.record.original else f" ({escape(origin(text))})"
    return (
        f'<blockquote cite="{url}" lang="{escape(text.language)}" dir="{direction(text.language)}">'
        f'<p><a href="{url}" rel="noopener">{escape(taken.title)}</a></p>{words}'
        f'<footer lang="{get_language()}">{escape(directory())}{note}</footer></blockquote>'
    )


def _told(title, html, width, height):
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": directory(),
        "cache_age": KEPT_FOR,
        "html": html,
        "width": width,
        "height": height,
    }
