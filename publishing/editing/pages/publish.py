"""Publishing an entry from its page, and several from the list."""

from collections import Counter

from django.contrib import admin as django_admin
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.editing.admin_checklist import PublishForm
from publishing.editing.differences import compare
from publishing.editing.pages.page import changes, page, posted, reviews
from publishing.editing.panels import publication
from publishing.editing.seen import Moved, hold
from publishing.editions.addresses import give_address
from publishing.models import Care
from publishing.safety.publication import NotPublishable, draft_record, publish
from publishing.safety.review import objections
from publishing.safety.standing import standing


def may_publish(admin, request, entry):
    return changes(admin, request, entry) and reviews(admin, request, entry)


@page("publish", may_publish)
def publish_page(admin, request, entry):
    """What would change, field by field, the checklist, and the button."""
    form = PublishForm(posted(request), entry=entry, label=admin.label_of)
    if form.is_valid():
        form.store(by=request.user)
    found = standing(entry)
    refusals = objections(entry, request.user)
    if form.is_valid() and found.publishable and not refusals:
        try:
            edition = _publish(admin, request, entry, form.cleaned_data["note"])
        except (NotPublishable, Moved):  # somebody edited it at this moment
            return HttpResponseRedirect(request.path)
        _say_published(admin, request, edition, entry)
        return HttpResponseRedirect(after_care(admin, entry))
    before = found.edition.read() if found.is_public else None
    differences = compare(admin.as_read(before), admin.as_read(draft_record(entry)))
    return {"form": form, "refusals": refusals, "differences": differences, **publication(admin, request, found)}


def after_care(admin, entry):
    """Where to go on: where words still name an entry that is more careful now, or to the entry."""
    care = Care.objects.unfinished().of(entry).first()
    return reverse("admin:publishing_care_change", args=[care.pk]) if care else admin.url("change", entry)


@transaction.atomic
def _publish(admin, request, entry, note=""):
    hold(entry)
    give_address(entry, by=request.user)
    edition = publish(entry, by=request.user, note=note)
    words = _("Published as edition %s.") % edition.number if edition else _("Taken out of the public directory.")
    admin.log_change(request, entry, words)
    return edition


def _say_published(admin, request, edition, entry):
    if edition:
        words = _("Edition %(number)s of “%(entry)s” is published.") % {"number": edition.number, "entry": entry}
        page = admin.address(edition.slug)
        words = format_html('{} <a href="{}">{}</a>', words, page, _("See it on the site"))
    else:
        words = _("Nothing of “%s” is public any more.") % entry
    admin.message_user(request, words, messages.SUCCESS)


# --- from the list


@django_admin.action(description=gettext_lazy("Publish the selected %(verbose_name_plural)s"), permissions=["publish"])
def publish_selected(admin, request, queryset):
    entries = admin.model.objects.editable().filter(pk__in=queryset.values("pk"))
    outcomes = Counter(_publish_from_list(admin, request, entry) for entry in entries)
    if published := outcomes["published"]:
        words = ngettext("%(count)s entry was published.", "%(count)s entries were published.", published)
        admin.message_user(request, words % {"count": published}, messages.SUCCESS)
    if unchanged := outcomes["unchanged"]:
        words = ngettext(
            "%(count)s entry was left alone: publishing it would change nothing.",
            "%(count)s entries were left alone: publishing them would change nothing.",
            unchanged,
        )
        admin.message_user(request, words % {"count": unchanged})


def _publish_from_list(admin, request, entry):
    """Publish `entry` unless something speaks against it, which is then said; the answer is what was done."""
    found = standing(entry)
    if not found.changes:
        return "unchanged"
    reasons = _reasons_against(request, found)
    if not reasons:
        try:
            _publish(admin, request, entry)
            return "published"
        except NotPublishable as error:  # somebody edited it at this moment
            reasons = error.stops
        except Moved as error:
            reasons = [error]
    link = format_html('<a href="{}">{}</a>', admin.url("publish", entry), entry)
    said = format_html(_("{} was not published. {}"), link, " ".join(map(str, reasons)))
    admin.message_user(request, said, messages.WARNING)
    return "refused"


def _reasons_against(request, found):
    """Why an entry isn't published from the list: what stops it, or a change of level, which asks to be read."""
    reasons = [*found.against, *objections(found.entry, request.user)]
    if not reasons and (found.narrows or found.opens):
        return [_("Its level changes: publish it on its own page, which says what that does.")]
    return reasons
