"""Two editors in one entry: the second is told before the first is overwritten, and keeps what they typed."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import _get_foreign_key
from django.utils.translation import gettext as _

from publishing.editing.admin_history import HistoryAdmin
from publishing.editing.described import describe
from publishing.editing.differences import compare
from publishing.editing.seen import carry_on, who_saved
from publishing.entries import history


class SeenEntryForm(forms.ModelForm):
    """The form of an entry, with the version that it was opened at (see publishing.editing.seen)."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    moved_from = None
    moved_words = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean(self):
        cleaned = super().clean()
        seen = self.cleaned_data.get("version") or 0
        if self.instance.pk and seen != self.instance.version:
            self._errors.pop("version", None)
            carry_on(self, self.instance, seen)
            words = _("%s What you typed is below and not saved yet. Save again to put it in the place of theirs.")
            self.moved_words = words % who_saved(self.instance)
            self.add_error(None, ValidationError(self.moved_words))
        return cleaned


class ConflictAdmin(HistoryAdmin):
    """Compares and saves under a lock, shows what the other editor changed, and takes back rows that they removed."""

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        # The form alone is saved in a transaction of Django's; other pages that are posted take a lock of their own.
        saves = request.method == "POST" and transaction.get_connection().in_atomic_block
        if found is None or not saves:
            return found
        # Whoever saves at this moment is waited for, and what they saved is read.
        self.model.objects.select_for_update().filter(pk=found.pk).first()
        return super().get_object(request, object_id, from_field)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        arguments = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "POST" and obj.pk:
            key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            there = inline.model._base_manager.filter(**{key.name: obj}).values_list("pk", flat=True)
            arguments["data"] = new_for_gone(arguments["data"], prefix, {str(pk) for pk in there})
        return arguments

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        seen = getattr(form, "moved_from", None)
        if seen is not None:
            context["conflict_words"] = form.moved_words
            kept = history.as_seen(obj, seen)
            now = history.saved_snapshot(obj)
            context["conflict"] = compare(*describe(kept.snapshot, now, to=request.user)) if kept else []
            context["conflict_history"] = self._url("history", obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def new_for_gone(data, prefix, there):
    """The posted `data` in which rows of the formset `prefix` that somebody removed meanwhile are new ones.

    `there` holds the keys (as text) of the rows that are still saved. What was typed into the others would be refused
    for ever; rows that were to be removed anyway are left out.
    """
    row = re.compile(rf"{re.escape(prefix)}-(\d{{1,6}})-(.+)")
    fields = {}
    for name in data:
        if match := row.fullmatch(name):
            fields.setdefault(int(match[1]), {})[match[2]] = data.getlist(name)
    saved = [one for one in fields.values() if one.get("id", [""])[-1] in there]
    gone = [one for one in fields.values() if one.get("id", [""])[-1] not in {"", *there}]
    if not gone:
        return data
    others = [one for number, one in sorted(fields.items()) if one not in saved and one not in gone]
    back = [one | {"id": [""]} for one in gone if "DELETE" not in one]
    result = data.copy()
    for name in [name for name in data if row.fullmatch(name)]:
        del result[name]
    for number, one in enumerate([*saved, *back, *others]):
        for name, values in one.items():
            result.setlist(f"{prefix}-{number}-{name}", values)
    result[f"{prefix}-INITIAL_FORMS"] = str(len(saved))
    result[f"{prefix}-TOTAL_FORMS"] = str(len(saved) + len(back) + len(others))
    return result
