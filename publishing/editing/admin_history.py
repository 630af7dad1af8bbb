"""The history of an entry in the admin: who changed what, how two versions differ, and one of them restored."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from publishing.editing.admin_pages import PublicationAdmin
from publishing.editing.described import describe
from publishing.editing.differences import compare
from publishing.editing.restoring import NotRestorable, plan, restore
from publishing.editing.seen import Moved, Seen, hold
from publishing.editing.timeline import Timeline
from publishing.entries import history
from publishing.models import Entry

AT_ONCE = 50
LONGEST_NUMBER = 15


def owner_keys(model):
    """The foreign keys of `model` to the entries whose part its rows are."""
    keys = [field for field in model._meta.concrete_fields if field.many_to_one]
    return [
        key
        for key in keys
        if issubclass(key.related_model, Entry) and key.remote_field.get_accessor_name() in key.related_model.PARTS
    ]


def owners(rows):
    """The entries whose part `rows` are, as they are in memory and as they are saved."""
    found = {}
    for row in rows:
        saved = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        for one in filter(None, (row, saved)):
            for key in owner_keys(type(row)):
                entry = getattr(one, key.name)
                found[type(entry), entry.pk] = entry
    return list(found.values())


def count_up(entries, part, by):
    """Write down that `by` changed rows of the model `part` of `entries`: their open forms are of an earlier version.

    An entry with which such rows are not published, as memberships are not with their network, was not changed itself.
    """
    for entry in entries:
        changed = {"version": F("version") + 1}
        if part in history.published_models(type(entry)):
            changed |= {"edited_by": by, "updated_at": timezone.now()}
        type(entry).objects.filter(pk=entry.pk).update(**changed)


class PartAdmin(admin.ModelAdmin):
    """The form of rows that are part of entries, and are kept with them."""

    def save_model(self, request, obj, form, change):
        form.owners = owners([obj])
        for entry in form.owners:
            history.keep_before(entry)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._keep(request, form.owners)

    def delete_model(self, request, obj):
        self._delete(request, [obj], lambda: super(PartAdmin, self).delete_model(request, obj))

    def delete_queryset(self, request, queryset):
        self._delete(request, queryset, lambda: super(PartAdmin, self).delete_queryset(request, queryset))

    def _delete(self, request, rows, delete):
        entries = owners(rows)
        for entry in entries:
            history.keep_before(entry)
        delete()
        self._keep(request, entries)

    def _keep(self, request, entries):
        count_up(entries, self.model, request.user)
        for entry in entries:
            history.keep(entry, by=request.user)


class HistoryAdmin(PublicationAdmin):
    """Whatever the admin writes into its log is kept: what was there before, and what there is then."""

    # --- keeping

    def save_model(self, request, obj, form, change):
        if change:
            history.keep_before(obj)
            obj.version += 1
        else:
            obj.created_by = request.user
        obj.edited_by = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """Rows that are part of another entry too, as a membership is, change that one as well."""
        rows = [one.instance for one in formset.forms if one.has_changed() or formset._should_delete_form(one)]
        others = [] if len(owner_keys(formset.model)) < 2 else owners(rows)
        others = [entry for entry in others if entry != form.instance]
        for entry in others:
            history.keep_before(entry)
        super().save_formset(request, form, formset, change)
        count_up(others, formset.model, request.user)
        for entry in others:
            history.keep(entry, by=request.user)

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        history.keep(obj, by=request.user, comment=_("Added"))
        return entry

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        history.keep(obj, by=request.user, comment=message if isinstance(message, str) else "")
        return entry

    # --- pages

    def get_urls(self):
        pages = [
            path("<int:pk>/history/difference/", self.difference_view, name=self._url_name("difference")),
            path("<int:pk>/history/<int:number>/", self.version_view, name=self._url_name("version")),
        ]
        for page in pages:
            page.callback = self.admin_site.admin_view(page.callback)
        return pages + super().get_urls()

    def _viewable(self, request, pk):
        entry = self._found(request, pk)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def history_view(self, request, object_id, extra_context=None):
        """What happened to the entry, the newest first: its versions, of which two can be compared, and its events."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        timeline = Timeline(entry, to=request.user)
        page = Paginator(timeline.steps, AT_ONCE).get_page(request.GET.get("p"))
        context = {
            "page": page,
            "steps": timeline.read(page.object_list),
            "difference_url": self._url("difference", entry),
        }
        return self._ask(request, "history", entry, context)

    def difference_view(self, request, pk):
        """What differs between two versions, the older first in whatever order they were chosen."""
        entry = self._viewable(request, pk)
        chosen = {int(number) for number in map(request.GET.get, ("old", "new")) if is_number(number)}
        found = history.read(self.model, history.revisions_of(entry).filter(pk__in=chosen))
        if len(found) < 2:
            self.message_user(request, _("Choose two different versions to compare."), messages.WARNING)
            return HttpResponseRedirect(self._url("history", entry))
        new, old = found
        differences = compare(*describe(old.snapshot, new.snapshot, to=request.user))
        return self._ask(request, "difference", entry, {"old": old, "new": new, "differences": differences})

    def version_view(self, request, pk, number):
        """One version beside what is saved now, and the question whether to restore it."""
        entry = self._viewable(request, pk)
        kept = next(iter(history.read(self.model, history.revisions_of(entry).filter(pk=number))), None)
        if kept is None:
            raise Http404
        if request.method == "POST" and not self.has_change_permission(request, entry):
            raise PermissionDenied
        form = Seen(request.POST if request.method == "POST" else None, entry=entry)
        try:
            if form.is_valid():
                self._restore(request, entry, kept)
                return HttpResponseRedirect(self._url("change", entry))
            context = self._what_restoring_does(request, entry, kept)
        except Moved:
            return HttpResponseRedirect(request.path)
        except NotRestorable as error:
            context = {"refused": str(error)}
        context |= {"kept": kept, "form": form, "may": self.has_change_permission(request, entry)}
        return self._ask(request, "version", entry, context)

    def _what_restoring_does(self, request, entry, kept):
        now = history.saved_snapshot(entry)
        planned = plan(kept.snapshot, now, to=request.user)
        differences = compare(*describe(now, planned.wanted, to=request.user))
        return {"differences": differences, "left_out": planned.left_out}

    @transaction.atomic
    def _restore(self, request, entry, kept):
        hold(entry)
        day = date_format(localtime(kept.revision.date_created), "DATETIME_FORMAT")
        done = restore(entry, kept.snapshot, by=request.user, comment=_("Restored as it was on %s") % day)
        self.log_change(request, entry, _("Restored as it was on %s.") % day)
        words = _("“%(entry)s” is again as it was on %(day)s. What was saved before is in its history.")
        self.message_user(request, words % {"entry": self._saved(entry.pk), "day": day}, messages.SUCCESS)
        for sentence in done.left_out:
            self.message_user(request, sentence, messages.WARNING)


def is_number(text):
    """Whether `text`, which may be None, is a whole number that the database can look for."""
    return bool(text) and text.isdecimal() and len(text) <= LONGEST_NUMBER
