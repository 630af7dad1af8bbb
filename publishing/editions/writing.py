"""How editions and addresses are written. Only `publication`, `care` and `pictures` call this.

What is new follows as an edition of its own (`write`). What is taken back is taken out of the editions that hold it
(`rewrite` and what uses it), which keep their number, date and generation: a restriction is no news. Whoever takes back
ends with `tell_taken_back`, so that our processes and the copies of others read anew what they hold.
"""

import hashlib
from itertools import batched

from django.utils import timezone, translation

from places.levels import Level
from publishing.editions.completeness import keep_measures
from publishing.editions.redaction import redacted, without_exports, without_former_pictures, without_parts
from publishing.models import Address, Edition, Entry, Generation

AT_ONCE = 200  # entries in memory
_followers = []


def follow(follower):
    """Call `follower` in the transaction with the Editions that change: of each entry the current one, or its last."""
    _followers.append(follower)


def write(entry, record, *, by=None, note=""):
    """Write the next edition of `entry`, as saved, with `record`, as a generation of its own; the Edition."""
    generation = Generation.objects.advance()
    earlier = Edition.objects.of(entry)
    number = (earlier.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    earlier.update(current=False)
    written = canonical(record)
    edition = Edition.objects.create(
        entry=entry,
        kind=entry.KIND,
        uid=entry.uid,
        slug=address(entry, record),
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
    _claim(edition)
    _tell([edition])
    return edition


def rewrite(edition, record, *, level=None, slug=None, note=None):
    """Put `record` (None: nothing, and so not current) in the place of what `edition` held, and what else is given."""
    edition.record, edition.title = canonical(record), _title(record)
    edition.digest = _digest(edition.record)
    edition.level = edition.level if level is None else level
    edition.note = edition.note if note is None else note
    edition.slug = edition.slug if slug is None else slug
    if record is None or not record.original.title:
        edition.slug = edition.uid
    if record is None:
        edition.current = False
    edition.save()
    if edition.current:
        _claim(edition)
    return edition


def bring_to(entry, level, *, withheld=frozenset(), newest=None):
    """Bring all editions of `entry` to `level`, if they are more open; those Editions that lost something by it.

    They also lose the fields in `withheld`, the parts that the entry keeps out, and what the record `newest`, if it is
    given, shows no more: pictures, and that it may be taken away. When the level rises, the notes of who published go,
    and the addresses that the entry had before close.
    """
    changed = []
    for edition in Edition.objects.of(entry).readable().order_by("number"):
        before, rises = edition.read(), Level(level).care > Level(edition.level).care
        record = redacted(without_parts(before, entry.kept_out()), level, withheld)
        if record and newest:
            record = without_exports(without_former_pictures(record, newest), newest)
        if rises:
            Address.objects.filter(entry=entry).update(gone=True)
            changed.append(rewrite(edition, record, level=level, note=""))
        elif record != before:
            changed.append(rewrite(edition, record))
    return changed


def empty(entry):
    """Take everything out of all editions of `entry`, and close its addresses; the Editions that held something."""
    Address.objects.filter(entry=entry).update(gone=True)
    return [rewrite(edition, None, level=Level.WITHHELD, note="") for edition in Edition.objects.of(entry).readable()]


def take_out(entry):
    """Let `entry` have no current edition; the Edition that was, in a list, which is empty when there was none."""
    editions = list(Edition.objects.current().of(entry))
    Edition.objects.current().of(entry).update(current=False)
    for edition in editions:
        edition.current = False
    return editions


def tell_taken_back(changed):
    """Say that `changed`, Editions, lost what they held; nothing when there are none."""
    if changed:
        Generation.objects.begin_era()
        # As they are by now: one that was current when it lost something may have a successor.
        for uids in batched(sorted({edition.uid for edition in changed}), AT_ONCE):
            _tell(Edition.objects.filter(uid__in=uids).last_of_each())


def _tell(editions):
    keep_measures(editions)
    for follower in _followers:
        follower(editions)


def settle(entry):
    """Bring `entry` out of review: it is public, or it is not."""
    public = Edition.objects.current().of(entry).exists()
    entry.state = Entry.State.PUBLISHED if public else Entry.State.WITHDRAWN
    Entry.objects.filter(pk=entry.pk).update(state=entry.state, submitted_by=None, submitted_at=None)


def canonical(record):
    """The canonical JSON of `record`: fields in the order of their class, sets of names sorted; "" for None."""
    return "" if record is None else record.model_dump_json()


def address(entry, record):
    """The last part of the public address: readable while the title is shown, the uid once it is hidden."""
    return entry.slug if record.original.title else entry.uid


def _digest(written):
    return hashlib.sha256(written.encode()).hexdigest() if written else ""


def _title(record):
    if record is None:
        return ""
    with translation.override("en"):
        return record.title()


def _claim(edition):
    """Keep the readable address for the entry; once its title is hidden, close all that it had."""
    if edition.slug != edition.uid:
        Address.objects.update_or_create(
            kind=edition.kind, slug=edition.slug, defaults={"entry_id": edition.entry_id, "gone": False}
        )
    else:
        Address.objects.filter(entry=edition.entry_id).update(gone=True)
