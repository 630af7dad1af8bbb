"""Themes for editors: their form, and the page that merges one into another."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.merging import leave_redirect, merge, touched_by_merge
from practices.models import Theme
from publishing.editing.admin import VocabularyAdmin
from publishing.editing.form_fields import LinesField
from publishing.editing.pages.page import PagesAdmin, page, posted


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("The theme that stays"),
        help_text=gettext_lazy("You are asked once more before anything changes."),
    )

    def __init__(self, theme, data=None):
        super().__init__(data)
        self.fields["into"].queryset = Theme.objects.exclude(pk=theme.pk)


def may_merge(admin, request, theme=None):
    return admin.has_change_permission(request) and admin.has_delete_permission(request)


@page("merge", may_merge, template="admin/practices/theme/merge.html")
def merge_page(admin, request, theme):
    """Asks which theme stays, then whether to go on, and merges."""
    form = MergeForm(theme, posted(request))
    into = form.cleaned_data["into"] if form.is_valid() else None
    if into and "confirmed" in request.POST:
        _merge(admin, request, theme, into)
        return HttpResponseRedirect(admin.url("change", into))
    return {"form": form, "into": into, "touched": touched_by_merge(theme, into) if into else None}


@transaction.atomic
def _merge(admin, request, theme, into):
    said = _("“%(theme)s” was merged into “%(into)s”.") % {"theme": theme, "into": into}
    admin.log_deletions(request, [theme])
    merge(theme, into, by=request.user)
    admin.log_change(request, into, said)
    admin.message_user(request, said, messages.SUCCESS)


@admin.register(Theme)
class ThemeAdmin(PagesAdmin, VocabularyAdmin):
    pages = (merge_page,)
    list_display = ["name", "slug", "un_area"]
    search_fields = ["name", "slug", "aliases"]
    fields = ["name", "slug", "description", "aliases", "un_area", "dac"]
    change_form_template = "admin/practices/theme/change_form.html"

    def get_readonly_fields(self, request, obj=None):
        """A new theme's address is made from its name."""
        return [] if obj else ["slug"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("aliases", "dac"):
            return LinesField(label=db_field.verbose_name, required=False, help_text=_("One a line."))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "slug":
            field.label = _("Address")
            field.help_text = _(
                "The last part of the public address. When it changes, the old one leads to the new one."
            )
        return field

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        before = Theme.objects.get(pk=obj.pk).slug if change else obj.slug
        super().save_model(request, obj, form, change)
        if before != obj.slug and change:
            leave_redirect(obj, before)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and may_merge(self, request):
            context["merge_url"] = self.url("merge", obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
