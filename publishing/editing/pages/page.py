"""Pages of our own in the admin: an address, who may open it, and a small view."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from publishing.entries.sight import may


@dataclass(frozen=True)
class Page:
    """A page of one entry (or other row); one whose `route` has no `pk` is about the list, and its entry is None.

    `allows(admin, request, entry)` says who may open it. `view(admin, request, entry)`, given the rest of the route by
    name, answers with a response, or with the context of `template`. A `label` puts the page among the buttons of the
    list; one `of_what_is_listed` is told by its address how the list is narrowed. A `button` is only ever posted.
    """

    name: str
    route: str
    template: str
    allows: Callable
    view: Callable
    label: str = ""
    of_what_is_listed: bool = False
    button: bool = False


def page(name, allows, *, route="<int:pk>/{name}/", template="admin/publishing/{name}.html", **options):

    def made(view):
        return Page(name, route.format(name=name), template.format(name=name), allows, view, **options)

    return made


class PagesAdmin(admin.ModelAdmin):
    pages = ()

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_urls(self):
        own = [path(one.route, self._view(one), name=_name(self.model, one.name)) for one in self.pages]
        return own + super().get_urls()

    def _view(self, page):
        view = self.admin_site.admin_view(partial(self._open, page))
        view.model_admin = self  # as Django says of its own views
        return view

    def _open(self, page, request, pk=None, **rest):
        return self.answer(page, request, None if pk is None else self.found(request, pk), **rest)

    def found(self, request, pk):
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def answer(self, page, request, entry, **rest):
        if not page.allows(self, request, entry):
            raise PermissionDenied
        if page.button and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        answer = page.view(self, request, entry, **rest)
        return self.shown(request, page.template, entry, answer) if isinstance(answer, dict) else answer

    def shown(self, request, template, entry, context):
        request.current_app = self.admin_site.name
        own = {"opts": self.opts, "original": entry, "media": self.media}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | own | context)

    def url(self, page, of=None):
        """The address of a page, `of` a row or a key where its address has one."""
        return reverse(f"admin:{_name(self.model, page)}", args=[] if of is None else [getattr(of, "pk", of)])


def _name(of, page):
    return f"{of._meta.app_label}_{of._meta.model_name}_{page}"


def admin_url(of, page="change"):
    """The address of a page of the admin: of a row, whatever its table, or of the table `of`, such as its list."""
    return reverse(f"admin:{_name(of, page)}", args=[] if isinstance(of, type) else [of.pk])


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
