"""The form by which an organisation answers for its entry."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from places.plain_text import PlainField
from publishing.entries.consents import MESSAGE_LENGTH, validate_role
from publishing.safety.consent_links import Answer, Reply

# What the public will see, for readers to whom the names of the levels say nothing.
LEVEL_WORDS = {
    Level.GENERALISED: gettext_lazy(
        "Nobody is named. The public sees in which country the work is and of what kind, without sources and links."
    ),
    Level.ANONYMISED: gettext_lazy(
        "No country either. The public sees only the part of the world, such as Eastern Africa, and the kind of work."
    ),
}
# The fields that belong to one answer only; with another one they are not looked at.
FIELDS_OF = {Answer.CONFIRM: {"role", "until"}, Answer.CAREFUL: {"level"}}
NEEDED = {
    Answer.CONFIRM: ("role", gettext_lazy("Say in which role you agree, such as “director”.")),
    Answer.CHANGE: ("message", gettext_lazy("Say what should be changed.")),
    Answer.CAREFUL: ("level", gettext_lazy("Choose how much less should be shown.")),
}
MOST_YEARS = 10
CHOOSE_ANSWER = gettext_lazy("Choose one of the answers.")
NOT_A_DAY = gettext_lazy("Write the day as year-month-day, such as 2030-12-31.")


class MessageField(forms.CharField):
    """Lines of text. Browsers count the end of a line as one character, but send it as two."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class AnswerForm(forms.Form):
    """`level` is the present one: only more careful ones can be chosen."""

    answer = forms.ChoiceField(
        choices=Answer.choices, error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER}
    )
    role = PlainField(required=False, max_length=120, validators=[validate_role])
    exports = forms.BooleanField(required=False, initial=True)
    translation = forms.BooleanField(required=False, initial=True)
    photographs = forms.BooleanField(required=False)
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": NOT_A_DAY})
    level = forms.ChoiceField(required=False, error_messages={"invalid_choice": NEEDED[Answer.CAREFUL][1]})
    message = MessageField(required=False, max_length=MESSAGE_LENGTH)

    def __init__(self, *args, level, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [
            (one.value, words) for one, words in LEVEL_WORDS.items() if one.care > Level(level).care
        ]

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until and until < today:
            raise forms.ValidationError(_("This day is over. Leave it empty if you agree until you say otherwise."))
        if until and until.year > today.year + MOST_YEARS:
            raise forms.ValidationError(_("Choose a day within %s years, or leave it empty.") % MOST_YEARS)
        return until

    def clean(self):
        answer = self.cleaned_data.get("answer")
        for other, fields in FIELDS_OF.items():
            if other != answer:
                for field in fields:
                    self.errors.pop(field, None)
                    self.cleaned_data.pop(field, None)
        needed, words = NEEDED.get(answer, ("", ""))
        if needed and needed not in self.errors and not self.cleaned_data.get(needed):
            self.add_error(needed, words)

    def reply(self):
        """The answer as a `publishing.safety.consent_links.Reply`."""
        return Reply(**self.cleaned_data | {"answer": Answer(self.cleaned_data["answer"])})

    def faults(self):
        """[(id of what to put right, sentence)] in the order of the page."""
        levels = [f"id_level_{value}" for value, _words in self.fields["level"].choices]
        first = {"answer": f"id_answer_{Answer.CONFIRM}", "level": next(iter(levels), "")}
        return [(first.get(name, f"id_{name}"), words) for name in self.fields for words in self.errors.get(name, ())]
