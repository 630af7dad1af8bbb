"""The page that says what can be taken away, column by column, and how."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.alternates import registry
from catalogue.exported import exported
from catalogue.kinds import own_kinds
from catalogue.public_page import public_page


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
    return render(request, "data.html", context)
