"""The page that says what can be taken away, column by column, and how."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.alternates import registry
from catalogue.exported import exported
from catalogue.kinds import own_kinds
from catalogue.page_head import render_page
from catalogue.public_page import public_page
from catalogue.taken import site_of
from gsx_site.linked_data import data_of


@require_safe
@public_page
def data(request):
    catalogue = exported()
    context = {
        "page_title": _("Data"),
        "generation": catalogue.number,
        "kinds": [
            {"kind": kind, "words": kind.words(len(catalogue.kinds[kind.name])), "url": kind.list_url}
            for kind in own_kinds()
        ],
        "of_lists": registry.of_lists().values(),
        "of_entries": registry.of_entries().values(),
    }
    linked = {"mainEntity": data_of(catalogue, site_of(request))}
    return render_page(request, "data.html", context, linked=linked)
