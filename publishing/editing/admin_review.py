"""Between an author and a second person: submitting an entry, giving it back, and making it more careful at once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from places.plain_text import PlainField
from publishing.editing.admin_checklist import SubmitForm
from publishing.editing.admin_pages import PublicationAdmin
from publishing.entries.sight import may
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


class ReviewAdmin(PublicationAdmin):
    """The pages between an author and a reviewer."""

    def pages(self):
        own = {"submit": self.submit_view, "give_back": self.give_back_view, "restrict": self.restrict_view}
        return super().pages() | own

    def submit_view(self, request, pk):
        """Answer the checklist; when nothing is open, ask for a review."""
        entry = self._changeable(request, pk)
        form = SubmitForm(request.POST if request.method == "POST" else None, entry=entry, label=self.label_of)
        if form.is_valid():
            form.store(by=request.user)
            if standing(entry, to=request.user).is_whole:
                self._submit(request, entry, form.cleaned_data["note"])
                return HttpResponseRedirect(reverse(f"admin:{self._url_name('changelist')}"))
        panel = self._panel(request, standing(entry, to=request.user))
        return self._ask(request, "submit", entry, {"form": form, **panel})

    def _submit(self, request, entry, note):
        submit(entry, by=request.user, note=note)
        self.log_change(request, entry, _("Submitted for review."))
        self.message_user(request, _("“%s” waits for its review.") % entry, messages.SUCCESS)

    def give_back_view(self, request, pk):
        """End the review without publishing, and tell the author why."""
        entry = self._reviewable(request, pk)
        form = GiveBackForm(request.POST if request.method == "POST" else None)
        if entry.state != Entry.State.REVIEW:
            self.message_user(request, _("“%s” is not in review.") % entry)
        elif form.is_valid():
            give_back(entry, by=request.user, note=form.cleaned_data["note"])
            self.log_change(request, entry, _("Given back to the author."))
            self.message_user(request, _("“%s” was given back.") % entry, messages.SUCCESS)
        else:
            return self._ask(request, "give_back", entry, {"form": form})
        return HttpResponseRedirect(self._url("change", entry))

    def restrict_view(self, request, pk):
        """Bring the entry to a more careful level at once."""
        entry = self._reviewable(request, pk)
        form = RestrictForm(request.POST if request.method == "POST" else None, entry=entry)
        if form.is_valid():
            restrict(entry, form.cleaned_data["level"], by=request.user, note=form.cleaned_data["note"])
            self.log_change(request, entry, _("Brought to level “%s” at once.") % entry.get_level_display())
            self.message_user(request, _("“%s” is more careful from now on.") % entry, messages.SUCCESS)
            return HttpResponseRedirect(self._after_care(entry))
        return self._ask(request, "restrict", entry, {"form": form})

    def _reviewable(self, request, pk):
        entry = self._found(request, pk)
        if not may(request.user, "review", entry):
            raise PermissionDenied
        return entry
