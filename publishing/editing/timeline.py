"""All that happened to an entry in one order: the versions that were saved of it, and its events."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from publishing.editing.described import describe
from publishing.editing.differences import compare
from publishing.entries import history
from publishing.models import Event, Version

LABELS = 4


@dataclass
class Step:
    """One line: `version` is the key of a version, None for an event; `changed` names fields, at most LABELS."""

    at: datetime
    by: object
    what: str
    note: str = ""
    version: int | None = None
    changed: list[str] = field(default_factory=list)
    more: int = 0


class Timeline:
    """`steps` are (time, table, key), the newest first; `read` makes Steps of some of them, for the user `to`."""

    def __init__(self, entry, *, to=None):
        self.entry, self.to = entry, to
        self.versions = list(history.versions_of(entry).values_list("pk", "at"))
        events = Event.objects.of(entry).values_list("pk", "at")
        steps = [(at, Version, pk) for pk, at in self.versions] + [(at, Event, pk) for pk, at in events]
        # The sort is stable: what is of one moment stays as it was counted.
        self.steps = sorted(steps, key=lambda step: step[0], reverse=True)

    def read(self, steps):
        keys = {table: [pk for _at, one, pk in steps if one is table] for table in (Version, Event)}
        events = Event.objects.filter(pk__in=keys[Event]).select_related("by")
        found = {(Event, event.pk): self._event(event) for event in events}
        found |= {(Version, step.version): step for step in self._versions(keys[Version])}
        return [found[table, pk] for _at, table, pk in steps]

    def _event(self, event):
        return Step(at=event.at, by=event.by, what=event.get_what_display(), note=event.note)

    def _versions(self, keys):
        """A Step for each version in `keys`, with what differs from the one before it."""
        order = [pk for pk, _at in self.versions]
        before = dict(pairwise(order))
        wanted = {*keys, *(before[key] for key in keys if key in before)}
        kept = list(history.versions_of(self.entry).filter(pk__in=wanted))
        described = describe(*[one.snapshot for one in kept], to=self.to)
        said = dict(zip([one.pk for one in kept], described, strict=True))
        for one in kept:
            if (key := one.pk) in keys:
                changed = _changed(said[before[key]], said[key]) if key in before else []
                yield Step(
                    at=one.at,
                    by=one.by,
                    what=one.comment,
                    version=key,
                    changed=changed[:LABELS],
                    more=len(changed[LABELS:]),
                )


def _changed(before, after):
    return [difference.label for difference in compare(before, after)]
