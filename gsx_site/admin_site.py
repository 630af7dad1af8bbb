"""The editors' site: Django's admin, with what waits for somebody on its first page, and lists that answer to their own
filters only."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters

from gsx_site.cockpit import work_lists


class OwnFilters:
    """Mixed into a ChangeList: what none of the list's own filters takes is refused (400).

    Django would look up through any field, and break on some of what can be typed there: ranges, patterns, numbers that
    no column holds. What it does see to be wrong it would pass over, and show the whole list.
    """

    def get_queryset(self, request, **options):
        try:
            return super().get_queryset(request, **options)
        except (IncorrectLookupParameters, OverflowError, ValueError) as error:
            raise DisallowedModelAdminLookup("No filter of this list takes such a value.") from error

    def get_filters(self, request):
        found = super().get_filters(request)
        left = found[2].keys() - {f"{self.date_hierarchy}__gte", f"{self.date_hierarchy}__lt"}
        if left:
            raise DisallowedModelAdminLookup(f"This list has no filter {min(left)}.")
        return found


class EditorsSite(AdminSite):
    index_template = "admin/cockpit.html"

    def register(self, model_or_iterable, admin_class=None, **options):
        admin_class = admin_class or ModelAdmin

        def get_changelist(self, request, **kwargs):
            made = admin_class.get_changelist(self, request, **kwargs)
            return type(made.__name__, (OwnFilters, made), {})

        super().register(model_or_iterable, admin_class, get_changelist=get_changelist, **options)

    def index(self, request, extra_context=None):
        lists = work_lists(request, self)
        waiting = [one for one in lists if one.count]
        quiet = [one for one in lists if not one.count]
        return super().index(request, {"waiting": waiting, "quiet": quiet, **(extra_context or {})})
