"""The addresses that every kind of entry has."""

from django.urls import path

from catalogue import views
from catalogue.kinds import ANY_KIND


def entry_patterns(kind_name):
    """Patterns for the list of a kind, its entries, their histories and editions, to be included in its namespace."""
    kind = {"kind_name": kind_name}
    return [
        path("", views.entry_list, kind, name="list"),
        path("<slug:slug>/", views.entry_detail, kind, name="detail"),
        path("<slug:slug>/editions/", views.entry_history, kind, name="editions"),
        path("<slug:slug>/editions/<int:number>/", views.entry_detail, kind, name="edition"),
    ]


search_patterns = [
    path("", views.entry_list, {"kind_name": ANY_KIND}, name="list"),
    path("suggest/", views.suggest, name="suggest"),
]
