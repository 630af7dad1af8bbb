"""Between an author and a second person: submitting an entry, giving it back, and making it more careful at once."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from places.plain_text import PlainField
from publishing.editing.admin_checklist import SubmitForm
from publishing.editing.pages.page import changes, page, posted, reviews
from publishing.editing.pages.publish import after_care
from publishing.editing.panels import publication
from publishing.models import Entry
from publishing.safety.publication import restrict
from publishing.safety.review import give_back, submit
from publishing.safety.standing import standing


class GiveBackForm(forms.Form):
    note = PlainField(
        label=gettext_lazy("What should change"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the author; never published."),
    )


class RestrictForm(forms.Form):
    """The levels that are more careful than that of `entry`."""

    level = forms.ChoiceField(label=gettext_lazy("New level"), widget=forms.RadioSelect)
    note = PlainField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Optional. For editors; never published."),
    )

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        more = [level for level in Level if level.care > Level(entry.level).care]
        self.fields["level"].choices = [(level.value, level.label) for level in more]


@page("submit", changes)
def submit_page(admin, request, entry):
    """Answer the checklist; when nothing is open, ask for a review."""
    form = SubmitForm(posted(request), entry=entry, label=admin.label_of)
    if form.is_valid():
        form.store(by=request.user)
        if standing(entry, to=request.user).is_whole:
            submit(entry, by=request.user, note=form.cleaned_data["note"])
            admin.log_change(request, entry, _("Submitted for review."))
            admin.message_user(request, _("“%s” waits for its review.") % entry, messages.SUCCESS)
            return HttpResponseRedirect(admin.url("changelist"))
    return {"form": form, **publication(admin, request, standing(entry, to=request.user))}


@page("give_back", reviews)
def give_back_page(admin, request, entry):
    """End the review without publishing, and tell the author why."""
    form = GiveBackForm(posted(request))
    if entry.state != Entry.State.REVIEW:
        admin.message_user(request, _("“%s” is not in review.") % entry)
    elif form.is_valid():
        give_back(entry, by=request.user, note=form.cleaned_data["note"])
        admin.log_change(request, entry, _("Given back to the author."))
        admin.message_user(request, _("“%s” was given back.") % entry, messages.SUCCESS)
    else:
        return {"form": form}
    return HttpResponseRedirect(admin.url("change", entry))


@page("restrict", reviews)
def restrict_page(admin, request, entry):
    """Bring the entry to a more careful level at once."""
    form = RestrictForm(posted(request), entry=entry)
    if not form.is_valid():
        return {"form": form}
    restrict(entry, form.cleaned_data["level"], by=request.user, note=form.cleaned_data["note"])
    admin.log_change(request, entry, _("Brought to level “%s” at once.") % entry.get_level_display())
    admin.message_user(request, _("“%s” is more careful from now on.") % entry, messages.SUCCESS)
    return HttpResponseRedirect(after_care(admin, entry))
