"""The addresses that every kind of entry has."""

from django.urls import path, register_converter

from catalogue import views
from catalogue.alternates import views as alternates
from catalogue.facet_values import facet_values
from catalogue.gap_page import gap_file, gap_page
from catalogue.kinds import ANY_KIND
from catalogue.map_page import map_page
from catalogue.ties_page import ties_file, ties_page


class FormatConverter:
    """What stands after the dot of a file's name: csv, csl.json. One in capitals leads on."""

    regex = r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)?"
    to_python = to_url = str


register_converter(FormatConverter, "format")


def entry_patterns(kind_name, base):
    """Patterns below `base` (practices) for the list of a kind, its entries and editions, each with its files."""
    kind = {"kind_name": kind_name}
    return [
        path(f"{base}/", views.entry_list, kind, name="list"),
        path(f"{base}.<format:form>", alternates.list_file, kind, name="list-file"),
        path(f"{base}/values/<slug:facet>/", facet_values, kind, name="values"),
        path(f"map/{base}/", map_page, kind, name="map"),
        path(f"gaps/{base}/", gap_page, kind, name="gaps"),
        path(f"gaps/{base}.<format:form>", gap_file, kind, name="gaps-file"),
        path(f"{base}/<slug:slug>/", views.entry_detail, kind, name="detail"),
        path(f"{base}/<slug:slug>.<format:form>", alternates.entry_file, kind, name="detail-file"),
        path(f"{base}/<slug:slug>/relations/", ties_page, kind, name="ties"),
        path(f"{base}/<slug:slug>/relations.<format:form>", ties_file, kind, name="ties-file"),
        path(f"{base}/<slug:slug>/editions/", views.entry_history, kind, name="editions"),
        path(f"{base}/<slug:slug>/editions/<int:number>/", views.entry_detail, kind, name="edition"),
        path(
            f"{base}/<slug:slug>/editions/<int:number>.<format:form>",
            alternates.entry_file,
            kind,
            name="edition-file",
        ),
    ]


search_patterns = [
    path("search/", views.entry_list, {"kind_name": ANY_KIND}, name="list"),
    path("search.<format:form>", alternates.list_file, {"kind_name": ANY_KIND}, name="list-file"),
    path("search/values/<slug:facet>/", facet_values, {"kind_name": ANY_KIND}, name="values"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/suggest/browser/", views.suggest_to_browser, name="suggest-browser"),
]
