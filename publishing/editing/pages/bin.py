"""Deleting in the admin: into the bin, out of it again, or for good."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.editing import bin as the_bin
from publishing.editing.described import describe
from publishing.editing.differences import compare
from publishing.editing.forms import Moved, Seen, hold
from publishing.editing.pages.history import AT_ONCE
from publishing.editing.pages.page import admin_url, page, posted, sees
from publishing.editing.restoring import NotRestorable, bring_back, plan
from publishing.entries.sight import may


def deletes(admin, request, entry):
    return admin.has_delete_permission(request, entry)


@page("delete", deletes)
def delete_page(admin, request, entry):
    form = Seen(posted(request), entry=entry)
    others = the_bin.referring_to(entry)
    if form.is_valid() and not others:
        try:
            return _throw_away(admin, request, entry)
        except (Moved, the_bin.StillReferredTo):
            return HttpResponseRedirect(request.path)
    return {"form": form, "others": _links(request, others), "days": the_bin.KEPT_FOR.days}


@transaction.atomic
def _throw_away(admin, request, entry):
    hold(entry)
    title = str(entry)
    admin.log_deletions(request, [entry])
    the_bin.throw_away(entry, by=request.user)
    link = format_html('<a href="{}">{}</a>', admin.url("bin"), _("Open the bin"))
    admin.message_user(request, format_html("{} {}", _("“%s” is in the bin.") % title, link), messages.SUCCESS)
    return HttpResponseRedirect(admin.url("changelist"))


def _links(request, rows):
    """What refers to an entry, with the ways to it; all that the user may not see as one, whatever it is."""
    seen = [row for row in rows if row.is_seen_by(request.user)]
    links = [format_html('{} <a href="{}">{}</a>', row._meta.verbose_name, admin_url(row), row) for row in seen]
    hidden = [_("something that you may not see: ask an editor to delete it")] if len(seen) < len(rows) else []
    return links + hidden


@page("bin", sees, route="bin/", label=gettext_lazy("Bin"))
def bin_page(admin, request, entry):
    """The deleted entries that the editor could have seen."""
    found = [one for one in _all_binned(admin) if sees(admin, request, one.was())]
    listed = Paginator(found, AT_ONCE).get_page(request.GET.get("p"))
    return {"from_list": True, "page": listed, "days": the_bin.KEPT_FOR.days}


@page("binned", sees, route="bin/<int:version>/")
def binned_page(admin, request, entry, version):
    """A deleted entry to look at, and to restore."""
    found = _binned(admin, request, version)
    may_restore = admin.has_add_permission(request) and admin.has_change_permission(request, found.was())
    if request.method == "POST":
        if not may_restore:
            raise PermissionDenied
        return _bring_back(admin, request, found)
    [described] = describe(found.snapshot, to=request.user)
    try:
        left_out = plan(found.snapshot, to=request.user).left_out
    except NotRestorable as error:
        left_out = [str(error)]
    return {
        "from_list": True,
        "found": found,
        "whole": compare({}, described),
        "left_out": left_out,
        "may_restore": may_restore,
        "destroy_url": admin.url("destroy", version) if destroys(admin, request) else "",
    }


def destroys(admin, request, entry=None):
    """Contributors may throw away their own drafts; for good is a publisher's word."""
    return may(request.user, "withdraw", admin.model)


@page("destroy", destroys, route="bin/<int:version>/destroy/")
def destroy_page(admin, request, entry, version):
    found = _binned(admin, request, version)
    if request.method != "POST":
        return {"from_list": True, "found": found, "back": admin.url("binned", version)}
    the_bin.destroy(found)
    admin.message_user(request, _("“%s” was destroyed for good.") % found.title, messages.SUCCESS)
    return HttpResponseRedirect(admin.url("bin"))


def _all_binned(admin):
    return the_bin.binned().filter(kind=admin.model.KIND)


def _binned(admin, request, version):
    found = _all_binned(admin).filter(pk=version).first()
    if found is None and admin.model.objects.shows_all_to(request.user):
        raise Http404
    if found is None or not sees(admin, request, found.was()):  # what is hidden is refused as what is not there
        raise PermissionDenied
    return found


def _bring_back(admin, request, found):
    key = found.snapshot.entry.pk
    try:
        with transaction.atomic():
            done = bring_back(found.snapshot, by=request.user)
            entry = admin.saved(key)
            admin.log_change(request, entry, _("Restored from the bin."))
    except NotRestorable as error:
        admin.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(admin.url("bin"))
    admin.message_user(request, _("“%s” was restored from the bin.") % entry, messages.SUCCESS)
    for sentence in done.left_out:
        admin.message_user(request, sentence, messages.WARNING)
    return HttpResponseRedirect(admin.url("change", key))
