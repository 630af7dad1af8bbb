"""The history of entries as editors work on them: whole versions with who, when and why. Never public.

They are written by name, whole and at the end of a change, and not by signals: a bulk write sends none.
"""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.entries.snapshots import snapshot
from publishing.models import Version

# --- keeping


@transaction.atomic
def keep(entry, *, by=None, comment="", always=False):
    """Write a version of `entry` as it is saved now, unless the last one says the same.

    `by` is the user who made it so, `comment` why in words; `always` writes it even if nothing is new.
    """
    saved, now = _saved(entry)
    last = None if always else newest(saved)
    if last is None or last.snapshot.content() != now.content():
        _write(saved, now, by=by, comment=comment)


def keep_before(entry):
    """Make sure that `entry` as it is saved now has a version, before somebody changes it.

    There is none of what was loaded from a file or changed by a program; its version bears the date of the change.
    """
    saved, now = _saved(entry)
    last = newest(saved)
    if last is None:
        _write(saved, now, at=saved.updated_at, comment=_("As it was before its history began"))
    elif last.snapshot.content() != now.content():
        _write(saved, now, comment=_("Changed elsewhere, found before the next change"))


@contextmanager
def kept_around(*entries, by=None, comment=""):
    """Versions of `entries` before and after what is done inside: for whatever changes them in bulk."""
    with transaction.atomic():
        for entry in entries:
            keep_before(entry)
        yield
        for entry in entries:
            keep(entry, by=by, comment=comment)


def _write(entry, now, *, by=None, comment="", at=None):
    Version.objects.create(
        entry=entry,
        kind=entry.KIND,
        title=now.entry.title,
        content=now.to_json(),
        at=at or timezone.now(),
        by=by,
        comment=comment,
    )


def _saved(entry):
    """`entry` and its Snapshot anew from the database, in a fixed number of queries."""
    saved = type(entry).objects.editable().prefetch_related(*_paths(type(entry))).get(pk=entry.pk)
    return saved, snapshot(saved)


def _paths(model):
    for name in getattr(model, "PARTS", ()):
        yield name
        yield from (f"{name}__{path}" for path in _paths(model._meta.get_field(name).related_model))


def saved_snapshot(entry):
    """The Snapshot of `entry` as it is saved now."""
    return _saved(entry)[1]


# --- reading


def versions_of(entry):
    """The Versions of `entry`, the newest first."""
    return Version.objects.of(entry).select_related("by")


def newest(entry):
    """The last Version of `entry`; None without a history."""
    return versions_of(entry).first()


def since(entry, moment):
    """The Versions of `entry` after `moment`, the newest first, then the one that stood at it. All, for None."""
    versions = versions_of(entry)
    if moment is None:
        return list(versions)
    return [*versions.filter(at__gt=moment), *versions.filter(at__lte=moment)[:1]]


def as_seen(entry, number):
    """The Version of `entry` that an editor saw who opened its form at version `number`; None when it was not kept."""
    seen = (one for one in versions_of(entry)[:100] if one.snapshot.entry.fields.get("version", 0) <= number)
    return next(seen, None)
