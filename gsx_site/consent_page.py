"""The page at which an organisation answers for its entry, by a link and without an account."""

from functools import wraps

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
from gsx_site.consent_form import LEVEL_WORDS, AnswerForm
from places.levels import Level
from publishing.editions.redaction import draft_record
from publishing.models import ConsentLink, Edition, Event
from publishing.safety.consent_links import Answer, LinkClosed, answer, entry_of, find_link

State = ConsentLink.State

LEVELS_NOW = LEVEL_WORDS | {
    Level.OPEN: gettext_lazy("It is shown in full, with names."),
    Level.WITHHELD: gettext_lazy("Nothing of it is shown."),
}


def unlisted(view):
    """Let nobody but the reader keep a page of `view` or learn its address, which is a secret.

    Errors are answered here too, so that they carry the same headers.
    """

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
