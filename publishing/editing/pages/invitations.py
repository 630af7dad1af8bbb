"""Invitations: a superuser makes a link for a role, sees it once, and can take back what nobody used."""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.invitations import LASTS, invite
from accounts.models import Invitation
from publishing.editing.pages.page import changes, page, posted, posted_key


class InviteForm(forms.Form):
    role = forms.ModelChoiceField(
        Group.objects.order_by("name"), label=gettext_lazy("Role"), widget=forms.RadioSelect, empty_label=None
    )


@page("invite", changes, route="invite/")
def invite_page(admin, request, entry):
    if "take_back" in request.POST:
        taken, _rows = Invitation.objects.filter(pk=posted_key(request.POST["take_back"])).delete()
        words = _("The invitation was taken back.") if taken else _("It was used, or taken back already.")
        admin.message_user(request, words, messages.SUCCESS if taken else messages.WARNING)
        return HttpResponseRedirect(request.path)
    form, address = InviteForm(posted(request)), ""
    if form.is_valid():
        token = invite(form.cleaned_data["role"], by=request.user)
        address = request.build_absolute_uri(reverse("account_invitation", args=[token]))
    return {
        "form": form,
        "address": address,
        "days": LASTS.days,
        "waiting": Invitation.objects.open().select_related("role", "made_by"),
        "from_list": True,
    }
