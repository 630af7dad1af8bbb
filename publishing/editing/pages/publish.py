"""What becomes of an entry: its preview, submitted, published, given back, restricted, withdrawn."""

from collections import Counter

from django import forms
from django.contrib import admin as django_admin
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.levels import Level
from places.lists import listed
from publishing.editing.differences import compare
from publishing.editing.forms import Moved, PublishForm, Seen, SubmitForm, hold, note_field
from publishing.editing.pages.page import admin_url, changes, page, posted, reviews, sees
from publishing.editing.pages.typed import forget_notes, with_note
from publishing.editing.panels import in_the_way, publication
from publishing.editions.editions import give_address
from publishing.editions.redaction import draft_record
from publishing.entries.sight import may
from publishing.models import Care, Edition, Entry
from publishing.safety.pictures import kept_file
from publishing.safety.publication import NotPublishable, publish, restrict, standing, withdraw
from publishing.safety.review import give_back, may_take_back, objections, submit, take_back


@page("preview", sees)
def preview_page(admin, request, entry):
    record = draft_record(entry)
    if record is None or not record.texts:
        return TemplateResponse(request, "admin/publishing/nothing_public.html", {"entry": entry})
    note = _("At level “%s”, the public would see this of the entry as it is saved now.")
    template, context = admin.preview(request, record)
    context |= {
        "preview": True,
        "preview_note": note % entry.get_level_display(),
        "pictures": [picture.at(admin.picture_url) for picture in context.get("pictures", [])],
    }
    return TemplateResponse(request, template, context)


@page("picture", sees, route="pictures/<slug:digest>.webp")
def picture_page(admin, request, entry, digest):
    """The file of a picture, published or not, for who may see entries of this kind."""
    if (file := kept_file(digest)) is None:
        raise Http404
    return HttpResponse(file, content_type="image/webp")


def may_publish(admin, request, entry):
    return changes(admin, request, entry) and reviews(admin, request, entry)


@page("publish", may_publish)
def publish_page(admin, request, entry):
    """What would change, field by field, the checklist, and the button."""
    form = PublishForm(posted(request), entry=entry, label=admin.label_of, by=request.user)
    if form.is_valid():
        form.store()
    found = standing(entry, by=request.user)
    refusals = objections(entry, request.user)
    if form.is_valid() and found.publishable and not refusals:
        try:
            edition = publish_now(admin, request, entry, form.cleaned_data["note"])
        except (NotPublishable, Moved) as error:  # somebody edited it at this moment
            admin.message_user(request, str(error), messages.WARNING)
            return HttpResponseRedirect(request.path)
        say_published(admin, request, edition, entry)
        return HttpResponseRedirect(after_care(admin, entry))
    asked = with_note(admin, request, entry, form, "publish") | publication(admin, request, found)
    asked |= in_the_way(form, found, asked, _("It can't be published yet"), _("Not published:"))
    return {**asked, **seen_changed(admin, found), "refusals": refusals}


def seen_changed(admin, found):
    """What readers would see changed, without fields that stay empty, and `silences`: all that is empty, by reason."""
    before = admin.as_read(found.edition.read() if found.is_public else None)
    after = admin.as_read(found.record)
    silent = {label: words for label, words in after.items() if admin.is_silence(words)}
    told = {label: words for label, words in after.items() if label in before or label not in silent}
    return {"differences": compare(before, told), "silences": by_reason(silent)}


def by_reason(silent):
    """[(reason, how many, labels in a row)] of `silent`, {label: reason, as prose or as a list of one}."""
    labels = {}
    own = (label for label in silent if label.rpartition(" (")[0] not in silent)  # not what the original lacks too
    for label in own:
        words = silent[label]
        labels.setdefault(words if isinstance(words, str) else words[0], []).append(label)
    return [(reason, len(names), listed(names)) for reason, names in labels.items()]


def after_care(admin, entry):
    """Where to go on: where words still name an entry that is more careful now, or to the entry."""
    return admin_url(Care.objects.unfinished().of(entry).first() or entry)


@transaction.atomic
def publish_now(admin, request, entry, note=""):
    hold(entry)
    give_address(entry, by=request.user)
    edition = publish(entry, by=request.user, note=note)
    forget_notes(admin, request, entry)
    words = _("Published as edition %s.") % edition.number if edition else _("Taken out of the public directory.")
    admin.log_change(request, entry, words)
    return edition


def say_published(admin, request, edition, entry):
    words = _("Nothing of “%s” is public any more.") % entry
    if edition:
        words = _("Edition %(number)s of “%(entry)s” is published.") % {"number": edition.number, "entry": entry}
        link = format_html('<a href="{}">{}</a>', admin.address(edition.slug), _("See it on the site"))
        words = format_html("{} {}", words, link)
    admin.message_user(request, words, messages.SUCCESS)


@django_admin.action(description=gettext_lazy("Publish the selected %(verbose_name_plural)s"), permissions=["publish"])
def publish_selected(admin, request, queryset):
    entries = admin.model.objects.editable().filter(pk__in=queryset.values("pk"))
    outcomes = Counter(_publish_from_list(admin, request, entry) for entry in entries)
    if count := outcomes["published"]:
        words = ngettext("%(count)s entry was published.", "%(count)s entries were published.", count)
        admin.message_user(request, words % {"count": count}, messages.SUCCESS)
    if count := outcomes["unchanged"]:
        words = ngettext(
            "%(count)s entry was left alone: publishing it would change nothing.",
            "%(count)s entries were left alone: publishing them would change nothing.",
            count,
        )
        admin.message_user(request, words % {"count": count})


def _publish_from_list(admin, request, entry):
    """Publish `entry` unless something speaks against it, which is then said; the answer is what was done."""
    found = standing(entry, by=request.user)
    if not found.changes:
        return "unchanged"
    reasons = _reasons_against(request, found)
    if not reasons:
        try:
            publish_now(admin, request, entry)
            return "published"
        except NotPublishable as error:  # somebody edited it at this moment
            reasons = error.stops
        except Moved as error:
            reasons = [error]
    link = format_html('<a href="{}">{}</a>', admin.url("publish", entry), entry)
    said = format_html(_("{} was not published. {}"), link, " ".join(map(str, reasons)))
    admin.message_user(request, said, messages.WARNING)
    return "refused"


def _reasons_against(request, found):
    """Why an entry isn't published from the list: what stops it, or a change of level, which asks to be read."""
    reasons = [*found.against, *objections(found.entry, request.user)]
    if reasons or not (found.narrows or found.opens):
        return reasons
    return [_("Its level changes: publish it on its own page, which says what that does.")]


class GiveBackForm(forms.Form):
    note = note_field(
        gettext_lazy("What should change"), gettext_lazy("For the author; never published."), rows=3, required=True
    )


class RestrictForm(forms.Form):
    """The levels that are more careful than that of `entry`."""

    level = forms.ChoiceField(label=gettext_lazy("New level"), widget=forms.RadioSelect)
    note = note_field(gettext_lazy("Why"), gettext_lazy("Optional. For editors; never published."))

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        more = [level for level in Level if level.care > Level(entry.level).care]
        self.fields["level"].choices = [(level.value, level.label) for level in more]


@page("submit", changes)
def submit_page(admin, request, entry):
    """Answer the checklist; when nothing is open, ask for a review."""
    form = SubmitForm(posted(request), entry=entry, label=admin.label_of, by=request.user)
    if form.is_valid():
        form.store()
    found = standing(entry, to=request.user, by=request.user)
    if not form.is_valid() or not found.is_whole:
        asked = with_note(admin, request, entry, form, "submit") | publication(admin, request, found)
        return asked | in_the_way(form, found, asked, _("It can't be submitted yet"), _("Not submitted:"))
    submit_now(admin, request, entry, form.cleaned_data["note"])
    return HttpResponseRedirect(admin.url("changelist"))


def submit_now(admin, request, entry, note):
    submit(entry, by=request.user, note=note)
    forget_notes(admin, request, entry)
    admin.log_change(request, entry, _("Submitted for review."))
    admin.message_user(request, _("“%s” waits for its review.") % entry, messages.SUCCESS)


@page("give_back", reviews)
def give_back_page(admin, request, entry):
    form = GiveBackForm(posted(request))
    if entry.state != Entry.State.REVIEW:
        admin.message_user(request, _("“%s” is not in review.") % entry)
    elif form.is_valid():
        give_back(entry, by=request.user, note=form.cleaned_data["note"])
        forget_notes(admin, request, entry)
        admin.log_change(request, entry, _("Given back to the author."))
        admin.message_user(request, _("“%s” was given back.") % entry, messages.SUCCESS)
    else:
        return with_note(admin, request, entry, form, "give_back")
    return HttpResponseRedirect(admin.url("change", entry))


def may_end_it(admin, request, entry):
    """Who asks for a review may end it, until somebody else began with it; then the page says so."""
    return sees(admin, request, entry) and entry.submitted_by == request.user


@page("take_back", may_end_it, button=True)
def take_back_page(admin, request, entry):
    if not taken_back(entry, by=request.user):
        admin.message_user(request, _("“%s” is not waiting any more: somebody began its review.") % entry)
    else:
        admin.log_change(request, entry, _("Taken back."))
        admin.message_user(request, _("“%s” is yours again: nobody is asked for a review.") % entry, messages.SUCCESS)
    return HttpResponseRedirect(admin.url("change", entry))


@transaction.atomic
def taken_back(entry, *, by):
    """Take `entry` back, if `by` still may, while nobody else writes in it; whether it was."""
    try:
        hold(entry)
    except Moved:
        return False
    entry.refresh_from_db(fields=["state", "submitted_by", "submitted_at", "safety"])
    if not may_take_back(entry, by):
        return False
    take_back(entry, by=by)
    return True


@page("restrict", reviews)
def restrict_page(admin, request, entry):
    form = RestrictForm(posted(request), entry=entry)
    if not form.is_valid():
        return {"form": form}
    restrict(entry, form.cleaned_data["level"], by=request.user, note=form.cleaned_data["note"])
    admin.log_change(request, entry, _("Brought to level “%s” at once.") % entry.get_level_display())
    admin.message_user(request, _("“%s” is more careful from now on.") % entry, messages.SUCCESS)
    return HttpResponseRedirect(after_care(admin, entry))


class WithdrawForm(Seen):
    note = note_field(
        gettext_lazy("Note"),
        gettext_lazy("Optional. For the history that editors see; never published."),
        max_length=300,
    )
    names_stay = forms.BooleanField(
        label=gettext_lazy("Others may go on naming it"),
        required=False,
        help_text=gettext_lazy(
            "For an entry that was one too many, or a mistake, when nobody could be harmed. Otherwise the words of "
            "other entries that name it are held back too."
        ),
    )
    redact = forms.BooleanField(
        label=gettext_lazy("Also empty the earlier editions"),
        required=False,
        help_text=gettext_lazy(
            "For safety: what was published before is destroyed and its addresses close. This can't be undone."
        ),
    )


def may_withdraw(admin, request, entry):
    return changes(admin, request, entry) and may(request.user, "withdraw", entry)


@page("withdraw", may_withdraw)
def withdraw_page(admin, request, entry):
    form = WithdrawForm(posted(request), entry=entry)
    if not Edition.objects.current().of(entry).exists():
        admin.message_user(request, _("This entry is not public: there is nothing to withdraw."))
        return HttpResponseRedirect(admin.url("change", entry))
    if not form.is_valid():
        return {"entries": [entry], "form": form, "back": admin.url("change", entry)}
    _withdraw(admin, request, entry, form)
    admin.message_user(request, _("“%s” was withdrawn.") % entry, messages.SUCCESS)
    return HttpResponseRedirect(after_care(admin, entry))


@transaction.atomic
def _withdraw(admin, request, entry, form):
    given = {name: form.cleaned_data[name] for name in ("note", "redact", "names_stay")}
    withdraw(entry, by=request.user, **given)
    admin.log_change(request, entry, _("Withdrawn."))


@django_admin.action(
    description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s"), permissions=["withdraw"]
)
def withdraw_selected(admin, request, queryset):
    confirmed = "confirmed" in request.POST
    public = Edition.objects.current().filter(kind=admin.model.KIND)
    entries = list(queryset.filter(uid__in=public.values("uid")))
    form = WithdrawForm(request.POST if confirmed else None)
    if not entries:
        admin.message_user(request, _("None of these entries is public: there is nothing to withdraw."))
    elif confirmed and form.is_valid():
        for entry in entries:
            _withdraw(admin, request, entry, form)
        words = ngettext("%(count)s entry was withdrawn.", "%(count)s entries were withdrawn.", len(entries))
        admin.message_user(request, words % {"count": len(entries)}, messages.SUCCESS)
    else:
        asked = {"entries": entries, "form": form, "back": request.get_full_path(), "from_list": True}
        context = asked | {"action_checkbox_name": ACTION_CHECKBOX_NAME}
        return admin.shown(request, withdraw_page.template, entries[0], context)
