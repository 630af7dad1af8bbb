"""Consents for editors: the ledger of an entry, its consent links, and what organisations answered."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.forms.models import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.models import Consent, ConsentAnswer, ConsentLink
from publishing.safety.consent_links import handle, make_link, revoke
from publishing.safety.consents import basis, with_entries


class ConsentForm(forms.ModelForm):
    """A line of the ledger. What an organisation itself agreed to by a link stays as it is, but can come to an end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_by_link:
            for name in set(self.fields) - {"until"}:
                self.fields[name].disabled = True
        elif "means" in self.fields:
            means = self.fields["means"]
            means.choices = [choice for choice in means.choices if choice[0] != Consent.Means.LINK]

    @property
    def is_by_link(self):
        return self.instance.pk is not None and self.instance.means == Consent.Means.LINK


class ConsentFormSet(BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.is_by_link and "DELETE" in form.fields:
            form.fields["DELETE"].disabled = True


class ConsentInline(admin.StackedInline):
    """The ledger of an entry. Whoever may change the entry may write in it."""

    form = ConsentForm
    formset = ConsentFormSet
    extra = 0
    fields = [
        ("basis", "until"),
        ("role", "given_on", "means"),
        ("web", "exports", "translation", "photographs"),
        "recorded",
    ]
    readonly_fields = ["recorded"]

    @admin.display(description=gettext_lazy("written down"))
    def recorded(self, consent):
        if consent.pk is None:
            return ""
        by = consent.recorded_by or (_("the organisation") if consent.means == Consent.Means.LINK else "")
        when = date_format(timezone.localtime(consent.recorded_at), "DATETIME_FORMAT")
        return f"{when}, {by}" if by else when

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recorded_by")

    def has_add_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_view_permission(self, request, obj=None):
        return self._entries().has_view_or_change_permission(request, obj) or self._may_write(request, obj)

    def _may_write(self, request, entry):
        if entry is None:
            return self._entries().has_add_permission(request)
        return self._entries().has_change_permission(request, entry)

    def _entries(self):
        return self.admin_site.get_model_admin(self.parent_model)


class ConsentPages:
    """What the admin of a kind of entry has for its consents; mixed into a ReviewAdmin.

    `answer_page` is the name of the address at which an organisation answers by the token of a link.
    """

    answer_page = "consent"

    def pages(self):
        return super().pages() | {"consent": self.consent_view}

    def save_formset(self, request, form, formset, change):
        if issubclass(formset.model, Consent):
            for line in formset.forms:
                if line.has_changed() and not line.is_by_link:
                    line.instance.recorded_by, line.instance.recorded_at = request.user, timezone.now()
        super().save_formset(request, form, formset, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and not context["is_popup"]:
            entry = self._saved(obj.pk)
            context |= {
                "consent_url": self._url("consent", entry),
                "consent_basis": basis_in_words(entry),
                "answers": ConsentAnswer.objects.of(entry).select_related("handled_by"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def consent_view(self, request, pk):
        """The consent links of an entry: make one, take one back, mark an answer as dealt with."""
        entry = self._changeable(request, pk)
        if "make" in request.POST:
            return self._make_link(request, entry)
        if "revoke" in request.POST:
            return self._revoke(request, entry)
        if "handled" in request.POST:
            return self._handle(request, entry)
        today = timezone.localdate()
        links = ConsentLink.objects.of(entry).select_related("made_by", "answer")
        rows = [(link, ConsentLink.State(link.state_on(today))) for link in links]
        return self._ask(request, "consent", entry, {"links": rows})

    def _make_link(self, request, entry):
        """Shows the address here and now: it can't be shown again, since the token is stored nowhere."""
        link, token = make_link(entry, by=request.user)
        self.log_change(request, entry, _("Made a consent link."))
        address = request.build_absolute_uri(reverse(self.answer_page, args=[token]))
        words = letter(entry, link, address)
        return self._ask(request, "consent_made", entry, {"link": link, "address": address, "letter": words})

    def _revoke(self, request, entry):
        link = get_object_or_404(ConsentLink.objects.of(entry), pk=_number(request.POST["revoke"]))
        revoke(link)
        self.log_change(request, entry, _("Took a consent link back."))
        self.message_user(request, _("The link is taken back."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _handle(self, request, entry):
        said = get_object_or_404(ConsentAnswer.objects.of(entry), pk=_number(request.POST["handled"]))
        handle(said, by=request.user)
        self.message_user(request, _("The answer is marked as dealt with."), messages.SUCCESS)
        return HttpResponseRedirect(self._url("change", entry))


def basis_in_words(entry):
    """On what `entry` rests today, in a sentence."""
    ground, agreed = basis(entry), entry.newest_agreement()
    if ground == Consent.Basis.AGREEMENT:
        words = (
            _("Agreed by: %(role)s, on %(day)s, until %(until)s.")
            if agreed.until
            else _("Agreed by: %(role)s, on %(day)s.")
        )
        return words % {
            "role": agreed.role,
            "day": date_format(agreed.given_on, "DATE_FORMAT"),
            "until": agreed.until and date_format(agreed.until, "DATE_FORMAT"),
        }
    if ground == Consent.Basis.SOURCE:
        return _("It rests on a published source.")
    if agreed:
        return _("The agreement ended on %s.") % date_format(agreed.until, "DATE_FORMAT")
    return _("Nobody's agreement is written down, nor that it rests on a published source.")


def letter(entry, link, address):
    """What an editor can send with the link, in the language of `entry` if the site speaks it, else in English.

    It doesn't name the entry: letters are read by others too.
    """
    try:
        language = translation.get_supported_language_variant(entry.original_language)
    except LookupError:
        language = "en"
    with translation.override(language):
        return _(
            "Dear colleagues,\n\n"
            "the GSX directory has a page about your work. Please read it, and tell us whether it is right as it is, "
            "whether something should be changed, or whether less of it or nothing of it should be public:\n\n"
            "%(address)s\n\n"
            "You need no account. Opening the link changes nothing. It can be answered once, until %(day)s. Whoever "
            "has it can answer for you, so please do not pass it on.\n"
        ) % {"address": address, "day": date_format(link.expires_on, "DATE_FORMAT")}


def _number(text):
    """A key that was posted; 0, which is nobody's, for what is no key."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


class AnswersWithEntries(ChangeList):
    """A list of answers in which each knows its entry, in a fixed number of queries."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        for said, entry in with_entries(self.result_list):
            said.entry = entry


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
class ConsentAnswerAdmin(admin.ModelAdmin):
    """What organisations answered. Nobody writes here; an answer can be marked as dealt with."""

    actions = ["handle_selected"]
    fields = ["entry_link", "answer", "level", "message", "role", "at", "handled_by", "handled_at"]
    list_display = ["answer", "entry_link", "level", "at", "handled_at"]
    list_filter = [Handled, "answer", "kind"]
    ordering = ["-at", "-pk"]
    readonly_fields = ["entry_link"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_changelist(self, request, **kwargs):
        return AnswersWithEntries

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

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
