"""How editions and addresses are written. Only `publication`, `care` and `pictures` call this."""

import hashlib

from django.utils import timezone, translation

from places.levels import Level
from publishing.completeness import keep_measures
from publishing.models import Address, Edition, Entry
from publishing.redaction import redacted, without_former_pictures, without_parts

_followers = []


def follow(follower):
    """Call `follower` with a list of each new current Edition, inside the transaction that writes it."""
    _followers.append(follower)


def write(entry, record, generation, *, by=None, note=""):
    """Write the next edition of `entry`, as saved, with `record` (None: without one), and return it."""
    earlier = Edition.objects.of(entry)
    number = (earlier.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    earlier.update(current=False)
    written = canonical(record)
    edition = Edition.objects.create(
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
    if record is not None:
        _claim(edition)
    keep_measures([edition])
    for follower in _followers:
        follower([edition])
    return edition


def rewrite(edition, record, level, **changes):
    """Put `record` at `level` in the place of what the earlier `edition` held."""
    written = canonical(record)
    Edition.objects.filter(pk=edition.pk).update(
        level=level, title=_title(record), record=written, digest=_digest(written), **changes
    )


def as_public(entry, edition, level):
    """`entry` at `level` and with the address of its current `edition`: another may have been saved since."""
    entry.level = level
    entry.slug = entry.slug if edition.slug == edition.uid else edition.slug
    return entry


def settle(entry, edition):
    """Bring `entry` out of review: its state is that of its `edition`."""
    entry.state = Entry.State.PUBLISHED if edition.record else Entry.State.WITHDRAWN
    type(entry).objects.filter(pk=entry.pk).update(state=entry.state, submitted_by=None, submitted_at=None)


def reach_earlier(edition, withheld, kept_out):
    """Bring the editions before `edition` to its level, if they are more open.


    Take out the fields in `withheld`, the parts in `kept_out` (as `Entry.kept_out` gives them) and the pictures that
    `edition` doesn't show. When the level rises, the addresses that the entry had before close.
    """
    earlier = Edition.objects.filter(kind=edition.kind, uid=edition.uid).exclude(pk=edition.pk)
    if any(Level(old.level).care < Level(edition.level).care for old in earlier):
        Address.objects.filter(kind=edition.kind, uid=edition.uid).exclude(slug=edition.slug).update(gone=True)
    newest = edition.read()
    for old in earlier:
        before = old.read()
        record = before and redacted(without_parts(before, kept_out), edition.level, withheld)
        record = record and without_former_pictures(record, newest)
        level = Level.most_careful([old.level, edition.level])
        if record != before or level != old.level:
            rewrite(old, record, level, slug=edition.slug, note="")


def empty(editions):
    """Take everything out of `editions`."""
    editions.update(record="", digest="", title="", note="", slug="", level=Level.WITHHELD)


def canonical(record):
    """The canonical JSON of `record`: fields in the order of their class, sets of names sorted; "" for None."""
    return "" if record is None else record.model_dump_json()


def address(entry, record):
    """The last part of the public address: readable while the title is shown, the uid once it is hidden."""
    return entry.slug if record is not None and record.original.title else entry.uid


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
            kind=edition.kind, slug=edition.slug, defaults={"uid": edition.uid, "gone": False}
        )
    else:
        Address.objects.filter(kind=edition.kind, uid=edition.uid).update(gone=True)
