"""What a page of the admin about entries is: an address, who may open it, and a view."""

from collections.abc import Callable
from dataclasses import dataclass

from publishing.entries.sight import may


@dataclass(frozen=True)
class Page:
    """A page of one entry; one whose `route` has no `pk` is about the list of its kind, and its entry is None.

    `allows(admin, request, entry)` says who may open it. `view(admin, request, entry)`, given the rest of the route by
    name, answers with a response, or with the context of `template`. A `label` puts the page among the buttons of the
    list; one `of_what_is_listed` is told by its address how the list is narrowed.
    """

    name: str
    route: str
    template: str
    allows: Callable
    view: Callable
    label: str = ""
    of_what_is_listed: bool = False


def page(name, allows, *, route="<int:pk>/{name}/", template="admin/publishing/{name}.html", **label):
    """Make a view the Page `name`."""

    def made(view):
        return Page(name, route.format(name=name), template.format(name=name), allows, view, **label)

    return made


def sees(admin, request, entry=None):
    return admin.has_view_or_change_permission(request, entry)


def changes(admin, request, entry):
    return admin.has_change_permission(request, entry)


def reviews(admin, request, entry):
    return may(request.user, "review", entry)


def posted(request):
    """What was sent in by a form; None for whoever only looks."""
    return request.POST if request.method == "POST" else None


def posted_key(text):
    """The key of a row that `text` spells; 0, which is nobody's, for what is no key."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0
