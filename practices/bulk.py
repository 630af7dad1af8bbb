"""Themes of several practices at once."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.models import Theme
from publishing.editing.form_fields import ManyChoicesField
from publishing.editing.pages.bulk import Act, Refused, action_of, not_changeable
from publishing.entries import history


class ThemesForm(forms.Form):
    add = ManyChoicesField(Theme.objects.all(), label=gettext_lazy("Themes to add"), required=False)
    remove = ManyChoicesField(Theme.objects.all(), label=gettext_lazy("Themes to take away"), required=False)

    def clean(self):
        super().clean()
        add, remove = (set(self.cleaned_data.get(name) or ()) for name in ("add", "remove"))
        if not add and not remove:
            raise forms.ValidationError(_("Choose a theme."))
        if both := add & remove:
            raise forms.ValidationError(_("“%s” can't be added and taken away at once.") % sorted(map(str, both))[0])


def change_themes(admin, request, entry, given):
    held = {link.tag for link in entry.theme_links.all()}
    add, remove = set(given["add"]) - held, set(given["remove"]) & held
    if not add and not remove:
        raise Refused(_("It would change nothing."))
    history.changed(entry, by=request.user)
    entry.themes.remove(*remove)
    entry.themes.add(*sorted(add, key=str))
    entry.drop_needless_reasons()
    return _("Themes changed from the list.")


change_themes_selected = action_of(
    Act(
        "themes",
        gettext_lazy("Add or take away themes of the selected ones …"),
        gettext_lazy("Which themes do these get or lose?"),
        gettext_lazy("Themes that are added come last. The public sees it once they are published."),
        change_themes,
        not_changeable,
        form=ThemesForm,
    )
)
