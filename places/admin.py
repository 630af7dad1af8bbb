"""Countries and groupings for editors. Places change with a release, not with an edit; only a least level does not."""

from django import forms
from django.contrib import admin
from django.db.models import Case, IntegerField, When
from django.utils.translation import gettext_lazy as _

from places.gazetteer import gazetteer, key
from places.levels import Level
from places.models import Country, Grouping

LONGEST_SOUGHT = 200  # letters of what is looked for


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
        """By the whole of any of its names or of a code, then by a part of its name as it is shown here.

        Where neither is, by what another of its names begins with.
        """
        wanted, rows = key(search_term[:LONGEST_SOUGHT]), list(queryset)
        names = {one.pk: {name.key for name in gazetteer().of(one.pk)} for one in rows}
        whole = [one.pk for one in rows if wanted in {*names[one.pk], key(one.code), key(one.iso3)}]
        found = {*whole, *(one.pk for one in rows if wanted in key(str(one)))}
        found = found or {code for code, known in names.items() if any(one.startswith(wanted) for one in known)}
        whole_first = Case(When(pk__in=whole, then=0), default=1, output_field=IntegerField())
        return queryset.filter(pk__in=found).order_by(whole_first, *queryset.query.order_by), False


@admin.register(Grouping)
class GroupingAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "note"]
    fields = ["slug", "name", "note", "countries"]
    search_fields = ["name", "slug"]
