"""How an entry, as editors saved it, stands to what the public reads of it."""

from dataclasses import dataclass

from places.levels import Level
from publishing.models import Edition, Entry
from publishing.safety.checklist import open_points
from publishing.safety.checks import Stop, stops
from publishing.safety.publication import is_news


@dataclass
class Standing:
    """`edition` is the current one, and `was_public` says whether there ever was one; `stops` keep the entry from being
    published, `points` a person from publishing it.

    `narrows` says that publishing would take content from earlier editions, which were more open; `opens` that it
    would show more than people last agreed to; `changes`, whether it would do anything at all.
    """

    entry: Entry
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


def standing(entry, *, to=None):
    """The Standing of `entry`, which was just read from the database; with a user `to`, as far as they may know it."""
    level = Level(entry.level)
    earlier = list(Edition.objects.of(entry).values_list("level", "digest"))
    edition = Edition.objects.current().of(entry).first()
    narrows = any(digest and Level(one).care < level.care for one, digest in earlier)
    return Standing(
        entry=entry,
        edition=edition,
        was_public=bool(earlier),
        stops=stops(entry, to=to),
        points=open_points(entry),
        narrows=narrows,
        opens=bool(entry.agreed_level and Level(entry.agreed_level).care > level.care),
        changes=narrows or is_news(entry),
    )
