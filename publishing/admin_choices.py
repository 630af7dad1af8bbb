"""Choices that answer “no such choice” to a value that could not be a key. Django looks some of them up, and breaks."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError


def could_be_a_key(model, value):
    """Whether a row of `model` could have the key `value`, a text: a number within reach, or words without a NUL."""
    key = model._meta.pk
    try:
        key.run_validators(key.to_python(value))
    except ValidationError:
        return False
    return "\x00" not in str(value)


class KeysOnly:
    """Leaves out what could be no key when a form is shown again. The form has refused it by then, beside the field."""

    def optgroups(self, name, value, attr=None):
        model = self.field.remote_field.model
        return super().optgroups(name, [one for one in value if not one or could_be_a_key(model, one)], attr)


class OneChoice(KeysOnly, AutocompleteSelect):
    pass


class ManyChoices(KeysOnly, AutocompleteSelectMultiple):
    pass


class ManyChoicesField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        for one in value or ():
            if not could_be_a_key(self.queryset.model, one):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


class ChoicesAdmin:
    """Gives an inline these fields and widgets; it stands before Django's class.

    Every admin has them from the editors' site.
    """

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **self._widget(OneChoice, db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs = {"form_class": ManyChoicesField} | self._widget(ManyChoices, db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _widget(self, widget, db_field, request, kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            return {"widget": widget(db_field, self.admin_site, using=kwargs.get("using"))} | kwargs
        return kwargs
