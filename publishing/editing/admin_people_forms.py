"""The forms of accounts: a name in one spelling, roles, and nothing that is no person's business."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import names
from publishing.editing.form_fields import ManyChoicesField


class OneSpelling(forms.ModelForm):
    """People sign in with their name in any case: so no two names differ by that alone."""

    def clean_username(self):
        return self._unless_taken("username", _("Somebody has this user name already, in capitals or small letters."))

    def clean_email(self):
        return self._unless_taken("email", _("Somebody signs in with this already: it would not open this account."))

    def _unless_taken(self, field, words):
        """What was typed into `field`. What an account is called already stays: others may be called so from before."""
        name = self.cleaned_data[field]
        if field in self.changed_data and names.is_taken(name, but=self.instance):
            raise forms.ValidationError(words)
        return name

    def taken(self):
        """The names that the account gets by this form."""
        return [self.cleaned_data[field] for field in ("username", "email") if field in self.changed_data]


class RolesField(ManyChoicesField):
    def __init__(self, **options):
        words = {"label": gettext_lazy("Roles"), "required": False, "widget": forms.CheckboxSelectMultiple}
        help_text = gettext_lazy("A role lets in by itself; without one nobody but a superuser gets in.")
        super().__init__(Group.objects.order_by("name"), help_text=help_text, **words | options)


class AccountForm(OneSpelling, UserChangeForm):
    password = None  # nobody reads a hash; a new one is given on its own page
    groups = RolesField()


class NewAccountForm(OneSpelling, AdminUserCreationForm):
    groups = RolesField()
