"""The consent links of an entry: make one, take one back, mark an answer as dealt with."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publishing.editing.pages.page import changes, page, posted_key
from publishing.models import ConsentAnswer, ConsentLink
from publishing.safety.consent_links import handle, make_link, revoke


@page("consent", changes)
def consent_page(admin, request, entry):
    for button, done in {"make": _make_link, "revoke": _revoke, "handled": _handle}.items():
        if button in request.POST:
            return done(admin, request, entry)
    today = timezone.localdate()
    links = ConsentLink.objects.of(entry).select_related("made_by", "answer")
    return {"links": [(link, ConsentLink.State(link.state_on(today))) for link in links]}


def _make_link(admin, request, entry):
    """Shows the address here and now: it can't be shown again, since the token is stored nowhere."""
    link, token = make_link(entry, by=request.user)
    admin.log_change(request, entry, _("Made a consent link."))
    with translation.override(language_of(entry)):
        address = request.build_absolute_uri(reverse("consent", args=[token]))
        context = {"link": link, "address": address, "letter": letter(link, address)}
    return admin.shown(request, "admin/publishing/consent_made.html", entry, context)


def _revoke(admin, request, entry):
    link = get_object_or_404(ConsentLink.objects.of(entry), pk=posted_key(request.POST["revoke"]))
    revoke(link)
    admin.log_change(request, entry, _("Took a consent link back."))
    admin.message_user(request, _("The link is taken back."), messages.SUCCESS)
    return HttpResponseRedirect(request.path)


def _handle(admin, request, entry):
    said = get_object_or_404(ConsentAnswer.objects.of(entry), pk=posted_key(request.POST["handled"]))
    handle(said, by=request.user)
    admin.message_user(request, _("The answer is marked as dealt with."), messages.SUCCESS)
    return HttpResponseRedirect(admin.url("change", entry))


def language_of(entry):
    """The language in which to write to those of `entry`: that of its original, or else the usual one of the site."""
    try:
        return translation.get_supported_language_variant(entry.original_language)
    except LookupError:
        return settings.LANGUAGE_CODE


def letter(link, address):
    """What an editor can send with the link. It names nobody: others read it."""
    return _(
        "Dear colleagues,\n\n"
        "the GSX directory has a page about your work. Please read it, and tell us whether it is right as it is, "
        "whether something should be changed, or whether less of it or nothing of it should be public:\n\n"
        "%(address)s\n\n"
        "You need no account. Opening the link changes nothing. It can be answered once, until %(day)s. Whoever "
        "has it can answer for you, so please do not pass it on.\n"
    ) % {"address": address, "day": date_format(link.expires_on, "DATE_FORMAT")}
