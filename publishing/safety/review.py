"""The way of an entry to its readers: submitted, given back or published; and when that takes a second person.

Four-eyes principle: asked of the versions and answers since people last agreed to the entry (`agreed_at`). Setting
a level and setting it back, withdrawing or emptying forgets nothing of it.
"""

from itertools import pairwise

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from places.levels import Level
from places.models import Country
from publishing.entries import history
from publishing.entries.sight import may
from publishing.models import Care, Consent, ConsentAnswer, ConsentLink, Edition, Entry, Event, Mention
from publishing.safety.checklist import answered_by_another
from publishing.safety.checks import Stop

USES = ("exports", "translation", "photographs")


def needs_second_person(entry):
    """Whether it takes two: what is or was careful, is looked through, or shows more than the organisation allowed."""
    is_careful = any(care > Level.OPEN.care for care in _cares(entry))
    return is_careful or _is_looked_through(entry) or _oversteps(entry)


def first_persons(entry):
    """The keys of all who wrote, submitted or answered something, or made an answered link, since people agreed."""
    mentions = _since(entry, Mention.objects.of(entry), "answered_at")
    answers = _since(entry, ConsentAnswer.objects.of(entry), "handled_at")
    links = _since(entry, ConsentLink.objects.of(entry), "used_at")
    submitted = _since(entry, Event.objects.of(entry).filter(what=Event.What.SUBMITTED), "at")
    return {
        entry.submitted_by_id,
        entry.edited_by_id,
        *_writers(entry),
        *mentions.values_list("answered_by", flat=True),
        *answers.values_list("handled_by", flat=True),
        *links.values_list("made_by", flat=True),
        *submitted.values_list("by", flat=True),
    } - {None}


def waits_for_people(entry):
    """Whether somebody has to look through `entry` before anything more of it is public with another entry.

    That is so in review, where it takes a second person, and where somebody wrote in it who may not publish it.
    """
    if entry.state == Entry.State.REVIEW or needs_second_person(entry):
        return True
    writers = get_user_model().objects.filter(pk__in=_writers(entry))
    return not all(may(writer, "publish", entry) for writer in writers)


def _since(entry, rows, field):
    return rows.filter(**{f"{field}__gt": entry.agreed_at}) if entry.agreed_at else rows.exclude(**{field: None})


def _cares(entry):
    """How careful it is and was since then, by its levels and by what its countries ask for today."""
    levels = [entry.level, entry.agreed_level or Level.OPEN, *(country.least_level for country in entry.places())]
    yield from (Level(level).care for level in levels)
    careful = dict(Country.objects.exclude(least_level=Level.OPEN).values_list("pk", "least_level"))
    for kept in history.since(entry, entry.agreed_at):
        fields = kept.snapshot.entry.fields
        yield Level(fields["level"]).care
        yield from (Level(careful[code]).care for code in _countries(type(entry), fields) if code in careful)


def _countries(model, fields):
    for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many):
        if field.related_model is Country:
            value = fields.get(field.name) or []
            yield from value if field.many_to_many else [value]


def _is_looked_through(entry):
    """Whether its name is kept back, or an answer about it is awaited, or given and not yet published on."""
    mentions = Mention.objects.of(entry)
    allowed = _since(entry, mentions.filter(answer=Mention.Answer.HARMLESS), "answered_at")
    waiting = (Care.objects.of(entry), mentions.waiting(), allowed, ConsentAnswer.objects.of(entry).waiting())
    return any(rows.exists() for rows in waiting)


def _oversteps(entry):
    """Whether a newer line in its ledger allows more than the organisation's last answer by link, in force or not."""
    newer = []
    for line in (one for one in entry.consents.all() if one.basis == Consent.Basis.AGREEMENT):
        if line.means == Consent.Means.LINK:
            if any(
                _is_new(entry, one) and any(getattr(one, use) > getattr(line, use) for use in USES) for one in newer
            ):
                return True
            if not _is_new(entry, line):
                return False
        newer.append(line)
    return False


def _allows_more(one, than):
    return any(getattr(one, use) and not getattr(than, use) for use in USES)


def _is_new(entry, consent):
    return entry.agreed_at is None or consent.recorded_at > entry.agreed_at


def _writers(entry):
    """The keys of who made a version since then that differs in what is published with the entry itself."""
    versions = history.since(entry, entry.agreed_at)
    for new, old in pairwise(versions):
        if new.snapshot.published() != old.snapshot.published():
            yield new.by_id
    if versions and entry.agreed_at is None:
        yield versions[-1].by_id


@transaction.atomic
def submit(entry, *, by, note=""):
    entry.state, entry.submitted_by, entry.submitted_at = Entry.State.REVIEW, by, timezone.now()
    entry.save(update_fields=["state", "submitted_by", "submitted_at"])
    Event.objects.note(entry, Event.What.SUBMITTED, by=by, note=note)


@transaction.atomic
def give_back(entry, *, by, note):
    """End the review of `entry` without publishing it; `note` tells the author why."""
    entry.state, entry.submitted_at = resting_state(entry), None
    entry.save(update_fields=["state", "submitted_at"])
    Event.objects.note(entry, Event.What.RETURNED, by=by, note=note)


def may_take_back(entry, user):
    """Whether `user` submitted `entry`, and nobody else has saved or answered anything of it since."""
    if entry.state != Entry.State.REVIEW or entry.submitted_by_id != user.pk or answered_by_another(entry, user):
        return False
    return not history.versions_of(entry).filter(at__gt=entry.submitted_at).exclude(by=user).exists()


@transaction.atomic
def take_back(entry, *, by):
    """End the review that `by` asked for, before it began."""
    entry.state, entry.submitted_at = resting_state(entry), None
    entry.save(update_fields=["state", "submitted_at"])
    Event.objects.note(entry, Event.What.TAKEN_BACK, by=by)


def resting_state(entry):
    """The state of `entry` while nobody reviews it: that of its current edition, or draft."""
    if Edition.objects.current().of(entry).exists():
        return Entry.State.PUBLISHED
    return Entry.State.WITHDRAWN if Edition.objects.of(entry).exists() else Entry.State.DRAFT


def objections(entry, user):
    """Why `user` may not publish `entry`, as it is saved, a list of Stop."""
    if entry.level == Level.WITHHELD:
        return [] if may(user, "withdraw", entry) else [Stop("level", _("Only a publisher takes entries away."))]
    if not needs_second_person(entry):
        return [] if may(user, "publish", entry) else [Stop("", _("An editor publishes it: submit it for review."))]
    if not may(user, "set_level", entry):
        return [Stop("level", _("At this level, or for this place, only a publisher publishes: submit it for review."))]
    if entry.state != Entry.State.REVIEW:
        return [Stop("", _("It needs a second person: submit it for review, and somebody else publishes it."))]
    if user.pk in first_persons(entry):
        return [Stop("", _("It needs a second person: you wrote or submitted it, so somebody else publishes it."))]
    return []
