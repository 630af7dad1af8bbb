"""Where words still name an entry that became more careful: each place waits for an answer."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.admin import NothingAddedAdmin
from publishing.editing.pages.page import PagesAdmin, posted_key
from publishing.entries.sight import may
from publishing.models import Care, Entry, Mention
from publishing.safety.care import answer
from publishing.safety.named_elsewhere import named_row


class CareToDo(admin.SimpleListFilter):
    """Names that still stand somewhere."""

    title = gettext_lazy("to do")
    parameter_name = "todo"

    def lookups(self, request, model_admin):
        return [("open", _("Places without an answer"))]

    def queryset(self, request, queryset):
        return queryset.unfinished() if self.value() == "open" else queryset


@admin.register(Care)
class CareAdmin(NothingAddedAdmin, PagesAdmin):
    """Entries whose names are kept back; a row leads to the places that name it."""

    list_display = ["__str__", "kind", "since", "open_mentions"]
    list_filter = [CareToDo, "kind"]
    search_fields = ["names", "uid"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("mentions")

    @admin.display(description=gettext_lazy("places without an answer"))
    def open_mentions(self, care):
        return sum(not mention.answer for mention in care.mentions.all())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        care = self.get_object(request, object_id)
        if care is None:
            raise Http404
        if not self.has_view_or_change_permission(request, care):
            raise PermissionDenied
        if request.method == "POST":
            return self._answer(request, care)
        context = {
            "rows": [self._row(request, mention) for mention in care.mentions.all()],
            "may_answer": self.has_change_permission(request, care),
        }
        return self.shown(request, "admin/publishing/care.html", care, context)

    def _row(self, request, mention):
        row, label = self._place(mention)
        return {
            "mention": mention,
            "kind": row._meta.verbose_name if row else mention.kind,
            "entry": row or mention.uid,
            "url": row and reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]),
            "field": label,
            "may_stay": may(request.user, "set_level", _judged(mention)),
            "public": mention.kind not in Entry.kinds and not mention.answer and not mention.words,
        }

    def _place(self, mention):
        """The row that `mention` is about, None if it is gone, and what its field is called."""
        if mention.kind in Entry.kinds:
            model = Entry.kinds[mention.kind]
            label = self.admin_site.get_model_admin(model).label_of(mention.field)
            return model.objects.editable().filter(uid=mention.uid).first(), label
        row = named_row(mention)
        return row, row._meta.get_field(mention.field).verbose_name if row else mention.field

    def _answer(self, request, care):
        mention = care.mentions.filter(pk=posted_key(request.POST.get("mention"))).first()
        given = request.POST.get("answer")
        if mention is None or given not in Mention.Answer.values:
            raise Http404
        if not self.has_change_permission(request, care) or (
            given == Mention.Answer.HARMLESS and not may(request.user, "set_level", _judged(mention))
        ):
            raise PermissionDenied
        if answer(mention, given, by=request.user):
            self.message_user(request, _("Answered: %s") % mention.get_answer_display(), messages.SUCCESS)
        else:
            self.message_user(request, _("The words still name it: reword them first."), messages.WARNING)
        return HttpResponseRedirect(request.path)


def _judged(mention):
    """The model of the entries whose publishers say that `mention` may stay: for vocabulary, those of who is named."""
    return Entry.kinds.get(mention.kind) or Entry.kinds[mention.care.kind]
