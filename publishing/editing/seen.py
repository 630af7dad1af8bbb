"""Whether an entry is still as it was on the page that somebody acts from."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from publishing.entries.history import versions_of
from publishing.models import Generation


class Moved(Exception):
    """The entry was changed since it was read; `entry` is how it is now."""

    def __init__(self, entry):
        self.entry = entry
        super().__init__(who_saved(entry))


def hold(entry):
    """Let nobody change `entry` until the transaction ends. Raises Moved if it isn't as it was when it was read.

    Whoever publishes locks the generation first and entries then; so does this, or the two could wait for each other.
    """
    Generation.objects.select_for_update().first()
    now = type(entry).objects.locked().get(pk=entry.pk)
    if now.version != entry.version:
        raise Moved(now)


def who_saved(entry):
    """Who saved `entry`, or a part of it that is published elsewhere, last, and when, in a sentence."""
    who, when = entry.edited_by, entry.updated_at
    last = versions_of(entry).first()
    if last and last.at > when:
        who, when = last.by, last.at
    return _("%(who)s saved “%(entry)s” meanwhile (%(when)s).") % {
        "who": who or _("Somebody"),
        "entry": entry,
        "when": date_format(localtime(when), "DATETIME_FORMAT"),
    }


class Seen(forms.Form):
    """A form that carries the version of `entry` that its page showed, and refuses once when that has moved on.

    Given back, it carries the version of now: to send it again is to know. `moved_from` is then the one seen before.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    moved_from = None

    def __init__(self, data=None, *, entry=None, **kwargs):
        self.entry = entry
        super().__init__(data, initial={"version": entry and entry.version}, **kwargs)

    def clean(self):
        super().clean()
        seen = self.cleaned_data.get("version")
        if self.entry and seen is not None and seen != self.entry.version:
            carry_on(self, self.entry, seen)
            self.add_error(None, ValidationError(_("%s Look at it again, then decide.") % who_saved(self.entry)))


def carry_on(form, entry, seen):
    """Let `form` carry the version of `entry` as it is now, and remember which one was seen."""
    form.moved_from = seen
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = str(entry.version)
