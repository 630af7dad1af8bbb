"""Themes for editors: their form, and the page that merges one into another."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.merging import leave_redirect, merge, touched_by_merge
from practices.models import Theme
from publishing.editing.admin import VocabularyAdmin
from publishing.editing.admin_fields import LinesField


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("The theme that stays"),
        help_text=gettext_lazy("You are asked once more before anything changes."),
    )

    def __init__(self, theme, data=None):
        super().__init__(data)
        self.fields["into"].queryset = Theme.objects.exclude(pk=theme.pk)


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin):
    list_display = ["name", "slug", "un_area"]
    search_fields = ["name", "slug", "aliases"]
    fields = ["name", "slug", "description", "aliases", "un_area", "dac"]
    change_form_template = "admin/practices/theme/change_form.html"

    class Media:
        css = {"all": ["css/admin.css"]}

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

    # --- merging

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", view, name="practices_theme_merge"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self._may_merge(request):
            context["merge_url"] = reverse("admin:practices_theme_merge", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _may_merge(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def merge_view(self, request, pk):
        """Asks which theme stays, then whether to go on, and merges."""
        if not self._may_merge(request):
            raise PermissionDenied
        theme = get_object_or_404(Theme, pk=pk)
        form = MergeForm(theme, request.POST if request.method == "POST" else None)
        into = form.cleaned_data["into"] if form.is_valid() else None
        if into and "confirmed" in request.POST:
            self._merge(request, theme, into)
            return HttpResponseRedirect(reverse("admin:practices_theme_change", args=[into.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": theme,
            "media": self.media,
            "form": form,
            "into": into,
            "touched": touched_by_merge(theme, into) if into else None,
        }
        return TemplateResponse(request, "admin/practices/theme/merge.html", context)

    @transaction.atomic
    def _merge(self, request, theme, into):
        said = _("“%(theme)s” was merged into “%(into)s”.") % {"theme": theme, "into": into}
        self.log_deletions(request, [theme])
        merge(theme, into, by=request.user)
        self.log_change(request, into, said)
        self.message_user(request, said, messages.SUCCESS)
