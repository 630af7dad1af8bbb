"""Deleting in the admin: into the bin, out of it again, or for good."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from publishing.editing import bin as the_bin
from publishing.editing.admin_history import AT_ONCE, HistoryAdmin
from publishing.editing.described import describe
from publishing.editing.differences import compare
from publishing.editing.restoring import NotRestorable, bring_back, plan
from publishing.editing.seen import Moved, Seen, hold
from publishing.entries.sight import may


class BinAdmin(HistoryAdmin):
    def get_urls(self):
        pages = [
            path("bin/", self.bin_view, name=self._url_name("bin")),
            path("bin/<int:version>/", self.binned_view, name=self._url_name("binned")),
            path("bin/<int:version>/destroy/", self.destroy_view, name=self._url_name("destroy")),
        ]
        for page in pages:
            page.callback = self.admin_site.admin_view(page.callback)
        return pages + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"bin_url": self._bin_url(), **(extra_context or {})})

    def _bin_url(self, page="bin", *args):
        return reverse(f"admin:{self._url_name(page)}", args=args)

    # --- into it

    def delete_view(self, request, object_id, extra_context=None):
        entry = self.get_object(request, unquote(object_id))
        if not self.has_delete_permission(request, entry):
            raise PermissionDenied
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = Seen(request.POST if request.method == "POST" else None, entry=entry)
        others = the_bin.referring_to(entry)
        if form.is_valid() and not others:
            try:
                return self._throw_away(request, entry)
            except (Moved, the_bin.StillReferredTo):
                return HttpResponseRedirect(request.path)
        context = {"form": form, "others": self._links(request, others), "days": the_bin.KEPT_FOR.days}
        return self._ask(request, "delete", entry, context)

    @transaction.atomic
    def _throw_away(self, request, entry):
        hold(entry)
        title = str(entry)
        self.log_deletions(request, [entry])
        the_bin.throw_away(entry, by=request.user)
        words = _("“%s” is in the bin.") % title
        self.message_user(
            request, format_html('{} <a href="{}">{}</a>', words, self._bin_url(), _("Open the bin")), messages.SUCCESS
        )
        return HttpResponseRedirect(self._bin_url("changelist"))

    def _links(self, request, rows):
        """What refers to an entry, with the ways to it; all that the user may not see as one, whatever it is."""
        seen = [row for row in rows if row.is_seen_by(request.user)]
        hidden = [_("something that you may not see: ask an editor to delete it")] if len(seen) < len(rows) else []
        return [self._link(row) for row in seen] + hidden

    def _link(self, row):
        opts = row._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        return format_html('{} <a href="{}">{}</a>', opts.verbose_name, address, row)

    # --- in it, and out of it

    def bin_view(self, request):
        """The deleted entries that the editor could have seen."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        found = [one for one in the_bin.binned(self.model) if self._may_see(request, one)]
        page = Paginator(found, AT_ONCE).get_page(request.GET.get("p"))
        return self._ask_of_bin(request, "bin", {"page": page, "days": the_bin.KEPT_FOR.days})

    def binned_view(self, request, version):
        """A deleted entry to look at, and to restore."""
        found = self._binned(request, version)
        may_restore = self.has_add_permission(request) and self.has_change_permission(request, found.entry())
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            return self._bring_back(request, found)
        [described] = describe(found.snapshot, to=request.user)
        context = {
            "found": found,
            "whole": compare({}, described),
            "left_out": self._left_out(request, found),
            "may_restore": may_restore,
            "destroy_url": self._bin_url("destroy", version) if self._may_destroy(request) else "",
        }
        return self._ask_of_bin(request, "binned", context)

    def destroy_view(self, request, version):
        found = self._binned(request, version)
        if not self._may_destroy(request):
            raise PermissionDenied
        if request.method == "POST":
            the_bin.destroy(found)
            self.message_user(request, _("“%s” was destroyed for good.") % found.title, messages.SUCCESS)
            return HttpResponseRedirect(self._bin_url())
        return self._ask_of_bin(request, "destroy", {"found": found, "back": self._bin_url("binned", version)})

    def _binned(self, request, version):
        found = next((one for one in the_bin.binned(self.model) if one.pk == version), None)
        if found is None and self.model.objects.shows_all_to(request.user):
            raise Http404
        if found is None or not self._may_see(request, found):  # what is hidden is refused as what is not there
            raise PermissionDenied
        return found

    def _may_see(self, request, found):
        return self.has_view_or_change_permission(request, found.entry())

    def _may_destroy(self, request):
        # Contributors may throw away their own drafts; for good is a publisher's word.
        return may(request.user, "withdraw", self.model)

    def _left_out(self, request, found):
        try:
            return plan(found.snapshot, to=request.user).left_out
        except NotRestorable as error:
            return [str(error)]

    def _bring_back(self, request, found):
        try:
            done = self._restored(request, found)
        except NotRestorable as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self._bin_url())
        for sentence in done.left_out:
            self.message_user(request, sentence, messages.WARNING)
        return HttpResponseRedirect(self._bin_url("change", found.snapshot.entry.pk))

    @transaction.atomic
    def _restored(self, request, found):
        done = bring_back(found.snapshot, by=request.user)
        entry = self._saved(found.snapshot.entry.pk)
        self.log_change(request, entry, _("Restored from the bin."))
        self.message_user(request, _("“%s” was restored from the bin.") % entry, messages.SUCCESS)
        return done

    def _ask_of_bin(self, request, page, context):
        return self._ask(request, page, None, {"from_list": True, "bin_url": self._bin_url(), **context})
