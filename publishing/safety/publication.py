"""From entry to edition: publish, withdraw, restrict."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from places.levels import Level
from places.plain_text import in_one_line
from publishing.editions.former_terms import former_slugs, read_vocabularies
from publishing.editions.redaction import publishable, withheld_fields
from publishing.editions.writing import (
    address,
    bring_to,
    empty,
    follow,
    rewrite,
    settle,
    take_out,
    tell_taken_back,
    write,
)
from publishing.models import Edition, Entry, Event, Generation
from publishing.records.record import with_terms_of_today
from publishing.safety.care import is_named_at, keep_back, let_go
from publishing.safety.checklist import open_points
from publishing.safety.checks import note_stops, stops
from publishing.safety.review import objections

__all__ = [
    "NotPublishable",
    "draft_record",
    "follow",
    "is_news",
    "keep_from_exports",
    "publish",
    "restrict",
    "withdraw",
]


class NotPublishable(Exception):
    """The entry may not be published; `stops` says why, one `publishing.safety.checks.Stop` a reason."""

    def __init__(self, entry, stops):
        self.entry, self.stops = entry, stops
        super().__init__(f"{entry}: " + " ".join(str(stop) for stop in stops))


def draft_record(entry):
    """What the public would see of `entry` if it were published now; None at level withheld."""
    return publishable(entry.to_record(), entry.level)


def is_news(entry):
    """Whether publishing `entry` now would change anything that the public sees."""
    current = Edition.objects.current().of(entry).first()
    record = draft_record(entry)
    if current is None:
        return record is not None
    return record is None or _is_other(current, entry, record)


def _is_other(current, entry, record):
    """Whether `entry` with `record` is other than its `current` edition; a term with another slug is the same term."""
    if current is None or current.slug != address(entry, record):
        return True
    # Not the JSON: a record that was written before a field was added reads as one with the field's default.
    before = current.read()
    return before != record and with_terms_of_today(before, former_slugs(read_vocabularies())) != record


@transaction.atomic
def publish(entry, *, by=None, note=""):
    """Make what the public reads of `entry` what is saved, and return its current edition; None if it has none now.

    What the public may not read any more is taken out of the editions that hold it, which is no news: at a more careful
    level what is saved stands in the place of the current edition, and earlier ones, and others' words that name the
    entry, are held back. What is left to tell is the next edition. Raises NotPublishable with all reasons, and then
    writes nothing. `by` is the user who publishes, or None for a program; `note` is a line for the public history.
    """
    Generation.objects.lock()
    saved, note = _locked(entry), in_one_line(note)  # as it will be read: signs that nobody sees may part a name
    if reasons := [*stops(saved), *note_stops(saved, note), *(_asked_of(saved, by) if by else ())]:
        raise NotPublishable(saved, reasons)
    record, before = draft_record(saved), Edition.objects.current().of(saved).first()
    rises = before is not None and Level(before.level).care < Level(saved.level).care
    others = _mind_names(saved, by)
    own = bring_to(saved, saved.level, withheld=withheld_fields(record) if record else set(), newest=record)
    current = Edition.objects.current().of(saved).first()
    if current and rises:
        own.append(rewrite(current, record, slug=address(saved, record)))
    elif record and (not own or _is_other(current, saved, record)):
        current = write(saved, record, by=by, note=note)
    tell_taken_back([*others, *own])
    settle(saved)
    agreed = {"agreed_level": saved.level, "agreed_at": timezone.now() if record else saved.agreed_at}
    _keep(saved, entry, state=saved.state, **agreed)
    Event.objects.note(saved, Event.What.PUBLISHED if record else Event.What.WITHDRAWN, by=by, note=note)
    return current


@transaction.atomic
def withdraw(entry, *, by=None, note="", redact=False, names_stay=False):
    """Take `entry` out: nothing public tells that it was there. `redact` empties all its editions for good.

    Others' words that name it are held back as at a careful level, until it is published again, unless `names_stay`:
    for an entry that was one too many, and when nobody could be harmed. `note` is for the editors' history.
    """
    Generation.objects.lock()
    saved = _locked(entry)
    changed = [] if names_stay else keep_back(saved, by=by)
    changed += take_out(saved)
    if redact:
        changed += empty(saved)
    tell_taken_back(changed)
    settle(saved)
    entry.state = saved.state
    Event.objects.note(saved, Event.What.WITHDRAWN, by=by, note=note)


@transaction.atomic
def restrict(entry, level, *, by=None, note=""):
    """Bring `entry` to `level`, if that is more careful, at once: what is saved and not yet published plays no part.

    All its editions lose what the level hides and, since people read its words for the old level only, their prose.
    Others' words that name it are held back. Nothing can stop it. The words come back when an editor publishes the
    entry at its new level. `note` is for the editors' history.
    """
    Generation.objects.lock()
    saved = _locked(entry)
    level = Level.most_careful([level, saved.level])
    agreed = Level.most_careful([level, saved.agreed_level or level])
    _keep(saved, entry, level=level, agreed_level=agreed)
    Entry.objects.filter(pk=entry.pk).update(version=F("version") + 1)
    Event.objects.note(saved, Event.What.RESTRICTED, by=by, note=note)
    was_public = Edition.objects.of(saved).exists()
    # Care never ends here: what names it may be written again when it is published.
    named = is_named_at(saved.KIND, Level(saved.level))
    tell_taken_back([*([] if named else keep_back(saved, by=by)), *bring_to(saved, saved.level)])
    if was_public and saved.state != Entry.State.REVIEW:
        settle(saved)
        entry.state = saved.state


@transaction.atomic
def keep_from_exports(entry):
    """Take `entry` out of the API and of exports at once: what the public reads stays the same. Whether it was in."""
    Generation.objects.lock()
    saved = _locked(entry)
    editions = Edition.objects.of(saved).readable()
    leaving = [(edition, record) for edition in editions if (record := edition.read()).exports]
    tell_taken_back([rewrite(edition, record.model_copy(update={"exports": False})) for edition, record in leaving])
    return bool(leaving)


def _asked_of(entry, user):
    """What is asked of a person who publishes, and not of a program."""
    return [*open_points(entry), *objections(entry, user)]


def _locked(entry):
    return type(entry).objects.editable().locked().get(pk=entry.pk)


def _keep(saved, entry, **facts):
    """Write `facts` of an entry, and let both `saved` and the caller's `entry` know of them."""
    Entry.objects.filter(pk=entry.pk).update(**facts)
    for one in (saved, entry):
        for name, value in facts.items():
            setattr(one, name, value)


def _mind_names(entry, by):
    """Hold back the names of `entry` in others' words, or let them be written again; the Editions that lost words."""
    if is_named_at(entry.KIND, Level(entry.level)):
        let_go(entry)
        return []
    return keep_back(entry, by=by)
