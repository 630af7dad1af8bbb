"""Compensating transaction: an import is undone as one, entry by entry, where nobody did anything with it since."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publishing.editing.bin import NotRestorable, StillReferredTo, restore, throw_away
from publishing.entries.imports import ImportedEntry
from publishing.models import Edition, Entry, Generation, Version


@dataclass
class Outlook:
    """What undoing would do with one entry of an import; `reason` says why it would leave it alone."""

    imported: ImportedEntry
    entry: Entry | None
    reason: str = ""

    @property
    def possible(self):
        return not self.reason


class Undoing:
    """The undoing of `sheet`, an import, by who uses `admin` with `request`: with the checks of the single acts."""

    def __init__(self, admin, request, sheet):
        self.admin, self.request, self.sheet = admin, request, sheet

    def outlooks(self, *, lock=False):
        """An Outlook for each entry of the import, in a fixed number of questions."""
        imported = list(self.sheet.entries.select_related("after").defer("after__content"))
        keys = [one.entry_id for one in imported]
        there = self.admin.model.objects.seen_by(self.request.user).prefetch_related("texts")
        self.there = (there.locked() if lock else there).in_bulk(keys)
        versions = Version.objects.filter(entry__in=keys).order_by()
        self.last = dict(versions.values("entry").annotate(last=Max("pk")).values_list("entry", "last"))
        editions = Edition.objects.filter(entry__in=keys).order_by()
        self.published = dict(editions.values("entry").annotate(at=Max("published_at")).values_list("entry", "at"))
        return [self._outlook(one, self.there.get(one.entry_id)) for one in imported]

    def _outlook(self, imported, entry):
        return Outlook(imported, entry, str(self._reason(imported, entry)))

    def _reason(self, imported, entry):
        published = self.published.get(imported.entry_id)
        if imported.undone_at:
            return _("Undone on %s.") % date_format(timezone.localtime(imported.undone_at), "DATE_FORMAT")
        if entry is None:
            sees_all = self.admin.model.objects.shows_all_to(self.request.user)
            return _("It is in the bin.") if sees_all else _("It is in the bin, or a colleague's now.")
        if self.last.get(entry.pk) != imported.after_id:
            return _("Somebody changed it since.")
        if published and (imported.is_new or published > self.sheet.at):
            return _("It was published since.")
        if entry.state == Entry.State.REVIEW:
            return _("It is in review: give it back first.")
        # That a new one was never published is known by now, of all of them at once.
        allows = self.admin.deletes_unpublished if imported.is_new else self.admin.has_change_permission
        return "" if allows(self.request, entry) else _("You may not do that.")

    @transaction.atomic
    def undo(self):
        """Put new entries into the bin and others back to what they were; an Outlook for each that was tried."""
        Generation.objects.select_for_update().first()
        wanted = [one for one in self.outlooks(lock=True) if one.possible]
        for one in wanted:
            if not one.imported.is_new:
                self._restore(one)
        self._throw_away([one for one in wanted if one.imported.is_new])
        done = [one.imported.pk for one in wanted if one.possible]
        self.sheet.entries.filter(pk__in=done).update(undone_at=timezone.now())
        return wanted

    def _restore(self, one):
        before = one.imported.before
        words = _("The import of “%s” was undone.") % self.sheet.file_name
        try:
            restore(one.entry, before.snapshot, by=self.request.user, comment=words)
        except NotRestorable as error:
            one.reason = str(error)
        else:
            self._log(one.entry, CHANGE, words)

    def _throw_away(self, ones):
        """They may refer to one another: what nothing refers to goes first, as long as there is any."""
        went = True
        while went and ones:
            went, left = False, []
            for one in ones:
                if self._went(one):
                    went = True
                else:
                    left.append(one)
            ones = left

    def _went(self, one):
        try:
            with transaction.atomic():
                self._log(one.entry, DELETION, "")
                throw_away(one.entry, by=self.request.user)
        except StillReferredTo:
            one.reason = _("Other entries refer to it.")
            return False
        one.reason = ""
        return True

    def _log(self, entry, flag, words):
        LogEntry.objects.log_actions(self.request.user.pk, [entry], flag, words)


def counted(outlooks):
    """How many new and changed entries undoing would undo, or has: {"new": …, "changed": …}."""
    return Counter("new" if one.imported.is_new else "changed" for one in outlooks if one.possible)
