"""What the list and the form of entries say of the work that waits in them."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.editing.admin_fields import questions
from publishing.editing.work import KINDS_OF_WORK
from publishing.editions.completeness import measure
from publishing.models import Completeness


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


class WorkAdmin(admin.ModelAdmin):
    """How complete entries are, in their list and in the panel of each. `names` is that of EntryAdmin."""

    names = {}

    def get_queryset(self, request):
        held = Completeness.objects.filter(kind=self.model.KIND, uid=OuterRef("uid"))
        return super().get_queryset(request).annotate(percent=Subquery(held.values("percent")))

    @admin.display(description=gettext_lazy("answered"), ordering="percent")
    def answered(self, entry):
        """Of the current edition; what is not public has not been measured."""
        return "–" if entry.percent is None else _("%s %%") % entry.percent

    def questions(self):
        """A Question for each field of the records that can be without an answer."""
        return questions(self.model, {"sources": "citations"} | self.names)

    def field_labels(self):
        """{name of a field in the record: what it is called}."""
        return {question.name: question.label for question in self.questions()}

    def completeness(self, entry):
        """What the panel says of `entry` as saved: a Measure and the names of what is missing; None without a text."""
        if not entry.texts.all():
            return None
        found, labels = measure(entry.to_record()), self.field_labels()
        return {"measure": found, "missing": [labels[name] for name in found.missing if name in labels]}
