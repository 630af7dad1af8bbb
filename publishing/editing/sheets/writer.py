"""Writing what was planned: entries with their texts first, then what links them to each other."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from publishing.editing.sheets.plan import WHOLE_ROW
from publishing.editions.addresses import give_address
from publishing.entries import history


class Writer:
    """One writing, by the user of `run` or a program. Whoever calls it looks for faults after it, and rolls back."""

    def __init__(self, run):
        self.run, self.saved = run, set()

    def write(self, *plans):
        """Save the rows of `plans` that have no fault; afterwards one that can't be saved has one."""
        rows = [(plan, row) for plan in plans for row in plan.to_write()]
        for step in (self._save, self._link, self._check):
            for plan, row in rows:
                if not row.faults:
                    self._tried(step, plan, row)

    def _tried(self, step, plan, row):
        """What somebody else did at this moment makes a row a wrong one."""
        try:
            with transaction.atomic():
                step(plan, row)
        except IntegrityError:
            row.blame(WHOLE_ROW, _("Somebody else changed something here at this moment: try again."))

    def _save(self, plan, row):
        entry = row.body.entry
        self._save_entry(entry, row.body.new)
        if row.text is not None:
            row.text.entry = entry
            row.text.save()
        if entry.slug == entry.uid:
            saved = plan.model.objects.get(pk=entry.pk)
            give_address(saved, by=self.run.user)
            entry.slug = saved.slug

    def _save_entry(self, entry, new):
        if entry.uid in self.saved:
            entry.save()
            return
        self.saved.add(entry.uid)
        entry.edited_by = self.run.user
        if new:
            entry.created_by = self.run.user
            entry.slug = entry.slug or entry.uid  # until its title is saved
            entry.save(force_insert=True)
            self.run.came(entry)
        else:
            history.keep_before(entry)
            entry.version += 1
            entry.save()

    def _link(self, plan, row):
        linked = [change for change in row.changes if change.column.linked]
        for change in linked:
            change.column.put(row.body.entry, change.value, self.run)
        if any(_is_key(plan.model, change) for change in linked):
            plan.constrain(row)
            if not row.faults:
                row.body.entry.save()

    def _check(self, plan, row):
        """Where keys to other entries changed, ask the model once more: now it finds them."""
        if any(_is_key(plan.model, change) for change in row.changes if change.column.linked):
            try:
                plan.model.objects.get(pk=row.body.entry.pk).clean()
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    for sentence in sentences:
                        row.blame(WHOLE_ROW if name == NON_FIELD_ERRORS else name, sentence)


def _is_key(model, change):
    return model._meta.get_field(change.column.field).many_to_one
