"""The page at which an organisation answers for its entry, by a link and without an account."""

from functools import wraps

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.catalogue import current
from catalogue.kinds import KINDS
from catalogue.views import entry_context
from places.levels import Level
from places.plain_text import PlainField
from publishing.editions.redaction import draft_record
from publishing.entries.consents import MESSAGE_LENGTH, validate_role
from publishing.models import ConsentLink, Edition, Event
from publishing.safety.consent_links import Answer, LinkClosed, Reply, answer, entry_of, find_link

# What the public will see, for readers to whom the names of the levels say nothing.
LEVEL_WORDS = {
    Level.GENERALISED: gettext_lazy(
        "Nobody is named. The public sees in which country the work is and of what kind, without sources and links."
    ),
    Level.ANONYMISED: gettext_lazy(
        "No country either. The public sees only the part of the world, such as Eastern Africa, and the kind of work."
    ),
}
# The fields that belong to one answer only; with another one they are not looked at.
FIELDS_OF = {Answer.CONFIRM: {"role", "until"}, Answer.CAREFUL: {"level"}}
NEEDED = {
    Answer.CONFIRM: ("role", gettext_lazy("Say in which role you agree, such as “director”.")),
    Answer.CHANGE: ("message", gettext_lazy("Say what should be changed.")),
    Answer.CAREFUL: ("level", gettext_lazy("Choose how much less should be shown.")),
}
MOST_YEARS = 10
CHOOSE_ANSWER = gettext_lazy("Choose one of the answers.")
NOT_A_DAY = gettext_lazy("Write the day as year-month-day, such as 2030-12-31.")


class MessageField(forms.CharField):
    """Lines of text. Browsers count the end of a line as one character, but send it as two."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class AnswerForm(forms.Form):
    """`level` is the present one: only more careful ones can be chosen."""

    answer = forms.ChoiceField(
        choices=Answer.choices, error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER}
    )
    role = PlainField(required=False, max_length=120, validators=[validate_role])
    exports = forms.BooleanField(required=False, initial=True)
    translation = forms.BooleanField(required=False, initial=True)
    photographs = forms.BooleanField(required=False)
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": NOT_A_DAY})
    level = forms.ChoiceField(required=False, error_messages={"invalid_choice": NEEDED[Answer.CAREFUL][1]})
    message = MessageField(required=False, max_length=MESSAGE_LENGTH)

    def __init__(self, *args, level, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [
            (one.value, words) for one, words in LEVEL_WORDS.items() if one.care > Level(level).care
        ]

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until and until < today:
            raise forms.ValidationError(_("This day is over. Leave it empty if you agree until you say otherwise."))
        if until and until.year > today.year + MOST_YEARS:
            raise forms.ValidationError(_("Choose a day within %s years, or leave it empty.") % MOST_YEARS)
        return until

    def clean(self):
        answer = self.cleaned_data.get("answer")
        for other, fields in FIELDS_OF.items():
            if other != answer:
                for field in fields:
                    self.errors.pop(field, None)
                    self.cleaned_data.pop(field, None)
        needed, words = NEEDED.get(answer, ("", ""))
        if needed and needed not in self.errors and not self.cleaned_data.get(needed):
            self.add_error(needed, words)

    def reply(self):
        """The answer as a `publishing.safety.consent_links.Reply`."""
        return Reply(**self.cleaned_data | {"answer": Answer(self.cleaned_data["answer"])})

    def faults(self):
        """[(id of what to put right, sentence)] in the order of the page."""
        levels = [f"id_level_{value}" for value, _words in self.fields["level"].choices]
        first = {"answer": f"id_answer_{Answer.CONFIRM}", "level": next(iter(levels), "")}
        return [(first.get(name, f"id_{name}"), words) for name in self.fields for words in self.errors.get(name, ())]


State = ConsentLink.State

LEVELS_NOW = LEVEL_WORDS | {
    Level.OPEN: gettext_lazy("It is shown in full, with names."),
    Level.WITHHELD: gettext_lazy("Nothing of it is shown."),
}


def unlisted(view):
    """Let nobody keep a page of `view` or learn its address, which is a secret. Errors carry the same headers."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = render(request, "404.html", {"secret_address": True}, status=404)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answered


# Whoever has the token may answer, and nobody else: there is no session that another site could abuse. And forms of a
# page that sends no referrer are posted from the origin “null”, which Django's check refuses.
@csrf_exempt
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request, token):
    """Shows the entry and asks; takes the answer. Opening it uses nothing up: mail programs open links too."""
    link, entry = _found(token)
    if entry is None or link.state_on(timezone.localdate()) != State.OPEN:
        return _closed(request, link)
    record, public = _shown(link, entry)
    level = record.level if record else entry.level
    form = AnswerForm(request.POST if request.method == "POST" else None, level=level)
    if not form.is_valid():
        return _ask(request, record, form, {"kind": KINDS[entry.KIND], "public": public, "level": level})
    try:
        return _thank(request, answer(link, form.reply()), public)
    except LinkClosed:  # answered from elsewhere at this moment
        return _closed(request, _found(token)[0])


def _found(token):
    """The ConsentLink of `token` and its entry, which is None when it was deleted."""
    try:
        link = find_link(token)
    except ConsentLink.DoesNotExist:
        raise Http404 from None
    return link, entry_of(link)


def _shown(link, entry):
    """The record that the organisation is asked about, or None, and whether it is public.

    It is what everyone can read, never what editors have saved since. Where nothing was public when the link was made,
    it is what would be published, so that one can agree before it is.
    """
    if edition := Edition.objects.current().of(entry).first():
        return edition.read(), True
    if Event.objects.of(entry).filter(what=Event.What.WITHDRAWN, at__gt=link.made_at).exists():
        return None, False
    record = draft_record(entry)
    return (record if record and record.texts else None), False


def _ask(request, record, form, facts):
    context = {
        **(entry_context(request, record, current()) if record else {}),
        "page_title": _("A question to you"),
        "crumbs": [],
        "entry_page": facts["kind"].template("detail") if record else "base.html",
        "shown": record is not None,
        "public": facts["public"],
        "level_words": LEVELS_NOW[Level(facts["level"])],
        "form": form,
        "secret_address": True,
    }
    return render(request, "consent/ask.html", context)


def _thank(request, said, public):
    """What happened, in words; whether anything was `public` before tells what to say of it."""
    context = {
        "page_title": _("Your answer"),
        "said": said,
        "public": public,
        "is_right": said.answer == Answer.CONFIRM,
        "change": said.answer == Answer.CHANGE,
        "nothing": said.entry.level == Level.WITHHELD,
        "level_words": LEVELS_NOW[Level(said.entry.level)],
        "secret_address": True,
    }
    return render(request, "consent/answered.html", context)


def _closed(request, link):
    """The link can't be answered; nothing is said of what it was about."""
    days = {
        State.USED: (_("This link was used on %s."), link.used_at),
        State.REVOKED: (_("This link was taken back on %s."), link.revoked_at),
        State.EXPIRED: (_("This link could be used until %s."), link.expires_on),
    }
    words, day = days.get(link.state_on(timezone.localdate()), (_("This link leads nowhere any more."), None))
    context = {
        "page_title": _("This link is closed"),
        "words": words % date_format(day, "DATE_FORMAT") if day else words,
        "secret_address": True,
    }
    return render(request, "consent/closed.html", context, status=410)
