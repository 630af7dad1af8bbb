"""From entry to edition: publish, withdraw, restrict."""

from django.db import transaction
from django.db.models import F

from places.levels import Level
from publishing.care import is_named_at, keep_back, let_go
from publishing.checklist import open_points
from publishing.checks import stops
from publishing.models import Address, Edition, Entry, Event, Generation
from publishing.records import with_terms_of_today
from publishing.redaction import publishable, redacted, withheld_fields
from publishing.review import objections
from publishing.vocabulary import former_slugs, read_vocabularies
from publishing.writing import address, as_public, empty, follow, reach_earlier, settle, write

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
    """The entry may not be published; `stops` says why, one `publishing.checks.Stop` a reason."""

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
    # Not the JSON: a record that was written before a field was added reads as one with the field's default.
    return current.slug != address(entry, record) or _says_other_than(current.read(), record)


def _says_other_than(before, record):
    """Whether `record` differs from the record `before`; a term that has another slug by now is the same term."""
    if before is None or record is None or before == record:
        return before != record
    return with_terms_of_today(before, former_slugs(read_vocabularies())) != record


@transaction.atomic
def publish(entry, *, by=None, note=""):
    """Write the next edition of `entry` as saved, and return it.

    At a more careful level than before, earlier editions are brought to that level too, without their prose, and
    other entries' words that name it are held back. At level withheld the edition holds no record. Raises
    NotPublishable with all reasons, and then writes nothing. `by` is the user who publishes, or None for a program;
    `note` is a line for the public history.
    """
    generation = Generation.objects.advance()
    saved = _locked(entry)
    if reasons := [*stops(saved), *(_asked_of(saved, by) if by else ())]:
        raise NotPublishable(saved, reasons)
    record = draft_record(saved)
    _mind_names(saved, by)
    edition = write(saved, record, generation, by=by, note=note)
    reach_earlier(edition, withheld_fields(record) if record else set(), saved.kept_out())
    settle(saved, edition)
    agreed = {"agreed_level": saved.level, "agreed_at": edition.published_at if record else saved.agreed_at}
    _keep(saved, entry, state=saved.state, **agreed)
    Event.objects.note(saved, Event.What.PUBLISHED, by=by, note=note)
    return edition


@transaction.atomic
def withdraw(entry, *, by=None, note="", redact=False):
    """Write an edition of `entry` without a record, and return it. `redact` empties the earlier editions as well."""
    generation = Generation.objects.advance()
    saved = _locked(entry)
    edition = write(saved, None, generation, by=by, note=note)
    if redact:
        empty(Edition.objects.of(saved).exclude(pk=edition.pk))
        Address.objects.filter(kind=saved.KIND, uid=saved.uid).update(gone=True)
    settle(saved, edition)
    entry.state = saved.state
    Event.objects.note(saved, Event.What.WITHDRAWN, by=by, note=note)
    return edition


@transaction.atomic
def restrict(entry, level, *, by=None, note=""):
    """Bring `entry` to `level`, if that is more careful, at once: what is saved and not yet published plays no part.

    The new edition is what the public reads now without all that the level hides and, since people read its words
    for the old level only, without its prose; earlier editions alike. Other entries' words that name it are held
    back. Nothing can stop it. Returns the edition, or None when nothing was ever published. The words come back when
    an editor publishes the entry at its new level.
    """
    generation = Generation.objects.advance()
    saved = _locked(entry)
    level = Level.most_careful([level, saved.level])
    agreed = Level.most_careful([level, saved.agreed_level or level])
    _keep(saved, entry, level=level, agreed_level=agreed)
    type(entry).objects.filter(pk=entry.pk).update(version=F("version") + 1)
    Event.objects.note(saved, Event.What.RESTRICTED, by=by, note=note)
    _mind_names(saved, by)
    current = Edition.objects.current().of(saved).first()
    if current is None:
        return None
    before = current.read()
    record = before and redacted(before, saved.level)
    edition = write(as_public(saved, current, saved.level), record, generation, by=by)
    reach_earlier(edition, withheld_fields(record) if record else set(), saved.kept_out())
    if saved.state != Entry.State.REVIEW:
        settle(saved, edition)
        entry.state = saved.state
    return edition


@transaction.atomic
def keep_from_exports(entry, *, by=None):
    """Take `entry` out of the API and of exports at once: what the public reads stays the same.

    Returns the edition that says so, or None when nothing is public or it was out of them already.
    """
    generation = Generation.objects.advance()
    saved = _locked(entry)
    current = Edition.objects.current().of(saved).first()
    record = current and current.read()
    if record is None or not record.exports:
        return None
    kept = record.model_copy(update={"exports": False})
    return write(as_public(saved, current, current.level), kept, generation, by=by)


def _asked_of(entry, user):
    """What is asked of a person who publishes, and not of a program."""
    return [*open_points(entry), *objections(entry, user)]


def _locked(entry):
    return type(entry).objects.editable().select_for_update(of=("self",)).get(pk=entry.pk)


def _keep(saved, entry, **facts):
    """Write `facts` of an entry, and let both `saved` and the caller's `entry` know of them."""
    type(entry).objects.filter(pk=entry.pk).update(**facts)
    for one in (saved, entry):
        for name, value in facts.items():
            setattr(one, name, value)


def _mind_names(entry, by):
    if is_named_at(entry.KIND, Level(entry.level)):
        let_go(entry)
    else:
        keep_back(entry, by=by)
