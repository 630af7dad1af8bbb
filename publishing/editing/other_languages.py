"""Vocabulary in other languages, for editors: boxes for its words in each, and finding it by any of its names."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.gazetteer import key
from places.names import OTHER_LANGUAGES, language_name
from places.plain_text import PlainField, PlainJSONField, PlainTextField
from places.translated import Translated, path_of
from publishing.editing.form_fields import LinesField, mark_language

LONGEST_SOUGHT = 200  # letters of what is looked for


class TextsForm(forms.ModelForm):
    """A form whose boxes at the paths of a row's `texts` say what it is in other languages."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for path, language, name in paths_of(self._meta.model):
            self.initial[path] = self.instance.texts.get(language, {}).get(name)
            mark_language(self, language, [path])

    def clean(self):
        """Puts the words together before the row looks through them."""
        cleaned = super().clean()
        texts = {language: {} for language in OTHER_LANGUAGES}
        for path, language, name in paths_of(self._meta.model):
            if words := self.cleaned_data.get(path):
                texts[language][name] = words
        self.instance.texts = {language: words for language, words in texts.items() if words}
        return cleaned


def paths_of(model):
    """[(path, language, name), …] of all that a row of `model` may say in other languages."""
    return [(path_of(one, name), one, name) for one in OTHER_LANGUAGES for name in model.TRANSLATED]


def texts_form(model):
    """A TextsForm with the boxes of `model`."""
    boxes = {path: _box(model._meta.get_field(model.TRANSLATED[name])) for path, _language, name in paths_of(model)}
    return type("TextsForm", (TextsForm,), boxes)


def _box(column):
    """A box for the words of `column` in another language, which may stay empty."""
    if isinstance(column, PlainJSONField):
        return LinesField(label=column.verbose_name, required=False, help_text=_("One a line."))
    lines = {"widget": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}
    line = {"widget": forms.TextInput(attrs={"class": "vTextField"}), "max_length": column.max_length}
    return PlainField(
        label=column.verbose_name, required=False, **(lines if isinstance(column, PlainTextField) else line)
    )


class InOtherLanguages:
    """Mixed into the admin of rows that may be Translated."""

    def get_form(self, request, obj=None, change=False, **options):
        if issubclass(self.model, Translated):
            options["form"] = texts_form(self.model)
        return super().get_form(request, obj, change, **options)

    def get_fields(self, request, obj=None):
        paths = [path for path, *_rest in self._paths()]
        return [name for name in super().get_fields(request, obj) if name not in paths]

    def get_fieldsets(self, request, obj=None):
        """Those of the row itself, then one for each language, folded."""
        found = super().get_fieldsets(request, obj)
        for language in OTHER_LANGUAGES if self._paths() else ():
            paths = [path for path, of, _name in self._paths() if of == language]
            found = [*found, (language_name(language).capitalize(), {"fields": paths, "classes": ["collapse"]})]
        return found

    def get_search_results(self, request, queryset, search_term):
        """Also by any part of any of its names, in any language."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        wanted = key(search_term[:LONGEST_SOUGHT])
        if not (wanted and self._paths()):
            return found, may_repeat
        named = [row.pk for row in queryset if any(wanted in key(name) for name in row.names())]
        return queryset.filter(Q(pk__in=named) | Q(pk__in=found.order_by().values("pk"))), False

    def _paths(self):
        return paths_of(self.model) if issubclass(self.model, Translated) else []
