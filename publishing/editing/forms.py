"""Forms about an entry, its checklist among them. Optimistic lock: who saves second is told of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from places.lists import listed
from places.plain_text import PlainField
from publishing.editions.redaction import draft_record
from publishing.entries.history import versions_of
from publishing.models import Generation
from publishing.records.naming import private_data
from publishing.safety.checklist import (
    EMPTY,
    QUESTIONS,
    answered_by_another,
    answers,
    give_answers,
    mends_spelling,
    not_asked,
)
from publishing.safety.checks import note_stops
from publishing.safety.consents import may_rest_on_sources, rest_on_sources

NO_OR_YES = [("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes, or I am not sure"))]


class Moved(Exception):
    """The entry was changed since it was read, or deleted; the message says so."""


def hold(entry):
    """Let nobody change `entry` until the transaction ends (the generation first, as publishing does). Raises Moved."""
    Generation.objects.select_for_update().first()
    now = type(entry).objects.locked().filter(pk=entry.pk).first()
    if now is None:
        raise Moved(_("Somebody deleted it at this moment."))
    if now.version != entry.version:
        raise Moved(who_saved(now))


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
    """Carries the version that its page showed, and refuses once when it moved on (`moved_from`): then one knows."""

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


class EntryForm(forms.ModelForm):
    """Carries the version that it was opened at. `may_open`: whether the editor may make an entry more open."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    may_open = False
    moved_from = None

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
            self.add_error(None, ValidationError(words % who_saved(self.instance)))
        return cleaned


def glance_fields(model, *, together=(), after=None):
    """The form's own fields of `model`: `together` on a line; `after` one, {field: fields}, those of no record."""
    names = []
    for name, value in model.RECORD.own().items():
        in_model = value.in_model(name)
        names += [] if model._meta.get_field(in_model).one_to_many else [in_model]
        names += (after or {}).get(in_model, ())
    lines = {name: group for group in together for name in group}
    return list(dict.fromkeys(lines.get(name, name) for name in names))


def text_fields(model):
    language, origin, *words = model.RECORD.text_class().model_fields
    return [(language, origin), *words]


def note_field(label, help_text, *, rows=0, max_length=2000, required=False):
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return PlainField(label=label, help_text=help_text, widget=widget, max_length=max_length, required=required)


class ChecklistForm(Seen):
    """Asks the user `by` about `entry` as saved, with what they answered for these very words, and nobody else.

    What is left open stops publishing. `answered_by` is who answered before, another one, whose answers are not shown.
    """

    def __init__(self, *args, entry, label, by, **kwargs):
        super().__init__(*args, entry=entry, **kwargs)
        self.record, self.label, self.by = draft_record(entry), label, by
        self.only_spelling, self.answered_by = False, ""
        if self.record and self.record.texts:
            given = answers(entry, self.record, by=by)
            self.only_spelling = bool(given) and mends_spelling(entry, self.record)
            if not given and answers(entry, self.record):
                self.answered_by = answered_by_another(entry, by)
            self._ask_questions(given)
            self._ask_for_empty_fields(given)
            self._ask_for_private_data()
            self._ask_for_a_basis()
        self.fields["note"] = self.fields.pop("note")  # behind the questions

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
                help_text=listed(self.label(name) for name in names),
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
                initial=[] if self.answered_by else self.entry.confirmed,
            )

    def _ask_for_a_basis(self):
        if self.entry.level != Level.WITHHELD and not may_rest_on_sources(self.entry):
            self.fields["sources"] = forms.BooleanField(
                label=_("Its basis are the published sources that it cites: all that it says stands in them."),
                required=False,
            )

    def question_of(self, stop):
        """The name of the field here that answers `stop`; empty where none does."""
        name = "confirmed" if stop.words else stop.field.removeprefix("safety.")
        return name if name in self.fields and (stop.words or name != stop.field) else ""

    def mark(self, stops):
        """Say at each question what of `stops` it leaves open."""
        for stop in stops:
            if name := self.question_of(stop):
                self.add_error(name, stop.message)

    def store(self):
        if self.cleaned_data.get("sources"):
            rest_on_sources(self.entry, by=self.by)
        if self.record:
            given = {question.name: self.cleaned_data.get(question.name) for question in QUESTIONS}
            given[EMPTY] = "yes" if self.cleaned_data.get(EMPTY) else ""
            given = {name: answer for name, answer in given.items() if answer}
            # Answers that stand from before are not given anew: many slips are no slip.
            if not (self.only_spelling and given == answers(self.entry, self.record)):
                give_answers(self.entry, self.record, given, by=self.by)
            self.entry.confirmed = self.cleaned_data.get("confirmed", [])
            self.entry.save(update_fields=["safety", "confirmed"])


class SubmitForm(ChecklistForm):
    note = note_field(gettext_lazy("Message to the reviewer"), gettext_lazy("Optional; never published."), rows=3)


class PublishForm(ChecklistForm):
    note = note_field(
        gettext_lazy("Note"), gettext_lazy("Optional. Everyone can read it in the entry's history."), max_length=300
    )

    def clean_note(self):
        note = self.cleaned_data["note"]
        if against := list(note_stops(self.entry, note)):
            raise forms.ValidationError([str(stop) for stop in against])
        return note
