"""The page that says what can be taken away, column by column, and how."""

from django.http import Http404, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.alternates import offered
from catalogue.alternates.views import ASKED_FOR, file_view
from catalogue.embedding import embed_code
from catalogue.exported import exported
from catalogue.kinds import KINDS, in_menu
from catalogue.page_head import render_page
from catalogue.public_page import public_page
from catalogue.taken import site_of
from gsx_site.linked_data import data_of
from gsx_site.record_schema import field_rows, json_schema, record_classes
from publishing.records.record import RECORDS


@require_safe
@public_page
def data(request):
    catalogue = exported()
    context = {
        "page_title": _("Data"),
        "site_address": site_of(request),
        "generation": catalogue.number,
        "embed_code": embed_code(KINDS["practice"].filters(QueryDict(), catalogue), site_of(request)),
        "of_lists": offered.of_lists().values(),
        "of_entries": offered.of_entries().values(),
        "kinds": [_described(kind) for kind in in_menu()],
    }
    linked = {"mainEntity": data_of(catalogue, site_of(request))}
    return render_page(request, "data.html", context, linked=linked)


def _described(kind):
    return {
        "kind": kind,
        "columns": kind.columns,
        "records": [{"name": cls.__name__, "fields": field_rows(cls)} for cls in record_classes(kind.name)],
    }


@file_view
def schema_file(request, kind):
    """The JSON Schema of the records of `kind`."""
    if kind not in RECORDS:
        raise Http404
    response = JsonResponse(json_schema(kind), json_dumps_params={"indent": 1})
    response.headers["Content-Type"] = "application/schema+json"
    response.headers["Cache-Control"] = ASKED_FOR
    return response
