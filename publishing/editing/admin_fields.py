"""Form fields for what is stored as JSON: nobody has to write JSON by hand."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing.records.record import Answer
from publishing.records.values import declared

NOT_ASKED = ("", _("— (not looked up yet)"))
NOT_REPORTED = (Answer.NOT_REPORTED.value, _("Not reported"))
NOT_APPLICABLE = (Answer.NOT_APPLICABLE.value, _("Not applicable"))
WITHHELD = (Answer.WITHHELD.value, _("Withheld for safety"))


class LinesWidget(forms.Textarea):
    """A list of strings, one a line."""

    def format_value(self, value):
        return super().format_value("\n".join(value) if isinstance(value, list) else value)


class LinesField(forms.CharField):
    """A list of strings, written one a line; empty lines don't count."""

    widget = LinesWidget(attrs={"rows": 4, "class": "vLargeTextField"})

    def to_python(self, value):
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class UnansweredWidget(forms.MultiWidget):
    """One select for each question; `labels` are their names by the field's name in the record."""

    def __init__(self, selects, labels):
        self.labels = labels
        super().__init__(selects)

    def decompress(self, value):
        return [(value or {}).get(name, "") for name in self.labels]

    def render(self, name, value, attrs=None, renderer=None):
        values = value if isinstance(value, list) else self.decompress(value)
        base = attrs["id"]
        rows = [
            (f"{base}_{key}", capfirst(label), select.render(f"{name}_{key}", chosen, {"id": f"{base}_{key}"}))
            for (key, label), select, chosen in zip(self.labels.items(), self.widgets, values, strict=True)
        ]
        inner = format_html_join("\n", '<div><label for="{}">{}</label> {}</div>', rows)
        return format_html('<div class="unanswered" id="{}">{}</div>', base, inner)


class UnansweredField(forms.MultiValueField):
    """Why fields are empty: {name in the record: "not-reported" or "withheld"}, a select for each of `questions`."""

    def __init__(self, questions, **kwargs):
        self.names = [question.name for question in questions]
        fields = [forms.ChoiceField(choices=question.choices, required=False) for question in questions]
        widget = UnansweredWidget(
            {question.name: forms.Select(choices=question.choices) for question in questions},
            {question.name: question.label for question in questions},
        )
        super().__init__(fields, widget=widget, required=False, require_all_fields=False, **kwargs)

    def compress(self, values):
        return {name: value for name, value in zip(self.names, values, strict=False) if value}


class Question:
    """A field of a record that can be without an answer; `asked` is the model's field or relation that holds it."""

    def __init__(self, name, asked):
        self.name = name
        self.label = asked.related_model._meta.verbose_name_plural if asked.auto_created else asked.verbose_name
        needed = not (asked.auto_created or asked.blank)
        self.choices = [NOT_ASKED, WITHHELD] if needed else [NOT_ASKED, NOT_REPORTED, NOT_APPLICABLE, WITHHELD]


def questions(model):
    """A Question for each field of the records of `model`, an Entry, and of their texts that may have no answer."""
    record = model.RECORD
    owners = ((record.text_class(), model._meta.get_field("texts").related_model), (record, model))
    return [
        Question(name, owner._meta.get_field(value.in_model(name)))
        for part, owner in owners
        for name, value in declared(part).items()
        if name in record.answerable()
    ]
