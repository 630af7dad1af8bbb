"""Countries and groupings for editors. Places change with a release, not with an edit; only a least level does not."""

import unicodedata

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from places.models import Country, Grouping


def _plain(words):
    """`words` without case and marks, so that “cote” finds Côte d’Ivoire."""
    return "".join(c for c in unicodedata.normalize("NFKD", words).casefold() if not unicodedata.combining(c))


class ReadOnlyPlaces(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Country)
class CountryAdmin(ReadOnlyPlaces):
    list_display = ["name", "code", "iso3", "region", "least_level"]
    list_filter = ["least_level"]
    list_select_related = ["region"]
    search_fields = ["code"]
    fields = ["name", "code", "iso3", "m49", "region", "least_level"]
    readonly_fields = ["name", "code", "iso3", "m49", "region"]

    @admin.display(description=_("name"), ordering="code")
    def name(self, country):
        return str(country)

    def get_search_results(self, request, queryset, search_term):
        """By name, which the database doesn't know, or by code."""
        wanted = _plain(search_term.strip())
        found = [
            country.pk
            for country in queryset
            if wanted in _plain(str(country)) or wanted in (country.code.casefold(), country.iso3.casefold())
        ]
        return queryset.filter(pk__in=found), False


@admin.register(Grouping)
class GroupingAdmin(ReadOnlyPlaces):
    list_display = ["name", "slug", "note"]
    search_fields = ["name", "slug"]

    def has_change_permission(self, request, obj=None):
        return False
