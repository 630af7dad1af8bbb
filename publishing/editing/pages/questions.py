"""A run through the questions of several entries, one screen each: read it, answer, and the next one comes."""

from django import forms
from django.contrib import admin as django_admin
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.lists import listed
from publishing.editing.forms import Moved, PublishForm
from publishing.editing.pages.page import changes, page, posted, posted_key
from publishing.editing.pages.publish import publish_now, say_published, seen_changed, submit_now
from publishing.editing.pages.typed import with_note
from publishing.editing.panels import in_the_way, publication
from publishing.models import Entry
from publishing.safety.checklist import EMPTY, QUESTIONS, give_answers, not_asked
from publishing.safety.publication import NotPublishable, standing
from publishing.safety.review import objections

SETTLED = {f"safety.{question.name}" for question in QUESTIONS} | {f"safety.{EMPTY}"}
MOST = 200  # entries of a run: its address names them


class QuestionsForm(PublishForm):
    """One answer for all questions that are answered by “no”, for who has read the entry above them."""

    def _ask_questions(self, given):
        self.fields["nothing"] = forms.BooleanField(
            label=_("No to each of them. I read it, and what is empty is left so on purpose."), required=False
        )

    def _ask_for_empty_fields(self, given):
        """What is empty is named above; the same answer says that it is left so."""

    def _ask_for_a_basis(self):
        """An entry without one is passed over: the list gives it to many at once."""

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("nothing"):
            self.add_error(
                "nothing" if "nothing" in self.fields else None,
                _("Read the entry and answer, or go on to the next one."),
            )

    def store(self):
        if self.record:
            given = {question.name: "no" for question in QUESTIONS} | {EMPTY: "yes"}
            give_answers(self.entry, self.record, given, by=self.by)
            self.entry.confirmed = self.cleaned_data.get("confirmed", [])
            self.entry.save(update_fields=["safety", "confirmed"])


def run_of(admin, request):
    """The keys in the address, in their order, of the entries that are there and seen."""
    keys = [posted_key(key) for key in request.GET.get("run", "").split(".")[:MOST]]
    there = set(admin.model.objects.seen_by(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    return [key for key in dict.fromkeys(keys) if key in there]


def first_of(count):
    """A sentence for a run that leaves some of the `count` entries out; empty for one that goes through them all."""
    if count <= MOST:
        return ""
    words = _("This run goes through the first %(first)s of %(count)s entries: begin another one for the rest.")
    return words % {"first": MOST, "count": count}


def run_url(admin, keys, at=0):
    return f"{admin.url('questions', keys[at])}?run={'.'.join(map(str, keys))}"


@page("questions", changes)
def questions_page(admin, request, entry):
    keys = run_of(admin, request) or [entry.pk]
    place = keys.index(entry.pk) if entry.pk in keys else 0
    onward = run_url(admin, keys, place + 1) if place + 1 < len(keys) else admin.url("changelist")
    form = QuestionsForm(posted(request), entry=entry, label=admin.label_of, by=request.user)
    if form.is_valid():
        form.store()
    found = standing(entry, to=request.user, by=request.user)
    refusals = objections(entry, request.user)
    way = _way(found, refusals)
    for stop in found.against if form.is_valid() else ():
        if stop.words:
            form.add_error("confirmed" if "confirmed" in form.fields else None, str(stop))
    if form.is_valid() and found.is_whole and way:
        if _went(admin, request, entry, way, form.cleaned_data["note"]):
            return HttpResponseRedirect(onward)
        return HttpResponseRedirect(request.get_full_path())
    changed = seen_changed(admin, found)
    named = _("Not looked up yet")  # by the tick, one by one
    changed["silences"] = [silence for silence in changed["silences"] if silence[0] != named]
    return {
        **_said(admin, request, found, form, way),
        **with_note(admin, request, entry, form, "questions"),
        **changed,
        **{"way": way, "refusals": refusals, "questions": QUESTIONS},
        **{"place": place + 1, "count": len(keys), "onward": onward, "is_last": place + 1 == len(keys)},
        "empty": listed(admin.label_of(name) for name in not_asked(found.record)) if found.record else "",
    }


def _said(admin, request, found, form, way):
    """The context of the publication; of what stands in the way, only what the answer does not settle."""
    said = publication(admin, request, found)
    refused = _("Not submitted:") if way == "submit" else _("Not published:")
    said |= in_the_way(form, found, said, _("It can't be published yet"), refused)
    settled = [stop.message for stop in found.against if stop.field in SETTLED or stop.words]
    stops = [(url, words) for url, words in said["stops"] if words not in settled]
    return said | {"stops": stops, "may_answer": all(stop.field in SETTLED or stop.words for stop in found.against)}


def _way(found, refusals):
    """What one may do with the entry here: "publish" it, "submit" it, or, empty, look at its own page."""
    if not found.changes or found.narrows or found.opens:
        return ""
    if not refusals:
        return "publish"
    return "" if found.entry.state == Entry.State.REVIEW else "submit"


def _went(admin, request, entry, way, note):
    if way == "submit":
        submit_now(admin, request, entry, note)
        return True
    try:
        edition = publish_now(admin, request, entry, note)
    except (NotPublishable, Moved) as error:  # somebody edited it at this moment
        admin.message_user(request, str(error), messages.WARNING)
        return False
    say_published(admin, request, edition, entry)
    return True


@django_admin.action(
    description=gettext_lazy("Go through the questions of the selected %(verbose_name_plural)s"),
    permissions=["change"],
)
def questions_selected(admin, request, queryset):
    keys = list(queryset.values_list("pk", flat=True))
    if cut := first_of(len(keys)):
        admin.message_user(request, cut, messages.WARNING)
    return HttpResponseRedirect(run_url(admin, keys[:MOST])) if keys else None
