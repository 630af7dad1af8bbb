"""All links that were checked, as editors see them."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.admin import ReadOnlyAdmin
from publishing.editing.cockpit import Desk
from publishing.editing.link_work import may_see_some, seen_by
from publishing.models import LinkCheck


class LinksToDo(admin.SimpleListFilter):
    """Links that somebody should look at."""

    title = gettext_lazy("to do")
    parameter_name = "todo"

    def lookups(self, request, model_admin):
        return [("dead", _("Dead links")), ("moved", _("Moved for good"))]

    def queryset(self, request, queryset):
        return {"dead": queryset.dead, "moved": queryset.moved}.get(self.value(), queryset.all)()


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """What `check_links` wrote down: read here, put right where the address is cited."""

    list_display = ["url", "outcome", "status", "since", "moved_to", "checked_at"]
    list_display_links = None
    list_filter = [LinksToDo, "outcome"]
    search_fields = ["url"]

    def get_queryset(self, request):
        seen = seen_by(Desk(request, self.admin_site))
        return super().get_queryset(request).filter(seen) if seen else super().get_queryset(request).none()

    def has_view_permission(self, request, obj=None):
        """Whoever sees a source or an entry may know whether its address answers."""
        return may_see_some(Desk(request, self.admin_site))

    def has_module_permission(self, request):
        return self.has_view_permission(request)
