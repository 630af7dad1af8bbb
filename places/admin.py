"""Countries and groupings for editors. Places change with a release, not with an edit; only a least level does not."""

import unicodedata

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.models import Country, Grouping


def _plain(words):
    """`words` without case and marks, so that “cote” finds Côte d’Ivoire."""
    return "".join(c for c in unicodedata.normalize("NFKD", words).casefold() if not unicodedata.combining(c))


class NothingAddedAdmin(admin.ModelAdmin):
    """Rows that the program makes, and takes away."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(NothingAddedAdmin):
    def has_change_permission(self, request, obj=None):
        return False


class CountryForm(forms.ModelForm):
    """`may_ease` says whether the user may ask for less care than is asked for now."""

    may_ease = False

    def clean_least_level(self):
        level, saved = self.cleaned_data["least_level"], Level(self.initial["least_level"])
        if Level(level).care < saved.care and not self.may_ease:
            raise forms.ValidationError(_("Only a superuser asks for less than “%s” here.") % saved.label)
        return level


@admin.register(Country)
class CountryAdmin(NothingAddedAdmin):
    form = CountryForm
    list_display = ["name", "code", "iso3", "region", "least_level"]
    list_filter = ["least_level"]
    list_select_related = ["region"]
    search_fields = ["code"]
    fields = ["name", "code", "iso3", "m49", "region", "least_level"]
    readonly_fields = ["name", "code", "iso3", "m49", "region"]

    @admin.display(description=_("name"), ordering="code")
    def name(self, country):
        return str(country)

    def get_form(self, request, obj=None, **options):
        form = super().get_form(request, obj, **options)
        form.may_ease = request.user.is_superuser  # or one publisher alone could ease it, publish, and put it back
        return form

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
class GroupingAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "note"]
    search_fields = ["name", "slug"]
