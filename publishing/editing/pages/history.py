"""The history of an entry, two versions side by side, one of them restored; deleting: into the bin, and out of it."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.editing import bin as the_bin
from publishing.editing.bin import NotRestorable, bring_back, plan, restore
from publishing.editing.differences import compare, describe
from publishing.editing.forms import Moved, Seen, hold
from publishing.editing.pages.page import admin_url, changes, page, posted, posted_key, sees
from publishing.entries import history
from publishing.entries.sight import may
from publishing.models import Event, Version

LABELS = 4
AT_ONCE = 50


@dataclass
class Step:
    """One line: `version` is the key of a version, None for an event; `changed` names fields, at most LABELS."""

    at: datetime
    by: object
    what: str
    note: str = ""
    version: int | None = None
    changed: list[str] = field(default_factory=list)
    more: int = 0


class Timeline:
    """`steps` are (time, table, key), the newest first; `read` makes Steps of some of them, for the user `to`."""

    def __init__(self, entry, *, to=None):
        self.entry, self.to = entry, to
        self.versions = list(history.versions_of(entry).values_list("pk", "at"))
        events = Event.objects.of(entry).values_list("pk", "at")
        steps = [(at, Version, pk) for pk, at in self.versions] + [(at, Event, pk) for pk, at in events]
        # The sort is stable: what is of one moment stays as it was counted.
        self.steps = sorted(steps, key=lambda step: step[0], reverse=True)

    def read(self, steps):
        keys = {table: [pk for _at, one, pk in steps if one is table] for table in (Version, Event)}
        found = {(Version, step.version): step for step in self._versions(keys[Version])}
        for event in Event.objects.filter(pk__in=keys[Event]).select_related("by"):
            found[Event, event.pk] = Step(event.at, event.by, event.get_what_display(), event.note)
        return [found[table, pk] for _at, table, pk in steps]

    def _versions(self, keys):
        """A Step for each version in `keys`, with what differs from the one before it."""
        before = dict(pairwise(pk for pk, _at in self.versions))
        wanted = {*keys, *(before[key] for key in keys if key in before)}
        kept = history.versions_of(self.entry).in_bulk(wanted)
        described = describe(*[one.snapshot for one in kept.values()], to=self.to)
        said = dict(zip(kept, described, strict=True))
        for key in keys:
            one, earlier = kept[key], said.get(before.get(key))
            changed = [] if earlier is None else [each.label for each in compare(earlier, said[key])]
            step = Step(one.at, one.by, one.comment, version=key)
            step.changed, step.more = changed[:LABELS], len(changed[LABELS:])
            yield step


@page("history", sees)
def history_page(admin, request, entry):
    """What happened to the entry, the newest first: its versions, of which two can be compared, and its events."""
    timeline = Timeline(entry, to=request.user)
    steps = Paginator(timeline.steps, AT_ONCE).get_page(request.GET.get("p"))
    return {
        "page": steps,
        "steps": timeline.read(steps.object_list),
        "difference_url": admin.url("difference", entry),
    }


@page("difference", sees, route="<int:pk>/history/difference/")
def difference_page(admin, request, entry):
    """What differs between two versions, the older first in whatever order they were chosen."""
    chosen = {posted_key(request.GET.get(name)) for name in ("old", "new")}
    found = history.versions_of(entry).filter(pk__in=chosen)
    if len(found) < 2:
        admin.message_user(request, _("Choose two different versions to compare."), messages.WARNING)
        return HttpResponseRedirect(admin.url("history", entry))
    new, old = found
    differences = compare(*describe(old.snapshot, new.snapshot, to=request.user))
    return {"old": old, "new": new, "differences": differences}


@page("version", sees, route="<int:pk>/history/<int:number>/")
def version_page(admin, request, entry, number):
    """One version beside what is saved now, and the question whether to restore it."""
    kept = history.versions_of(entry).filter(pk=number).first()
    if kept is None:
        raise Http404
    may_restore = changes(admin, request, entry)
    if request.method == "POST" and not may_restore:
        raise PermissionDenied
    form = Seen(posted(request), entry=entry)
    try:
        if form.is_valid():
            _restore(admin, request, entry, kept)
            return HttpResponseRedirect(admin.url("change", entry))
        now = history.saved_snapshot(entry)
        planned = plan(kept.snapshot, now, to=request.user)
        differences = compare(*describe(now, planned.wanted, to=request.user))
        context = {"differences": differences, "left_out": planned.left_out}
    except Moved:
        return HttpResponseRedirect(request.path)
    except NotRestorable as error:
        context = {"refused": str(error)}
    return context | {"kept": kept, "form": form, "may": may_restore}


@transaction.atomic
def _restore(admin, request, entry, kept):
    hold(entry)
    day = date_format(localtime(kept.at), "DATETIME_FORMAT")
    done = restore(entry, kept.snapshot, by=request.user, comment=_("Restored as it was on %s") % day)
    admin.log_change(request, entry, _("Restored as it was on %s.") % day)
    words = _("“%(entry)s” is again as it was on %(day)s. What was saved before is in its history.")
    admin.message_user(request, words % {"entry": admin.saved(entry.pk), "day": day}, messages.SUCCESS)
    for sentence in done.left_out:
        admin.message_user(request, sentence, messages.WARNING)


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
    found = [one for one in _all_binned(admin) if sees(admin, request, one.was())]
    listed = Paginator(found, AT_ONCE).get_page(request.GET.get("p"))
    return {"from_list": True, "page": listed, "days": the_bin.KEPT_FOR.days}


@page("binned", sees, route="bin/<int:version>/")
def binned_page(admin, request, entry, version):
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
