"""From entry to edition: publish, withdraw, restrict. Nothing else writes editions and addresses."""

import hashlib

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from places.levels import Level
from publishing.checks import stops
from publishing.models import Address, Edition, Entry, Event, Generation
from publishing.records import publishable, redacted, with_terms_of_today, withheld_fields
from publishing.vocabulary import former_slugs, read_vocabularies


class NotPublishable(Exception):
    """The entry may not be published; `stops` says why, one `publishing.checks.Stop` a reason."""

    def __init__(self, entry, stops):
        self.entry, self.stops = entry, stops
        super().__init__(f"{entry}: " + " ".join(str(stop) for stop in stops))


_followers = []


def follow(follower):
    """Call `follower` with a list of each new current Edition, inside the transaction that writes it."""
    _followers.append(follower)


def draft_record(entry):
    """What the public would see of `entry` if it were published now; None at level withheld."""
    return publishable(entry.to_record(), entry.level)


def is_news(entry):
    """Whether publishing `entry` now would change anything that the public sees."""
    current = Edition.objects.current().of(entry).first()
    record = draft_record(entry)
    if current is None:
        return record is not None
    return current.slug != _address(entry, record) or _says_other_than(current, record)


def _says_other_than(edition, record):
    """Whether `record` says something else than `edition`; a term that has another slug by now is the same term."""
    if edition.record == _written(record):
        return False
    before = edition.read()
    return before is None or _written(with_terms_of_today(before, former_slugs(read_vocabularies()))) != _written(
        record
    )


@transaction.atomic
def publish(entry, *, by=None, note=""):
    """Write the next edition of `entry` as saved, and return it.

    At a more careful level than before, earlier editions are brought to that level too, without their prose. At
    level withheld the edition holds no record. Raises NotPublishable with all reasons, and then writes nothing.
    `by` is the user who publishes, `note` a line for the public history.
    """
    generation = Generation.objects.advance()
    saved = type(entry).objects.editable().get(pk=entry.pk)
    if reasons := stops(saved):
        raise NotPublishable(saved, reasons)
    record = draft_record(saved)
    edition = _write(saved, record, generation, by, note)
    _reach_earlier(edition, withheld_fields(record) if record else set())
    _settle(entry, saved, edition)
    Event.objects.note(saved, Event.What.PUBLISHED, by=by, note=note)
    return edition


@transaction.atomic
def withdraw(entry, *, by=None, note="", redact=False):
    """Write an edition of `entry` without a record, and return it. `redact` empties the earlier editions as well."""
    generation = Generation.objects.advance()
    saved = type(entry).objects.editable().get(pk=entry.pk)
    edition = _write(saved, None, generation, by, note)
    if redact:
        _empty(Edition.objects.of(saved).exclude(pk=edition.pk))
        Address.objects.filter(kind=saved.KIND, uid=saved.uid).update(gone=True)
    _settle(entry, saved, edition)
    Event.objects.note(saved, Event.What.WITHDRAWN, by=by, note=note)
    return edition


@transaction.atomic
def restrict(entry, level, *, by=None, note=""):
    """Bring `entry` to `level`, if that is more careful, at once: what is saved and not yet published plays no part.

    The new edition is what the public reads now without all that the level hides and, since people read its words
    for the old level only, without its prose; earlier editions alike. Nothing can stop it. Returns the edition, or
    None when nothing was ever published. The words come back when an editor publishes the entry at its new level.
    """
    generation = Generation.objects.advance()
    saved = type(entry).objects.editable().get(pk=entry.pk)
    saved.level = entry.level = Level.most_careful([level, saved.level])
    type(entry).objects.filter(pk=entry.pk).update(level=saved.level, version=F("version") + 1)
    Event.objects.note(saved, Event.What.RESTRICTED, by=by, note=note)
    current = Edition.objects.current().of(saved).first()
    if current is None:
        return None
    before = current.read()
    record = before and redacted(before, saved.level)
    edition = _write(saved, record, generation, by, "")
    _reach_earlier(edition, withheld_fields(record) if record else set())
    if saved.state != Entry.State.REVIEW:
        _settle(entry, saved, edition)
    return edition


def _write(entry, record, generation, by, note):
    earlier = Edition.objects.of(entry)
    number = (earlier.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    earlier.update(current=False)
    written = _written(record)
    edition = Edition.objects.create(
        kind=entry.KIND,
        uid=entry.uid,
        slug=_address(entry, record),
        number=number,
        generation=generation,
        level=entry.level,
        title=_title(record),
        record=written,
        digest=_digest(written),
        published_at=timezone.now(),
        published_by=by,
        note=note,
    )
    if record is not None:
        _claim(edition)
    for follower in _followers:
        follower([edition])
    return edition


def _settle(entry, saved, edition):
    """Bring the entry out of review: its state is that of its edition."""
    entry.state = saved.state = Entry.State.PUBLISHED if edition.record else Entry.State.WITHDRAWN
    type(saved).objects.filter(pk=saved.pk).update(state=saved.state, submitted_by=None, submitted_at=None)


def _written(record):
    """The canonical JSON of `record`: fields in the order of their class, sets of names sorted; "" for None."""
    return "" if record is None else record.model_dump_json()


def _digest(written):
    return hashlib.sha256(written.encode()).hexdigest() if written else ""


def _address(entry, record):
    """The last part of the public address: readable while the title is shown, the uid once it is hidden."""
    return entry.slug if record is not None and record.original.title else entry.uid


def _title(record):
    if record is None:
        return ""
    with translation.override("en"):
        return record.title()


def _claim(edition):
    """Keep the readable address for the entry; once its title is hidden, close all that it had."""
    if edition.slug != edition.uid:
        Address.objects.update_or_create(
            kind=edition.kind, slug=edition.slug, defaults={"uid": edition.uid, "gone": False}
        )
    else:
        Address.objects.filter(kind=edition.kind, uid=edition.uid).update(gone=True)


def _reach_earlier(edition, withheld):
    """Bring the editions before `edition` to its level, if they are more open, and take out the fields in `withheld`.

    When the level rises, the addresses that the entry had before close.
    """
    earlier = Edition.objects.filter(kind=edition.kind, uid=edition.uid).exclude(pk=edition.pk)
    if any(Level(old.level).care < Level(edition.level).care for old in earlier):
        Address.objects.filter(kind=edition.kind, uid=edition.uid).exclude(slug=edition.slug).update(gone=True)
    for old in earlier:
        before = old.read()
        record = before and redacted(before, edition.level, withheld)
        level = Level.most_careful([old.level, edition.level])
        if record == before and level == old.level:
            continue
        written = _written(record)
        Edition.objects.filter(pk=old.pk).update(
            level=level, slug=edition.slug, title=_title(record), record=written, digest=_digest(written), note=""
        )


def _empty(editions):
    editions.update(record="", digest="", title="", note="", slug="", level=Level.WITHHELD)
