"""From an entry to the public: its preview, and the pages and list actions that publish and withdraw it."""

from collections import Counter

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.levels import Level
from places.plain_text import PlainField
from publishing.editing.admin_checklist import PublishForm
from publishing.editing.differences import compare
from publishing.editing.seen import Moved, Seen, hold
from publishing.editions.addresses import give_address
from publishing.entries.sight import may
from publishing.models import Care, Edition, Entry, Event
from publishing.safety.publication import NotPublishable, draft_record, publish, withdraw
from publishing.safety.review import objections
from publishing.safety.standing import standing

# What tells an author or a reviewer where an entry is on its way.
ON_THE_WAY = [Event.What.SUBMITTED, Event.What.RETURNED]


def badge(value, words):
    """A state or a level as a coloured word."""
    return format_html('<span class="badge badge-{}">{}</span>', value, words)


class WithdrawForm(Seen):
    note = PlainField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Optional. For the history that editors see; never published."),
    )
    names_stay = forms.BooleanField(
        label=gettext_lazy("Others may go on naming it"),
        required=False,
        help_text=gettext_lazy(
            "For an entry that was one too many, or a mistake, when nobody could be harmed. Otherwise the words of "
            "other entries that name it are held back too."
        ),
    )
    redact = forms.BooleanField(
        label=gettext_lazy("Also empty the earlier editions"),
        required=False,
        help_text=gettext_lazy(
            "For safety: what was published before is destroyed and its addresses close. This can't be undone."
        ),
    )


class PublicationAdmin(admin.ModelAdmin):
    """What editors see and do of the publication of entries.

    A subclass gives what readers see: `address`, `preview` and `as_read`.
    """

    actions = ["publish_selected", "withdraw_selected"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def address(self, slug):
        """The public address of the entry whose last part is `slug`."""
        raise NotImplementedError

    def preview(self, request, record):
        """(template, context) of the public page of `record`."""
        raise NotImplementedError

    def as_read(self, record):
        """{label: words or list of words} of `record` as its page shows them; {} for None."""
        raise NotImplementedError

    def label_of(self, name):
        """What the field `name` of a record is called in the form."""
        raise NotImplementedError

    def has_publish_permission(self, request):
        return may(request.user, "publish", self.model)

    def has_withdraw_permission(self, request):
        return may(request.user, "withdraw", self.model)

    # --- from the list

    @admin.action(description=gettext_lazy("Publish the selected %(verbose_name_plural)s"), permissions=["publish"])
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
        reasons = self._reasons_against(request, found)
        if not reasons:
            try:
                self._publish(request, entry)
                return "published"
            except NotPublishable as error:  # somebody edited it at this moment
                reasons = error.stops
            except Moved as error:
                reasons = [error]
        link = format_html('<a href="{}">{}</a>', self._url("publish", entry), entry)
        said = format_html(_("{} was not published. {}"), link, " ".join(map(str, reasons)))
        self.message_user(request, said, messages.WARNING)
        return "refused"

    def _reasons_against(self, request, found):
        """Why an entry isn't published from the list: what stops it, or a change of level, which asks to be read."""
        reasons = [*found.against, *objections(found.entry, request.user)]
        if not reasons and (found.narrows or found.opens):
            return [_("Its level changes: publish it on its own page, which says what that does.")]
        return reasons

    @admin.action(description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s"), permissions=["withdraw"])
    def withdraw_selected(self, request, queryset):
        confirmed = "confirmed" in request.POST
        public = Edition.objects.current().filter(kind=self.model.KIND)
        entries = list(queryset.filter(uid__in=public.values("uid")))
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

    # --- from the entry

    def get_urls(self):
        pages = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=self._url_name(name))
            for name, view in self.pages().items()
        ]
        return pages + super().get_urls()

    def pages(self):
        """{name: view} of the pages of one entry."""
        return {"preview": self.preview_view, "publish": self.publish_view, "withdraw": self.withdraw_view}

    def _url_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _url(self, page, entry):
        return reverse(f"admin:{self._url_name(page)}", args=[entry.pk])

    def _saved(self, pk):
        return get_object_or_404(self.model.objects.editable(), pk=pk)

    def _found(self, request, pk):
        """The entry `pk` as saved. What is hidden from the user is refused as what is not there."""
        entry = self.model.objects.seen_by(request.user).editable().filter(pk=pk).first()
        if entry is None and not self.model.objects.shows_all_to(request.user):
            raise PermissionDenied
        return entry or self._saved(pk)

    def _changeable(self, request, pk):
        entry = self._found(request, pk)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def preview_view(self, request, pk):
        """What the public would see of the entry as it is saved."""
        entry = self._found(request, pk)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        record = draft_record(entry)
        if record is None or not record.texts:
            return TemplateResponse(request, "admin/publishing/nothing_public.html", {"entry": entry})
        note = _("At level “%s”, the public would see this of the entry as it is saved now.")
        template, context = self.preview(request, record)
        context |= {"preview": True, "preview_note": note % entry.get_level_display()}
        return TemplateResponse(request, template, context)

    def publish_view(self, request, pk):
        """What would change, field by field, the checklist, and the button."""
        entry = self._changeable(request, pk)
        if not may(request.user, "review", entry):
            raise PermissionDenied
        form = PublishForm(request.POST if request.method == "POST" else None, entry=entry, label=self.label_of)
        if form.is_valid():
            form.store(by=request.user)
        found = standing(entry)
        refusals = objections(entry, request.user)
        if form.is_valid() and found.publishable and not refusals:
            try:
                edition = self._publish(request, entry, form.cleaned_data["note"])
            except (NotPublishable, Moved):  # somebody edited it at this moment
                return HttpResponseRedirect(request.path)
            self._say_published(request, edition, entry)
            return HttpResponseRedirect(self._after_care(entry))
        context = {"form": form, "refusals": refusals, "differences": self._differences(found)}
        return self._ask(request, "publish", entry, context | self._panel(request, found))

    def _differences(self, found):
        """What readers would see changed."""
        before = found.edition.read() if found.is_public else None
        return compare(self.as_read(before), self.as_read(draft_record(found.entry)))

    def _after_care(self, entry):
        """Where to go on: where words still name an entry that is more careful now, or to the entry."""
        care = Care.objects.unfinished().of(entry).first()
        return reverse("admin:publishing_care_change", args=[care.pk]) if care else self._url("change", entry)

    def withdraw_view(self, request, pk):
        entry = self._changeable(request, pk)
        if not may(request.user, "withdraw", entry):
            raise PermissionDenied
        form = WithdrawForm(request.POST if request.method == "POST" else None, entry=entry)
        back = self._url("change", entry)
        if not standing(entry).is_public:
            self.message_user(request, _("This entry is not public: there is nothing to withdraw."))
        elif form.is_valid():
            self._withdraw(request, entry, form)
            self.message_user(request, _("“%s” was withdrawn.") % entry, messages.SUCCESS)
            back = self._after_care(entry)
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
        hold(entry)
        give_address(entry, by=request.user)
        edition = publish(entry, by=request.user, note=note)
        words = _("Published as edition %s.") % edition.number if edition else _("Taken out of the public directory.")
        self.log_change(request, entry, words)
        return edition

    @transaction.atomic
    def _withdraw(self, request, entry, form):
        given = form.cleaned_data
        withdraw(entry, by=request.user, note=given["note"], redact=given["redact"], names_stay=given["names_stay"])
        self.log_change(request, entry, _("Withdrawn."))

    def _say_published(self, request, edition, entry):
        if edition:
            words = _("Edition %(number)s of “%(entry)s” is published.") % {"number": edition.number, "entry": entry}
            page = self.address(edition.slug)
            words = format_html('{} <a href="{}">{}</a>', words, page, _("See it on the site"))
        else:
            words = _("Nothing of “%s” is public any more.") % entry
        self.message_user(request, words, messages.SUCCESS)

    def _panel(self, request, found):
        """What the pages of an entry say of its publication."""
        entry = found.entry
        may_review, in_review = may(request.user, "review", entry), entry.state == Entry.State.REVIEW
        return {
            "standing": found,
            "state": badge(entry.state, entry.get_state_display()),
            "level": badge(entry.level, entry.get_level_display()),
            "stops": [(self._place_of(stop, entry), stop.message) for stop in found.against],
            "public_url": self.address(found.edition.slug) if found.is_public else "",
            "preview_url": self._url("preview", entry),
            "submit_url": "" if in_review else self._url("submit", entry),
            "publish_url": self._url("publish", entry) if may_review else "",
            "give_back_url": self._url("give_back", entry) if may_review and in_review else "",
            "restrict_url": self._url("restrict", entry) if may_review and entry.level != Level.WITHHELD else "",
            "withdraw_url": self._url("withdraw", entry) if self._may_withdraw(request, found) else "",
            "review": Event.objects.of(entry).filter(what__in=ON_THE_WAY).select_related("by").first(),
            "care": Care.objects.unfinished().of(entry).first(),
        }

    def _may_withdraw(self, request, found):
        return found.is_public and may(request.user, "withdraw", found.entry)

    def _place_of(self, stop, entry):
        """Where in the form the field is that a stop speaks of; safety questions stand on the page that submits."""
        if stop.field.startswith("safety."):
            return f"{self._url('submit', entry)}#id_{stop.field.removeprefix('safety.')}"
        is_inline = self.opts.get_field(stop.field).one_to_many
        return f"{self._url('change', entry)}#{f'{stop.field}-group' if is_inline else f'id_{stop.field}'}"
