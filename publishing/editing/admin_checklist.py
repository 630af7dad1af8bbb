"""The checklist of an entry as a form: safety questions, empty fields, and what looks like private data."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.plain_text import PlainField
from publishing.editing.seen import Seen
from publishing.records.private import private_data
from publishing.safety.checklist import EMPTY, QUESTIONS, answers, give_answers, not_asked
from publishing.safety.checks import note_stops
from publishing.safety.publication import draft_record

NO_OR_YES = [("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes, or I am not sure"))]


class ChecklistForm(Seen):
    """Asks about `entry` as it is saved; what was answered for these very words is filled in.

    Nothing is required: a question left open is kept open, and stops publishing.
    """

    def __init__(self, *args, entry, label, **kwargs):
        super().__init__(*args, entry=entry, **kwargs)
        self.record = draft_record(entry)
        self.label = label
        if self.record and self.record.texts:
            given = answers(entry, self.record)
            self._ask_questions(given)
            self._ask_for_empty_fields(given)
            self._ask_for_private_data()

    def _ask_questions(self, given):
        for question in QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                label=question.words,
                choices=NO_OR_YES,
                widget=forms.RadioSelect,
                required=False,
                initial=given.get(question.name),
            )

    def _ask_for_empty_fields(self, given):
        if names := not_asked(self.record):
            self.fields[EMPTY] = forms.BooleanField(
                label=_("These fields are left as not looked up yet, on purpose."),
                help_text=", ".join(self.label(name) for name in names),
                required=False,
                initial=given.get(EMPTY) == "yes",
            )

    def _ask_for_private_data(self):
        found = dict.fromkeys(finding.words for finding in private_data(self.record))
        if found:
            self.fields["confirmed"] = forms.MultipleChoiceField(
                label=_("These lead to no private person and to no door; they may stay."),
                choices=[(words, words) for words in found],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=self.entry.confirmed,
            )

    def store(self, *, by):
        """Keep the answers on the entry."""
        if not self.record:
            return
        given = {question.name: self.cleaned_data.get(question.name) for question in QUESTIONS}
        if self.cleaned_data.get(EMPTY):
            given[EMPTY] = "yes"
        give_answers(self.entry, self.record, {name: answer for name, answer in given.items() if answer}, by=by)
        self.entry.confirmed = self.cleaned_data.get("confirmed", [])
        self.entry.save(update_fields=["safety", "confirmed"])


class SubmitForm(ChecklistForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"] = PlainField(
            label=_("Message to the reviewer"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Optional; never published."),
        )


class PublishForm(ChecklistForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"] = PlainField(
            label=_("Note"),
            required=False,
            max_length=300,
            help_text=_("Optional. Everyone can read it in the entry's history."),
        )

    def clean_note(self):
        note = self.cleaned_data["note"]
        if against := list(note_stops(self.entry, note)):
            raise forms.ValidationError([str(stop) for stop in against])
        return note
