"""The pages by which anybody writes to the editors, without an account and without a cookie.

They suggest a practice or a correction, or ask to be put in touch: a moderated relay, in which an editor passes on what
they see fit, and no address is shown to anybody.
"""

import re
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.client_address import client_address
from accounts.rate_limiter import SlowDown
from catalogue.catalogue import current
from catalogue.kinds import KINDS, own_kinds
from catalogue.page_head import render_page
from catalogue.public_page import NOT_KEPT, public_page
from gsx_site.suggest_forms import LEAST_AGE, CorrectionForm, PracticeForm, RelayForm, new_token, read_token
from places.lists import listed
from publishing.entries.fields import UID_ALPHABET, UID_LENGTH
from publishing.entries.suggestions import receive
from publishing.models import Suggestion
from publishing.records.record import RECORDS
from publishing.records.values import declared

# Bytes: what the longest answers take in any script, and some more, so that what is a little too long is given back.
LARGEST = 150_000
FORM = "application/x-www-form-urlencoded"
REFERENCE = re.compile(f"[{UID_ALPHABET}]{{{UID_LENGTH}}}")


def public_form(view):
    """A page with a form that anybody may post.

    Django's check against forgery is left out: it needs a cookie, and there is nothing to forge. What is posted is
    judged without cookies, so that another site could do no more in a reader's name than anybody can. Such posts are
    refused all the same, by the signed token of the form and by what the browser says of where they come from.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @public_page
    @wraps(view)
    def answer(request):
        response = _refusal(request) or view(request)
        # The page holds a token that is used once; the answer may hold what somebody wrote.
        response.headers["Cache-Control"] = "no-store" if request.method == "POST" else NOT_KEPT
        return response

    return answer


def _refusal(request):
    """The answer to what no form of ours sends; None for everything else. Nothing of the body is read before."""
    if request.method != "POST":
        return None
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or len(size) > 9 or int(size) > LARGEST:
        said = _("That is much more than the form takes. Go back one page, shorten your text and send it again.")
        return _refused(request, said, 413)
    if request.content_type != FORM:
        said = _("This can’t be read as our form. Go back one page and send it from there.")
        return _refused(request, said, 415)
    return None


def _refused(request, said, status):
    context = {"page_title": _("This was not sent"), "said": said}
    return render(request, "suggest/refused.html", context, status=status)


@public_form
def suggest_practice(request):
    form = PracticeForm(request.POST if request.method == "POST" else None)
    context = {"page_title": _("Suggest a practice"), "form": form}
    return _answered(request, form, Suggestion.Kind.PRACTICE, "suggest/practice.html", context)


@public_form
def suggest_correction(request):
    posted = request.POST if request.method == "POST" else None
    asked = request.GET if posted is None else posted
    said, names = asked.get("entry", ""), asked.get("fields", "")
    document = _entry_at(said)
    missing = _missing(document, names)
    form = CorrectionForm(posted, entry_known=document is not None, missing=missing)
    title = _("Tell what you know") if missing else _("Suggest a correction")
    context = {"page_title": title, "form": form, **_entry_context(said, document), "fields": names if missing else ""}
    return _answered(request, form, Suggestion.Kind.CORRECTION, "suggest/correction.html", context, document)


def _missing(document, names):
    """In words, which of the fields `names`, between commas, the entry leaves out; empty where none of them is one."""
    if document is None:
        return ""
    record_class = RECORDS[document.kind]
    labels = {
        name: str(one.label)
        for name, one in (declared(record_class.text_class()) | declared(record_class)).items()
        if one.label
    }
    found = listed(dict.fromkeys(labels[name] for name in names.split(",") if name in labels))
    return _("Not looked up yet: %s") % found if found else ""


@public_form
def ask_for_contact(request):
    posted = request.POST if request.method == "POST" else None
    said = (request.GET if posted is None else posted).get("entry", "")
    document = _entry_at(said)
    if document and document.level not in KINDS[document.kind].relayed:
        document = None  # as of what is not there
    form = RelayForm(posted, entry_known=document is not None)
    context = {"page_title": _("Ask to be put in touch"), "form": form, **_entry_context(said, document)}
    return _answered(request, form, Suggestion.Kind.RELAY, "suggest/contact.html", context, document)


def _entry_context(said, document):
    """What the page of a form shows of the entry that it is about, if that is known."""
    title, language = _named(document)
    return {"entry": said if document else "", "entry_title": title, "entry_lang": language}


def _about(document):
    return {"entry_kind": document.kind, "uid": document.uid} if document else {}


@require_safe
@public_page
def sent(request, template):
    """Says thanks. The reference is only said back: nothing is looked up by it."""
    reference = request.GET.get("reference", "")
    said = request.GET.get("entry", "")
    document = _entry_at(said)
    context = {
        "page_title": _("Thank you"),
        "reference": reference if REFERENCE.fullmatch(reference) else "",
        **_entry_context(said, document),
        "entry_url": KINDS[document.kind].address(document.slug) if document else "",
    }
    return render(request, template, context)


def _entry_at(said):
    """The current Document of the public entry that `said` names, as in practice/evening-football; or None."""
    kind, _slash, slug = said.partition("/")
    if kind not in [one.name for one in own_kinds()]:
        return None
    index = current().kinds[kind]
    uid = index.slugs.get(slug)
    return uid and index.get(uid)


def _named(document):
    """(title, its language) of an entry; or the neutral words on its page, which are ours; empty without an entry."""
    if document is None:
        return "", ""
    return document.named(get_language()) if document.title else (document.record.title(), "")


def _answered(request, form, kind, template, context, document=None):
    """The page with `form` and what was typed, or the way on once it was sent; `document` is the entry it is about."""
    if request.method != "POST":
        return render_page(request, template, context | {"token": new_token()})
    token = read_token(request.POST.get("token", ""))
    form.full_clean()
    for sentence in _doubts(request, token):
        form.add_error(None, sentence)
    status, wait = 422, None
    if form.is_valid():
        try:
            return _received(request, form, kind, token.reference, document)
        except SlowDown as error:
            status, wait = 429, error.seconds
            form.add_error(None, _too_much(wait))
    response = render(request, template, context | {"token": token or new_token()}, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _received(request, form, kind, reference, document):
    about = _about(document)
    held = receive(
        kind, form.words(), contact=form.contact, reference=reference, address=client_address(request), **about
    )
    thanks = "suggest:contact-sent" if kind == Suggestion.Kind.RELAY else "suggest:sent"
    back = {"entry": f"{document.kind}/{document.slug}"} if document else {}
    return HttpResponseRedirect(f"{reverse(thanks)}?{urlencode(back | {'reference': held.reference})}")


def _doubts(request, token):
    """A sentence for everything that a person who reads our page and fills it in would not do."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        yield _("This came from a page of another site. If these are your words, send them from here.")
    elif token is None:
        yield _("This page was open for very long. Nothing is lost: look through your words and send them again.")
    elif token.age < LEAST_AGE:
        yield _("That was very quick, as programs are. Wait for a moment and send it again.")
    if request.POST.get("website"):
        yield _("A field that nobody can see was filled in, perhaps by your browser. It is empty now: send it again.")


def _too_much(seconds):
    minutes = -(-seconds // 60)
    return ngettext(
        "More came in this hour than editors can read. Your words are still here: send them again in %(n)s minute.",
        "More came in this hour than editors can read. Your words are still here: send them again in %(n)s minutes.",
        minutes,
    ) % {"n": minutes}
