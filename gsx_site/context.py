"""What the shell of every page needs."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.citing import directory
from catalogue.kinds import in_menu


def site(request):
    """The site's name, where "Leave this site" leads to, whom to tell of a weakness, the licence, and the menu."""
    sections = [*((str(kind.label), kind.list_url) for kind in in_menu()), (_("Places"), reverse("places:list"))]
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
            "sections": [
                {"label": label, "url": url, "current": request.path.startswith(url)} for label, url in sections
            ],
        }
    }
