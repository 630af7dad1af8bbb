"""Choices with autocomplete, that say “no such choice” to a value that could not be a key."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError


class KeysOnly:
    """Before Django's widget looks up what was chosen, leaves out what its key could not be: that would be a fault.

    The form has refused the value by then, and says so beside the field.
    """

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if self._could_be_a_key(one)], attr)

    def _could_be_a_key(self, value):
        if not value:
            return True
        try:
            self.field.remote_field.model._meta.pk.run_validators(
                self.field.remote_field.model._meta.pk.to_python(value)
            )
        except ValidationError:
            return False
        return "\x00" not in str(value)


class OneChoice(KeysOnly, AutocompleteSelect):
    pass


class ManyChoices(KeysOnly, AutocompleteSelectMultiple):
    pass


class ChoicesAdmin:
    """Gives an admin or an inline with `autocomplete_fields` these widgets; it stands before Django's class."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **self._widget(OneChoice, db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, **self._widget(ManyChoices, db_field, request, kwargs)
        )

    def _widget(self, widget, db_field, request, kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            return {"widget": widget(db_field, self.admin_site, using=kwargs.get("using"))} | kwargs
        return kwargs
