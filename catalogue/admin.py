"""Synonyms and possible duplicates as editors see them."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.likeness import keys_of, like, may_settle, seen_by, set_apart
from catalogue.models import LookAlike, SynonymGroup
from places.admin import ReadOnlyAdmin
from publishing.editing.admin import VocabularyAdmin
from publishing.editing.cockpit import Desk
from publishing.editing.inlines import TextFormSet, TextInline
from publishing.editing.pages.page import PagesAdmin, page
from publishing.editing.panels import Panel

ANOTHER = "another"  # the box that says: it is none of those


def look_alikes_panel(admin, request, entry):
    """The entries that look like `entry`, as (Link, address that sets the two apart, if they may)."""
    desk = Desk(request, admin.admin_site)
    pairs = list(LookAlike.objects.open().of(entry).filter(seen_by(desk)))
    keys = keys_of(desk, pairs)
    desk.read(keys.values())
    found = [
        (desk.link(desk.found[keys[uid]]), desk.url(pair, "apart") if may_settle(desk, pair) else "")
        for pair in pairs
        for uid in (pair.one, pair.other)
        if uid != entry.uid
    ]
    return Panel("admin/catalogue/_look_alikes.html", {"look_alikes": found}) if found else None


class AskingFormSet(TextFormSet):
    """The texts of an entry: when it is new, refused once if their titles are like those of one of `entries`."""

    entries = None
    alike = ()

    def clean(self):
        super().clean()
        if self.instance.pk:
            return
        titles = [form.cleaned_data.get("title") for form in self.forms if getattr(form, "cleaned_data", None)]
        self.alike = like([title for title in titles if title], self.entries)
        if self.alike and ANOTHER not in self.data:
            raise ValidationError(_("Something like it is here already. Look at what is named at the top first."))


class AskingTextInline(TextInline):
    formset = AskingFormSet

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.entries = self.admin_site.get_model_admin(self.parent_model).get_queryset(request)
        return formset


def settles(admin, request, pair):
    return may_settle(Desk(request, admin.admin_site), pair)


@page("apart", settles, button=True)
def apart_page(admin, request, pair):
    """Remember that the two of a pair are not the same, and go back to where that was said."""
    set_apart(pair, by=request.user)
    admin.message_user(request, _("It is remembered that these are not the same."), messages.SUCCESS)
    back = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if known else reverse(f"{admin.admin_site.name}:index"))


@admin.register(LookAlike)
class LookAlikeAdmin(ReadOnlyAdmin, PagesAdmin):
    """All pairs that the user sees both sides of; said to be two, or dealt with on the page of either."""

    pages = (apart_page,)
    list_display = ["first", "second", "likeness", "apart", "apart_by"]
    list_display_links = None
    list_filter = ["kind", "apart"]
    list_select_related = ["apart_by"]
    actions = ["set_apart_selected"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(seen_by(Desk(request, self.admin_site)))

    def get_changelist_instance(self, request):
        """The list with the entries of its rows, read together."""
        changelist = super().get_changelist_instance(request)
        desk = Desk(request, self.admin_site)
        keys = keys_of(desk, changelist.result_list)
        desk.read(keys.values())
        for pair in changelist.result_list:
            pair.links = [desk.link(desk.found[keys[uid]]) for uid in (pair.one, pair.other)]
        return changelist

    @admin.display(description=gettext_lazy("entry"))
    def first(self, pair):
        return format_html('<a href="{}">{}</a>', pair.links[0].url, pair.links[0].words)

    @admin.display(description=gettext_lazy("is like"))
    def second(self, pair):
        return format_html('<a href="{}">{}</a>', pair.links[1].url, pair.links[1].words)

    @admin.action(description=gettext_lazy("Not the same"))
    def set_apart_selected(self, request, queryset):
        for pair in queryset:
            if settles(self, request, pair):
                set_apart(pair, by=request.user)
        self.message_user(request, _("It is remembered that these are not the same."), messages.SUCCESS)

    def has_view_permission(self, request, obj=None):
        """Whoever sees entries of any kind; the list holds only pairs of which they see both."""
        return bool(Desk(request, self.admin_site).admins)

    def has_module_permission(self, request):
        return self.has_view_permission(request)


@admin.register(SynonymGroup)
class SynonymGroupAdmin(VocabularyAdmin):
    list_display = ["__str__"]
    search_fields = ["words"]
    fields = ["words"]
