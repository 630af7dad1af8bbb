from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue import views
from networks.pages import network_page, organisation_page

NETWORK_PAGE = {"build": network_page, "template": "networks/detail.html"}
ORGANISATION_PAGE = {"build": organisation_page, "template": "organisations/detail.html"}


@require_safe
def network_list(request):
    def words(count):
        return ngettext("%(count)s network", "%(count)s networks", count) % {"count": count}

    return views.list_page(request, "network", words=words, template="networks/list.html")


@require_safe
def network_detail(request, slug):
    return views.entry_page(request, "network", slug, **NETWORK_PAGE)


@require_safe
def network_edition(request, slug, number):
    return views.entry_page(request, "network", slug, number, **NETWORK_PAGE)


@require_safe
def network_editions(request, slug):
    return views.editions_page(request, "network", slug)


@require_safe
def organisation_list(request):
    def words(count):
        return ngettext("%(count)s organisation", "%(count)s organisations", count) % {"count": count}

    return views.list_page(request, "organisation", words=words, template="organisations/list.html")


@require_safe
def organisation_detail(request, slug):
    return views.entry_page(request, "organisation", slug, **ORGANISATION_PAGE)


@require_safe
def organisation_edition(request, slug, number):
    return views.entry_page(request, "organisation", slug, number, **ORGANISATION_PAGE)


@require_safe
def organisation_editions(request, slug):
    return views.editions_page(request, "organisation", slug)
