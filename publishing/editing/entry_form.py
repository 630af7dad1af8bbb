"""The form of an entry: its level and address, and an optimistic lock: who saves second is told of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from places.levels import Level
from publishing.editing.seen import carry_on, who_saved


class EntryForm(forms.ModelForm):
    """Carries the version that it was opened at (see publishing.editing.seen).

    `may_open` says whether the editor may make an entry more open than it is saved.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    may_open = False
    moved_from = None
    moved_words = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean_level(self):
        level, saved = self.cleaned_data["level"], self.initial.get("level")
        if saved and Level(level).care < Level(saved).care and not self.may_open:
            raise forms.ValidationError(_("Only a publisher makes an entry more open than “%s”.") % Level(saved).label)
        return level

    def clean_slug(self):
        # Two that are empty would be the same: see EntryAdmin.save_model.
        return self.cleaned_data["slug"] or self.instance.uid

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
