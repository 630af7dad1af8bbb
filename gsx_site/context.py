"""What the shell of every page needs."""

from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.citing import directory
from catalogue.kinds import in_menu
from catalogue.languages import alternates, home_in, language_of, tag
from catalogue.public_page import canonical

# Letters of a query string that the links to other languages keep: what anybody chose or typed is shorter.
LONGEST_KEPT = 2_000


class Section(NamedTuple):
    """A page in the menu of every page."""

    label: str
    url: str
    current: bool


def site(request):
    """The site's name, where "Leave this site" leads to, whom to tell of a weakness, licence, menu, languages."""
    sections = [
        *((str(kind.label), kind.list_url) for kind in in_menu()),
        (_("Places"), reverse("places:list")),
        (_("Themes"), reverse("themes:list")),
    ]
    return {
        "site": {
            "name": directory(),
            "description": _(
                "A directory of local work that keeps violence from taking root: practices, networks and "
                "organisations, each with its sources."
            ),
            "leave_url": settings.LEAVE_URL,
            "security_contact": settings.SECURITY_CONTACT,
            "licence": {"name": settings.DATA_LICENCE_NAME, "url": settings.DATA_LICENCE_URL},
            "sections": tuple(Section(label, url, request.path.startswith(url)) for label, url in sections),
            "languages": partial(_languages, request),  # asked for by the public shell alone
        }
    }


def _languages(request):
    """The page in every language, with the selection that it shows; home where it is in one language alone."""
    asked = request.GET.copy()
    asked.pop("lang", None)  # the text of an entry that was chosen beside the page's language
    query = canonical(asked)
    query = query if len(query) <= LONGEST_KEPT else ""
    pages = alternates(request.path)
    return [
        {
            "name": name,
            "tag": tag(code),
            "url": (pages[code] + (f"?{query}" if query else "")) if pages else home_in(code),
            "current": code == language_of(request.path),
        }
        for code, name in settings.LANGUAGES
    ]
