"""Withdrawing an entry from its page, and several from the list."""

from django import forms
from django.contrib import admin as django_admin
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.plain_text import PlainField
from publishing.editing.pages.page import changes, page, posted
from publishing.editing.pages.publish import after_care
from publishing.editing.seen import Seen
from publishing.entries.sight import may
from publishing.models import Edition
from publishing.safety.publication import withdraw


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


def may_withdraw(admin, request, entry):
    return changes(admin, request, entry) and may(request.user, "withdraw", entry)


@page("withdraw", may_withdraw)
def withdraw_page(admin, request, entry):
    form = WithdrawForm(posted(request), entry=entry)
    back = admin.url("change", entry)
    if not Edition.objects.current().of(entry).exists():
        admin.message_user(request, _("This entry is not public: there is nothing to withdraw."))
    elif form.is_valid():
        _withdraw(admin, request, entry, form)
        admin.message_user(request, _("“%s” was withdrawn.") % entry, messages.SUCCESS)
        back = after_care(admin, entry)
    else:
        return {"entries": [entry], "form": form, "back": back}
    return HttpResponseRedirect(back)


@transaction.atomic
def _withdraw(admin, request, entry, form):
    given = form.cleaned_data
    withdraw(entry, by=request.user, note=given["note"], redact=given["redact"], names_stay=given["names_stay"])
    admin.log_change(request, entry, _("Withdrawn."))


@django_admin.action(
    description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s"), permissions=["withdraw"]
)
def withdraw_selected(admin, request, queryset):
    confirmed = "confirmed" in request.POST
    public = Edition.objects.current().filter(kind=admin.model.KIND)
    entries = list(queryset.filter(uid__in=public.values("uid")))
    form = WithdrawForm(request.POST if confirmed else None)
    if not entries:
        admin.message_user(request, _("None of these entries is public: there is nothing to withdraw."))
    elif confirmed and form.is_valid():
        for entry in entries:
            _withdraw(admin, request, entry, form)
        words = ngettext("%(count)s entry was withdrawn.", "%(count)s entries were withdrawn.", len(entries))
        admin.message_user(request, words % {"count": len(entries)}, messages.SUCCESS)
    else:
        asked = {"entries": entries, "form": form, "back": request.get_full_path(), "from_list": True}
        context = asked | {"action_checkbox_name": ACTION_CHECKBOX_NAME}
        return admin.shown(request, withdraw_page.template, entries[0], context)
