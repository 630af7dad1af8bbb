"""Choices of forms: what somebody may refer to and what is saved already, and “no such choice” to all the rest.

A value that could not be a key is answered so too. Django looks some of them up, and breaks.
"""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Q

from publishing.entries.sight import by_known_names, hides


def could_be_a_key(model, value):
    """Whether a row of `model` could have the key `value`, a text: a number within reach, or words without a NUL."""
    key = model._meta.pk
    while key.is_relation:  # a kind of entry has the key of its entry
        key = key.target_field
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


class KnownOrSaved:
    """A field whose choices hide some rows from `user`: it takes what they may name, and what its row holds already."""

    user = None

    def get_bound_field(self, form, field_name):
        """Each form has a field of its own, and binds it before it reads or shows a choice."""
        if self.user is not None:
            kept = Q(pk__in=_saved(form, field_name))
            rows = self.queryset.model._default_manager.called_for(self.user)
            self.queryset = rows.filter(Q(pk__in=self.queryset.order_by().values("pk")) | kept)
        return super().get_bound_field(form, field_name)


def _saved(form, name):
    """The keys that the relation `name` of the row in `form` holds as saved."""
    row = getattr(form, "instance", None)
    if row is None or row.pk is None:
        return []
    if row._meta.get_field(name).many_to_many:
        return list(getattr(row, name).order_by().values_list("pk", flat=True))
    return [getattr(row, row._meta.get_field(name).attname)]


class OneChoiceField(KnownOrSaved, forms.ModelChoiceField):
    pass


class ManyChoicesField(KnownOrSaved, forms.ModelMultipleChoiceField):
    def clean(self, value):
        for one in value or ():
            if not could_be_a_key(self.queryset.model, one):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


class ChoicesAdmin:
    """Gives an admin or an inline these fields and widgets; the editors' site puts it before every class."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs = {"form_class": OneChoiceField} | self._widget(OneChoice, db_field, request, kwargs)
        return self._known(request, super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs = {"form_class": ManyChoicesField} | self._widget(ManyChoices, db_field, request, kwargs)
        return self._known(request, super().formfield_for_manytomany(db_field, request, **kwargs))

    def _widget(self, widget, db_field, request, kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            return {"widget": widget(db_field, self.admin_site, using=kwargs.get("using"))} | kwargs
        return kwargs

    def _known(self, request, field):
        """`field`, narrowed to what the user may name."""
        if field and hides(field.queryset.model, request.user):
            field.queryset, field.user = field.queryset.nameable_by(request.user), request.user
        return field


class ChoicesInline(ChoicesAdmin):
    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*by_known_names(self.model, request.user))


class Completion(AutocompleteJsonView):
    """What a field offers while one types: what it would take, under the names that the user may know."""

    def get_queryset(self):
        model, user = self.model_admin.model, self.request.user
        if not hides(model, user):
            return super().get_queryset()
        rows = model._default_manager.nameable_by(user)
        known = rows.told_by(user, self.term.replace('"', " ").split()).called_for(user)
        limited = known.complex_filter(self.source_field.get_limit_choices_to())
        found, repeated = self.model_admin.get_search_results(self.request, limited, self.term)
        return found.distinct() if repeated else found
