"""Consent links: made by an editor, answered once by the organisation; and what is done when a consent has run out."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from places.levels import Level
from publishing.models import Consent, ConsentAnswer, ConsentLink, Entry, Event
from publishing.safety.consents import running_out
from publishing.safety.pictures import take_down
from publishing.safety.publication import keep_from_exports, restrict

Answer = ConsentAnswer.Answer

LASTS = timedelta(days=30)
TOKEN_BYTES = 24  # 192 bits


class LinkClosed(Exception):
    """The link was used, was taken back or has ended."""


@dataclass(frozen=True)
class Reply:
    """What an organisation answers: `level` with CAREFUL; `role`, the uses and `until` with CONFIRM."""

    answer: Answer
    role: str = ""
    message: str = ""
    level: str = ""
    exports: bool = True
    translation: bool = True
    photographs: bool = False
    until: date | None = None


@transaction.atomic
def make_link(entry, *, by, day=None):
    """A new ConsentLink of `entry` for 30 days from `day` (today), and its token, which is nowhere else."""
    token = _signer().sign(secrets.token_urlsafe(TOKEN_BYTES))
    facts = {"kind": entry.KIND, "uid": entry.uid, "digest": _digest(token)}
    last_day = (day or timezone.localdate()) + LASTS
    link = ConsentLink.objects.create(**facts, made_by=by, expires_on=last_day)
    Event.objects.note(entry, Event.What.LINK_MADE, by=by)
    return link, token


def find_link(token):
    """The ConsentLink of `token`, whatever its state. Raises ConsentLink.DoesNotExist."""
    try:
        _signer().unsign(token)  # a token that is not ours doesn't reach the database
    except BadSignature:
        raise ConsentLink.DoesNotExist from None
    return ConsentLink.objects.get(digest=_digest(token))


def revoke(link):
    ConsentLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(revoked_at=timezone.now())


def entry_of(link):
    """The entry that `link` (or an answer) is about, with all that its record is made of; None when it is deleted."""
    return Entry.kinds[link.kind].objects.editable().filter(uid=link.uid).first()


@transaction.atomic
def answer(link, reply, *, day=None):
    """Use up `link` for `reply`, do what it means, write it down: a ConsentAnswer with `entry`. Raises LinkClosed."""
    day = day or timezone.localdate()
    if not ConsentLink.objects.open(day).filter(pk=link.pk).update(used_at=timezone.now()):
        raise LinkClosed
    entry = entry_of(link)
    if entry is None:
        raise LinkClosed
    _bring_about(entry, reply, day)
    # All but a plain yes to the words and to translations of them is left for an editor.
    is_work = reply.answer != Answer.CONFIRM or bool(reply.message) or not reply.translation
    said = ConsentAnswer.objects.create(
        link=link,
        kind=link.kind,
        uid=link.uid,
        answer=reply.answer,
        level=reply.level if reply.answer == Answer.CAREFUL else "",
        message=reply.message,
        role=reply.role,
        handled_at=None if is_work else timezone.now(),
    )
    Event.objects.note(entry, Event.What.ANSWERED, note=said.get_answer_display())
    said.entry = entry
    return said


def handle(said, *, by):
    ConsentAnswer.objects.waiting().filter(pk=said.pk).update(handled_at=timezone.now(), handled_by=by)


def _bring_about(entry, reply, day):
    """What the `reply` means for its `entry`, at once; a wish for other words means work for an editor."""
    note = _("Asked for by consent link.")
    match reply.answer:
        case Answer.CONFIRM:
            _agree(entry, reply, day)
        case Answer.CAREFUL:
            restrict(entry, reply.level, note=note)
        case Answer.WITHDRAW:  # and what was agreed to before no longer counts
            entry.consents.agreements().in_force(day).update(until=day - timedelta(days=1))
            restrict(entry, Level.WITHHELD, note=note)


def _agree(entry, reply, day):
    said = {name: getattr(reply, name) for name in ("role", "exports", "translation", "photographs", "until")}
    entry.consents.create(basis=Consent.Basis.AGREEMENT, means=Consent.Means.LINK, given_on=day, **said)
    if not reply.exports:
        keep_from_exports(entry)
    if not reply.photographs:
        take_down(entry)


def _signer():
    return Signer(salt="publishing.consent-link", sep=".")


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def drop_expired(day):
    """Withhold public entries whose agreement ended over CONSENT_GRACE_DAYS days before `day`; the list of them."""
    grace, dropped = timedelta(days=settings.CONSENT_GRACE_DAYS), []
    for entry, last_day in running_out(day):
        if last_day + grace < day:
            note = _("Consent ended on %s.") % date_format(last_day, "DATE_FORMAT")
            restrict(entry, Level.WITHHELD, note=note)
            Event.objects.note(entry, Event.What.CONSENT_ENDED, note=note)
            dropped.append(entry)
    return dropped


def mind_exports():
    """Take out of files and the API what the ledger by now allows for this site alone; the list of these entries."""
    taken = []
    for model in Entry.kinds.values():
        refusing = model.objects.filter(consents__exports=False).distinct().prefetch_related("consents")
        taken += [entry for entry in refusing if not entry.may_be_exported() and keep_from_exports(entry)]
    return taken
