"""From entry to edition: how an entry stands to what the public reads of it; publish, withdraw, restrict."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from places.levels import Level
from places.plain_text import in_one_line
from publishing.editions.former_terms import former_slugs, read_vocabularies
from publishing.editions.redaction import draft_record, withheld_fields
from publishing.editions.writing import address, bring_to, empty, rewrite, settle, take_out, tell_taken_back, write
from publishing.entries.typed import forget_typed_into
from publishing.models import Edition, Entry, Event, Generation
from publishing.records.record import EntryRecord, with_terms_of_today
from publishing.safety.care import is_named_at, keep_back, let_go
from publishing.safety.checklist import open_points
from publishing.safety.checks import Stop, note_stops, stops
from publishing.safety.review import objections


class NotPublishable(Exception):
    """The entry may not be published; `stops` says why, one `publishing.safety.checks.Stop` a reason."""

    def __init__(self, entry, stops):
        self.entry, self.stops = entry, stops
        super().__init__(f"{entry}: " + " ".join(str(stop) for stop in stops))


def is_news(entry):
    """Whether publishing `entry` now would change anything that the public sees."""
    return _is_news(Edition.objects.current().of(entry).first(), entry, draft_record(entry))


def _is_news(current, entry, record):
    if current is None or record is None:
        return current is not None or record is not None
    return _is_other(current, entry, record) or bool(entry.published_with())


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
    record, before = draft_record(saved), Edition.objects.current().of(saved).first()
    # Of a person, and not of a program.
    asked = [*open_points(saved, record, by=by), *objections(saved, by)] if by else ()
    if reasons := [*stops(saved, record), *note_stops(saved, note), *asked]:
        raise NotPublishable(saved, reasons)
    rises = before is not None and Level(before.level).care < Level(saved.level).care
    others = []
    if is_named_at(saved.KIND, Level(saved.level)):
        let_go(saved)
    else:
        others = keep_back(saved, by=by)
    own = bring_to(saved, saved.level, withheld=withheld_fields(record) if record else set(), newest=record)
    current = Edition.objects.current().of(saved).first()
    if current and rises:
        own.append(rewrite(current, record, slug=address(saved, record)))
    elif record and (not own or _is_other(current, saved, record)):
        current = write(saved, record, by=by, note=note)
    tell_taken_back([*others, *own])
    for other, told in saved.published_with() if current else ():
        write(other, told, by=by)
    settle(saved)
    agreed = {"agreed_level": saved.level, "agreed_at": timezone.now() if record else saved.agreed_at}
    _keep(saved, entry, state=saved.state, **agreed)
    Event.objects.note(saved, Event.What.PUBLISHED if record else Event.What.WITHDRAWN, by=by, note=note)
    return current


@transaction.atomic
def withdraw(entry, *, by=None, note="", redact=False, names_stay=False):
    """Take `entry` out, `redact` for good; words that name it are held back, unless `names_stay`."""
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
    forget_typed_into(saved)
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


def _locked(entry):
    return type(entry).objects.editable().locked().get(pk=entry.pk)


def _keep(saved, entry, **facts):
    """Write `facts` of an entry, and let both `saved` and the caller's `entry` know of them."""
    Entry.objects.filter(pk=entry.pk).update(**facts)
    for one in (saved, entry):
        for name, value in facts.items():
            setattr(one, name, value)


@dataclass
class Standing:
    """`edition` is the current one, and `was_public` says whether there ever was one; `stops` keep the entry from being
    published, `points` a person from publishing it.

    `narrows` says that publishing would take content from earlier editions, which were more open; `opens` that it
    would show more than people last agreed to; `changes`, whether it would do anything at all.
    """

    entry: Entry
    record: EntryRecord | None
    edition: Edition | None
    was_public: bool
    stops: list[Stop]
    points: list[Stop]
    narrows: bool
    opens: bool
    changes: bool

    @property
    def is_public(self):
        return self.edition is not None

    @property
    def against(self):
        """All that a person must mend or answer before publishing."""
        return [*self.stops, *self.points]

    @property
    def is_whole(self):
        return not self.against

    @property
    def publishable(self):
        return self.changes and self.is_whole


def standing(entry, *, to=None, by=None):
    """The Standing of `entry`, which was just read from the database; with a user `to`, as far as they may know it.

    With a user `by`, what keeps that one from publishing or submitting it, beside their role.
    """
    level, record = Level(entry.level), draft_record(entry)
    earlier = list(Edition.objects.of(entry).values_list("level", "digest"))
    edition = Edition.objects.current().of(entry).first()
    narrows = any(digest and Level(one).care < level.care for one, digest in earlier)
    return Standing(
        entry=entry,
        record=record,
        edition=edition,
        was_public=bool(earlier),
        stops=stops(entry, record, to=to),
        points=open_points(entry, record, by=by),
        narrows=narrows,
        opens=bool(entry.agreed_level and Level(entry.agreed_level).care > level.care),
        changes=narrows or _is_news(edition, entry, record),
    )
