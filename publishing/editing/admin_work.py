"""The filter by the work that waits in entries."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from publishing.editing.work import KINDS_OF_WORK


class ToDo(admin.SimpleListFilter):
    """Entries that wait for an editor: the kinds of work that are for the user."""

    title = gettext_lazy("to do")
    parameter_name = "todo"

    def lookups(self, request, model_admin):
        self.works = {work.name: work for work in KINDS_OF_WORK if work.is_for(request.user, model_admin.model)}
        return [(name, work.label) for name, work in self.works.items()]

    def queryset(self, request, queryset):
        work = self.works.get(self.value())
        return queryset.filter(work.condition(queryset.model, request.user)) if work else queryset
