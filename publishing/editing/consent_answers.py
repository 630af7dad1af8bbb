"""What organisations answered by their consent links, as a list for editors."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.admin import ReadOnlyAdmin
from publishing.editing.pages.page import PagesAdmin
from publishing.models import ConsentAnswer
from publishing.safety.consent_links import handle
from publishing.safety.consents import with_entries


class Handled(admin.SimpleListFilter):
    title = gettext_lazy("dealt with")
    parameter_name = "handled"

    def lookups(self, request, model_admin):
        return [("no", _("Not yet")), ("yes", _("Yes"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.waiting()
        return queryset.exclude(handled_at=None) if self.value() == "yes" else queryset


@admin.register(ConsentAnswer)
class ConsentAnswerAdmin(ReadOnlyAdmin, PagesAdmin):
    """What organisations answered. Nobody writes here; an answer can be marked as dealt with."""

    actions = ["handle_selected"]
    fields = ["entry_link", "answer", "level", "message", "role", "at", "handled_by", "handled_at"]
    list_display = ["answer", "entry_link", "level", "at", "handled_at"]
    list_filter = [Handled, "answer", "kind"]
    ordering = ["-at", "-pk"]
    readonly_fields = ["entry_link"]

    def get_changelist_instance(self, request):
        """The list with the entries of its rows, read together."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        for said, entry in with_entries(changelist.result_list):
            said.entry = entry
        return changelist

    @admin.display(description=gettext_lazy("entry"))
    def entry_link(self, said):
        entry = said.entry if hasattr(said, "entry") else with_entries([said])[0][1]
        if entry is None:
            return _("It was deleted.")
        page = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[entry.pk]), entry)

    @admin.action(description=gettext_lazy("Mark the selected answers as dealt with"))
    def handle_selected(self, request, queryset):
        own = [said for said, entry in with_entries(queryset.waiting()) if self._may_handle(request, entry)]
        for said in own:
            handle(said, by=request.user)
        words = ngettext("%s answer was marked as dealt with.", "%s answers were marked as dealt with.", len(own))
        self.message_user(request, words % len(own), messages.SUCCESS)

    def _may_handle(self, request, entry):
        """Whoever may change the entry; if it was deleted, whoever sees the answer."""
        return entry is None or self.admin_site.get_model_admin(type(entry)).has_change_permission(request, entry)
