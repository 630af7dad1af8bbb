"""What consents allow: whether an entry may be public and for which uses; whose consent runs out; who answered."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from places.levels import Level
from places.lists import listed
from publishing.entries import history
from publishing.models import Citation, Consent, ConsentAnswer, Edition, Entry
from publishing.safety.checks import Stop

NOTICE = timedelta(days=60)  # before a consent ends, its entry is listed


def basis(entry, day=None):
    """The Consent.Basis of `entry` on `day` (today), or None: the newest agreement in force, else a cited source."""
    agreed = entry.newest_agreement()
    if agreed and agreed.is_in_force(day):
        return Consent.Basis.AGREEMENT
    sourced = any(one.is_in_force(day) for one in _resting_on_sources(entry))
    return Consent.Basis.SOURCE if sourced and entry.citations.all() else None


def may_rest_on_sources(entry):
    """Why the sources that `entry` cites may not become its basis by a click, in words; empty when they may."""
    if not entry.citations.all():
        return _("There is no source: add at least one.")
    if entry.newest_agreement():  # in force or not: what somebody took back rests on nothing by a click
        return _("The organisation agreed, now or once: see to that in the entry itself.")
    return _("That is written down already.") if basis(entry) else ""


def rest_on_sources(entry, *, by):
    """Write down that the published sources of `entry` are its basis, with a version of what was there before."""
    history.changed(entry, by=by)
    entry.consents.create(basis=Consent.Basis.SOURCE, recorded_by=by)
    entry.refresh_from_db()  # it was read with the consents of before


def allows(entry, use, day=None):
    """Whether `entry` may be put to `use`, a field of a Consent, on `day`. Photographs always need an agreement."""
    if use == "photographs":
        return entry.may_show_pictures(day)
    ground = basis(entry, day)
    if ground == Consent.Basis.AGREEMENT:
        return getattr(entry.newest_agreement(), use)
    return ground == Consent.Basis.SOURCE


def _resting_on_sources(entry):
    return [one for one in entry.consents.all() if one.basis == Consent.Basis.SOURCE]


def consent_stops(entry, day=None):
    """Why the consents of `entry` don't let a person publish it on `day`: a list of `publishing.safety.checks.Stop`."""
    if entry.level == Level.WITHHELD:
        return []
    where = "consents" if may_rest_on_sources(entry) else "safety.sources"  # where a tick is enough
    others = (*_untranslatable(entry, day), *_asked_to_be_taken_out(entry))
    return [Stop(where, words) for words in _without_basis(entry, day)] + [Stop("consents", words) for words in others]


def _without_basis(entry, day):
    if basis(entry, day):
        return
    agreed = entry.newest_agreement()
    if _resting_on_sources(entry) and not entry.citations.all():
        yield _("Its basis is a published source, but it cites none: add the source.")
    elif agreed:
        yield _("The agreement ended on %s: ask again.") % date_format(agreed.until, "DATE_FORMAT")
    else:
        yield _("It has no basis: write down who agreed, or that it rests on a published source.")


def _untranslatable(entry, day):
    translated = sorted(text.language for text in entry.texts.all() if text.language != entry.original_language)
    if translated and basis(entry, day) and not allows(entry, "translation", day):
        words = _("Translations were not agreed to: take out the texts in other languages (%s), or ask again.")
        yield words % listed(translated)


def _asked_to_be_taken_out(entry):
    asked = ConsentAnswer.objects.of(entry).waiting().filter(answer=ConsentAnswer.Answer.WITHDRAW).first()
    if asked:
        words = _("The organisation asked on %s to be taken out: speak with them, then mark the answer as dealt with.")
        yield words % date_format(asked.at, "DATE_FORMAT")


def running_out(day):
    """[(entry, last day)] of public entries whose agreement ends within NOTICE, unless they rest on sources too."""
    found = [(entry, entry.last_day) for model in Entry.kinds.values() for entry in _ending(model, day)]
    return sorted(found, key=lambda one: (one[1], one[0].uid))


def _ending(model, day):
    own = Consent.objects.filter(entry=OuterRef("pk"))
    citations = Citation.objects.filter(entry=OuterRef("pk"))
    public = Edition.objects.current().filter(entry=OuterRef("pk"))
    newest = own.agreements().filter(web=True).values("until")[:1]
    return (
        model.objects.filter(Exists(public))
        .annotate(last_day=Subquery(newest))
        .filter(last_day__lte=day + NOTICE)
        .exclude(Exists(own.filter(basis=Consent.Basis.SOURCE).in_force(day)), Exists(citations))
        .prefetch_related("texts")
    )


def with_entries(answers):
    """[(answer, entry)] of `answers`, in two queries a kind; the entry is None when it was deleted."""
    answers, entries = list(answers), {}
    for kind, model in Entry.kinds.items():
        if uids := {one.uid for one in answers if one.kind == kind}:
            found = model.objects.filter(uid__in=uids).prefetch_related("texts")
            entries |= {(kind, entry.uid): entry for entry in found}
    return [(one, entries.get((one.kind, one.uid))) for one in answers]
