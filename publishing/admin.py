"""The editors' side of entries: what their kinds have in common. The rooms above add the kinds themselves."""

from collections import Counter
from datetime import timedelta
from itertools import chain, count

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.admin_fields import LinesField, UnansweredField, questions
from publishing.models import Address, Edition, Entry, Generation, Source, Term
from publishing.publication import NotPublishable, draft_record, publish, withdraw
from publishing.standing import standing

FRESH = timedelta(days=365)


def badge(value, words):
    """A state or a level as a coloured word."""
    return format_html('<span class="badge badge-{}">{}</span>', value, words)


def free_address(entry):
    """An address made of the entry's title that no other entry of its kind has or had; its uid for want of letters."""
    base = slugify(str(entry))[:70].strip("-")
    if not base:
        return entry.uid
    others = type(entry).objects.exclude(pk=entry.pk).filter(slug__startswith=base)
    former = Address.objects.filter(kind=entry.KIND, slug__startswith=base).exclude(uid=entry.uid)
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


class EntryForm(forms.ModelForm):
    def clean_slug(self):
        # The uid stands in until the texts are saved too: see EntryAdmin.save_related.
        return self.cleaned_data["slug"] or self.instance.uid


class PublishForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Optional. Everyone can read it in the entry's history."),
    )


class WithdrawForm(PublishForm):
    redact = forms.BooleanField(
        label=gettext_lazy("Also empty the earlier editions"),
        required=False,
        help_text=gettext_lazy(
            "For safety: what was published before is destroyed and its addresses close. This can't be undone."
        ),
    )


class ToDo(admin.SimpleListFilter):
    """Entries that wait for an editor."""

    title = gettext_lazy("to do")
    parameter_name = "todo"

    def lookups(self, request, model_admin):
        return [
            ("source", _("No source")),
            ("check", _("Not checked for a year")),
            ("publish", _("Edited since it was published")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "source":
            return queryset.filter(citations=None)
        if self.value() == "check":
            long_ago = timezone.localdate() - FRESH
            return queryset.filter(Q(verified_on=None) | Q(verified_on__lt=long_ago))
        if self.value() == "publish":
            current = Edition.objects.current().filter(kind=queryset.model.KIND, uid=OuterRef("uid"))
            return queryset.published().filter(updated_at__gt=Subquery(current.values("published_at")))
        return queryset


class TextInline(admin.StackedInline):
    extra = 0
    min_num = 1
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 5})}}


class PartInline(admin.TabularInline):
    """What an entry is linked to; `parts` are the relations that its rows are read with."""

    extra = 0
    parts = ()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.parts)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation:
            field.widget.can_delete_related = False  # the row is deleted here, never what it links to
        return field


class CitationInline(PartInline):
    autocomplete_fields = ["source"]
    fields = ["source", "locator", "position"]
    parts = ["source"]


class EntryAdmin(admin.ModelAdmin):
    """The form, the list, the preview and the publication of one kind of entry.

    A subclass sets `inlines` (the texts first) and `fieldsets` (what readers see first, then `FOR_EDITORS`),
    `public_page` (the name of the address of its page), `preview_template` and `preview_context`; `place_parts`, the
    relation that its places are read through; and in `names` what a field of its record is called in the model, where
    that differs.
    """

    FOR_EDITORS = (
        (gettext_lazy("Publication"), {"fields": ["level", "slug", "original_language", "verified_on"]}),
        (gettext_lazy("Fields without an answer"), {"fields": ["unanswered"]}),
        (gettext_lazy("For editors only"), {"fields": ["notes"]}),
    )

    public_page = ""
    preview_template = ""
    place_parts = ""
    names = {}

    form = EntryForm
    change_form_template = "admin/publishing/entry_change_form.html"
    save_on_top = True
    view_on_site = False  # the panel links the page: its address isn't always the readable one
    list_display = ["title", "state_word", "level_word", "place_names", "verified_on", "changed_on"]
    list_filter = ["state", "level", ToDo]
    search_fields = ["texts__title", "slug", "acronym"]
    actions = ["publish_selected", "withdraw_selected"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def preview_context(self, request, record):
        """The context in which `preview_template` shows `record`."""
        raise NotImplementedError

    # --- the list

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts", self.place_parts)

    @admin.display(description=gettext_lazy("title"), ordering="slug")
    def title(self, entry):
        return str(entry)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_word(self, entry):
        return badge(entry.state, entry.get_state_display())

    @admin.display(description=gettext_lazy("level"), ordering="level")
    def level_word(self, entry):
        return badge(entry.level, entry.get_level_display())

    @admin.display(description=gettext_lazy("places"))
    def place_names(self, entry):
        return ", ".join(sorted(str(place) for place in entry.places()))

    @admin.display(description=gettext_lazy("changed"), ordering="updated_at")
    def changed_on(self, entry):
        return timezone.localdate(entry.updated_at)

    def has_delete_permission(self, request, obj=None):
        """Only what was never published can be deleted, and only by itself: there is no deleting from the list."""
        allowed = obj is not None and super().has_delete_permission(request, obj)
        return allowed and not Edition.objects.of(obj).exists()

    @admin.action(description=gettext_lazy("Publish the selected %(verbose_name_plural)s"), permissions=["change"])
    def publish_selected(self, request, queryset):
        entries = self.model.objects.editable().filter(pk__in=queryset.values("pk"))
        outcomes = Counter(self._publish_from_list(request, entry) for entry in entries)
        if published := outcomes["published"]:
            words = ngettext("%(count)s entry was published.", "%(count)s entries were published.", published)
            self.message_user(request, words % {"count": published}, messages.SUCCESS)
        if unchanged := outcomes["unchanged"]:
            words = ngettext(
                "%(count)s entry was left alone: publishing it would change nothing.",
                "%(count)s entries were left alone: publishing them would change nothing.",
                unchanged,
            )
            self.message_user(request, words % {"count": unchanged})

    def _publish_from_list(self, request, entry):
        """Publish `entry` unless something speaks against it, which is then said; the answer is what was done."""
        found = standing(entry)
        if not found.changes:
            return "unchanged"
        reasons = self._reasons_against(found)
        if not reasons:
            try:
                self._publish(request, entry)
                return "published"
            except NotPublishable as error:  # somebody edited it at this moment
                reasons = error.stops
        link = format_html('<a href="{}">{}</a>', self._url("publish", entry), entry)
        said = format_html(_("{} was not published. {}"), link, " ".join(map(str, reasons)))
        self.message_user(request, said, messages.WARNING)
        return "refused"

    def _reasons_against(self, found):
        """Why an entry isn't published from the list: what stops it, or a change of level, which asks to be read."""
        if not found.stops and (found.narrows or found.opens):
            return [_("Its level changes: publish it on its own page, which says what that does.")]
        return found.stops

    @admin.action(description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s"), permissions=["change"])
    def withdraw_selected(self, request, queryset):
        confirmed = "confirmed" in request.POST
        entries = list(queryset.filter(state=Entry.State.PUBLISHED))
        form = WithdrawForm(request.POST if confirmed else None)
        if not entries:
            self.message_user(request, _("None of these entries is public: there is nothing to withdraw."))
        elif confirmed and form.is_valid():
            for entry in entries:
                self._withdraw(request, entry, form)
            words = ngettext("%(count)s entry was withdrawn.", "%(count)s entries were withdrawn.", len(entries))
            self.message_user(request, words % {"count": len(entries)}, messages.SUCCESS)
        else:
            return self._ask_to_withdraw(request, entries, form, back=request.get_full_path(), from_list=True)

    # --- the form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "unanswered":
            return UnansweredField(
                questions(self.model, {"sources": "citations"} | self.names),
                label=_("Why a field is empty"),
                help_text=_("“Withheld” also hides what the field holds."),
            )
        if db_field.related_model is Term and db_field.many_to_many:
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.related_model is Term:
            field.widget = field.widget.widget  # without the links that change the vocabulary itself
        if db_field.name == "slug":
            field.required = False
            field.help_text = f"{field.help_text} {_('Leave it empty and it is made from the title.')}"
        return field

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        entry = form.instance
        entry.refresh_from_db()  # and forget the texts as they were
        if entry.slug == entry.uid:
            entry.slug = free_address(entry)
            entry.save(update_fields=["slug"])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if not context["is_popup"]:
            context["can_publish"] = self.has_change_permission(request, obj)
            if change:
                # Read again: `obj` holds what was typed, even where it was refused.
                context |= self._panel(request, standing(self._saved(obj.pk)))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _panel(self, request, found):
        """What the pages of an entry say of its publication."""
        entry = found.entry
        return {
            "standing": found,
            "state": badge(entry.state, entry.get_state_display()),
            "level": badge(entry.level, entry.get_level_display()),
            "stops": [(self._place_of(stop, entry), stop.message) for stop in found.stops],
            "public_url": reverse(self.public_page, args=[found.edition.slug]) if found.is_public else "",
            "preview_url": self._url("preview", entry),
            "withdraw_url": self._url("withdraw", entry) if found.is_public else "",
        }

    def _place_of(self, stop, entry):
        """Where in the form the field is that a stop speaks of."""
        is_inline = self.opts.get_field(stop.field).one_to_many
        return f"{self._url('change', entry)}#{f'{stop.field}-group' if is_inline else f'id_{stop.field}'}"

    def response_add(self, request, obj, post_url_continue=None):
        return self._on_to_publish(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._on_to_publish(request, obj) or super().response_change(request, obj)

    def _on_to_publish(self, request, entry):
        return HttpResponseRedirect(self._url("publish", entry)) if "_publish" in request.POST else None

    # --- preview, publish, withdraw

    def get_urls(self):
        pages = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=self._url_name(name))
            for name, view in (
                ("preview", self.preview_view),
                ("publish", self.publish_view),
                ("withdraw", self.withdraw_view),
            )
        ]
        return pages + super().get_urls()

    def _url_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _url(self, page, entry):
        return reverse(f"admin:{self._url_name(page)}", args=[entry.pk])

    def _saved(self, pk):
        return get_object_or_404(self.model.objects.editable(), pk=pk)

    def _changeable(self, request, pk):
        entry = self._saved(pk)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def preview_view(self, request, pk):
        """What the public would see of the entry as it is saved."""
        entry = self._saved(pk)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        record = draft_record(entry)
        if record is None or not record.texts:
            return TemplateResponse(request, "admin/publishing/nothing_public.html", {"entry": entry})
        note = _("At level “%s”, the public would see this of the entry as it is saved now.")
        context = {
            **self.preview_context(request, record),
            "preview": True,
            "preview_note": note % entry.get_level_display(),
        }
        return TemplateResponse(request, self.preview_template, context)

    def publish_view(self, request, pk):
        found = standing(self._changeable(request, pk))
        form = PublishForm(request.POST if request.method == "POST" else None)
        if found.publishable and form.is_valid():
            try:
                edition = self._publish(request, found.entry, form.cleaned_data["note"])
            except NotPublishable:  # somebody edited it at this moment
                return HttpResponseRedirect(request.path)
            self._say_published(request, edition, found.entry)
            return HttpResponseRedirect(self._url("change", found.entry))
        return self._ask(request, "publish", found.entry, {"form": form, **self._panel(request, found)})

    def withdraw_view(self, request, pk):
        entry = self._changeable(request, pk)
        form = WithdrawForm(request.POST if request.method == "POST" else None)
        back = self._url("change", entry)
        if entry.state != Entry.State.PUBLISHED:
            self.message_user(request, _("This entry is not public: there is nothing to withdraw."))
        elif form.is_valid():
            self._withdraw(request, entry, form)
            self.message_user(request, _("“%s” was withdrawn.") % entry, messages.SUCCESS)
        else:
            return self._ask_to_withdraw(request, [entry], form, back=back)
        return HttpResponseRedirect(back)

    def _ask_to_withdraw(self, request, entries, form, *, back, from_list=False):
        context = {"entries": entries, "form": form, "back": back, "from_list": from_list}
        return self._ask(request, "withdraw", entries[0], context | {"action_checkbox_name": ACTION_CHECKBOX_NAME})

    def _ask(self, request, page, entry, context):
        """A page that asks for confirmation."""
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": entry,
            "media": self.media,
            **context,
        }
        return TemplateResponse(request, f"admin/publishing/{page}.html", context)

    @transaction.atomic
    def _publish(self, request, entry, note=""):
        edition = publish(entry, by=request.user, note=note)
        self.log_change(request, entry, _("Published as edition %s.") % edition.number)
        return edition

    @transaction.atomic
    def _withdraw(self, request, entry, form):
        edition = withdraw(entry, by=request.user, note=form.cleaned_data["note"], redact=form.cleaned_data["redact"])
        self.log_change(request, entry, _("Withdrawn with edition %s.") % edition.number)

    def _say_published(self, request, edition, entry):
        words = _("Edition %(number)s of “%(entry)s” is published.") % {"number": edition.number, "entry": entry}
        if edition.record:
            page = reverse(self.public_page, args=[edition.slug])
            words = format_html('{} <a href="{}">{}</a>', words, page, _("See it on the site"))
        self.message_user(request, words, messages.SUCCESS)


class VocabularyAdmin(admin.ModelAdmin):
    """Words that every public page may show: after a change all workers read them again."""

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Generation.objects.advance(vocabulary=True)

    @transaction.atomic
    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        Generation.objects.advance(vocabulary=True)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        Generation.objects.advance(vocabulary=True)


@admin.register(Term)
class TermAdmin(VocabularyAdmin):
    list_display = ["label", "vocabulary", "slug", "position"]
    list_filter = ["vocabulary"]
    search_fields = ["label", "slug"]
    fields = ["vocabulary", "slug", "label", "description", "aliases", "position"]

    def get_readonly_fields(self, request, obj=None):
        """Editions and public addresses hold the slug: it stays as it was."""
        return ["vocabulary", "slug"] if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "aliases":
            return LinesField(label=db_field.verbose_name, required=False, help_text=_("One a line."))
        if db_field.name == "vocabulary":
            known = Term.objects.order_by("vocabulary").values_list("vocabulary", flat=True).distinct()
            return forms.ChoiceField(label=db_field.verbose_name, choices=[(name, name) for name in known])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """Terms that entries hold in sets would vanish from them without a word."""
        return False


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["title", "publisher", "year"]
    search_fields = ["title", "publisher", "slug"]
    fields = ["title", "publisher", "year", "url", "slug"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    """Editions are read here, and written by publishing and withdrawing only."""

    list_display = ["title_or_uid", "kind", "number", "current", "level", "published_at", "published_by", "note"]
    list_filter = ["kind", "current", "level"]
    list_select_related = ["published_by"]
    search_fields = ["title", "slug", "uid"]
    ordering = ["-generation"]

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_or_uid(self, edition):
        return edition.title or edition.uid

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
