"""How an entry, as editors saved it, stands to what the public reads of it."""

from dataclasses import dataclass

from places.levels import Level
from publishing.checklist import open_points
from publishing.checks import Stop, stops
from publishing.models import Edition, Entry
from publishing.publication import is_news


@dataclass
class Standing:
    """`edition` is the current one; `stops` keep the entry from being published, `points` a person from publishing it.

    `narrows` says that publishing would take content from earlier editions, which were more open; `opens` that it
    would show more than people last agreed to; `changes`, whether it would do anything at all.
    """

    entry: Entry
    edition: Edition | None
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


def standing(entry, *, to=None):
    """The Standing of `entry`, which was just read from the database; with a user `to`, as far as they may know it."""
    level = Level(entry.level)
    earlier = Edition.objects.of(entry).readable().values_list("level", flat=True)
    edition = Edition.objects.current().of(entry).first()
    narrows = any(Level(one).care < level.care for one in earlier)
    return Standing(
        entry=entry,
        edition=edition,
        stops=stops(entry, to=to),
        points=open_points(entry),
        narrows=narrows,
        opens=bool(entry.agreed_level and Level(entry.agreed_level).care > level.care),
        changes=narrows or is_news(entry),
    )
