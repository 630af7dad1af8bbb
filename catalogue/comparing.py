"""Side by side: entries of one kind, what each tells field by field, and how each would fit somewhere else."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.facets import PlaceFacet
from catalogue.shapes import Answer, Reference
from places.tree import tree
from publishing.records.record import Answer as Known

FEWEST, MOST = 2, 6
SAME, NEAR, DIFFERENT, UNKNOWN = "same", "near", "different", "unknown"


@dataclass(frozen=True)
class Side:
    """An entry as a column: its number in the index, its title, address and Reading, and this page without it."""

    number: int
    title: str
    lang: str
    url: str
    reading: object
    without_url: str


class Row(NamedTuple):
    """A field: its label, an Answer a side (None where its page has no such row), whether all are the same, and the
    titles of the sides."""

    label: str
    answers: list[Answer | None]
    same: bool
    sides: list[str]

    @property
    def is_told(self):
        return any(one and one.kind == Known.REPORTED for one in self.answers)

    @property
    def named(self):
        """[(title, Answer)]: on a narrow screen each answer stands under the title of its side."""
        return zip(self.sides, self.answers, strict=True)


class Fit(NamedTuple):
    """One condition: what is asked for, and for each side one of SAME, NEAR, DIFFERENT, UNKNOWN with its words."""

    label: str
    wanted: str
    sides: list[tuple[str, str]]


class Comparison:
    """The entries of `kind` that `asked` names (slugs, or uids) in `catalogue`; `address(slugs)` gives that of others.

    Addresses hold slugs: a page that told the uid of an open entry would tell what it was called once it is anonymised.
    """

    def __init__(self, kind, asked, catalogue, address):
        self.kind, self.catalogue = kind, catalogue
        self.index = catalogue.kinds[kind.name]
        found = [(one, self._uid(one)) for one in dict.fromkeys(asked)]
        self.uids = list(dict.fromkeys(uid for _one, uid in found if uid))
        self.missing = sum(1 for _one, uid in found if not uid)
        self.left_out = max(0, len(self.uids) - MOST)
        self.uids = self.uids[:MOST]
        self.address = address

    @property
    def slugs(self):
        return [self.index[uid].slug for uid in self.uids]

    def _uid(self, asked):
        return asked if self.index.get(asked) else self.index.slugs.get(asked)

    @cached_property
    def sides(self):
        numbers = [self.index.numbers[uid] for uid in self.uids]
        return [self._side(edition, record) for edition, record in self.catalogue.records(self.kind.name, numbers)]

    def _side(self, edition, record):
        text = record.text(get_language())
        rest = [slug for slug in self.slugs if slug != edition.slug]
        return Side(
            number=self.index.numbers[record.uid],
            title=record.title(text.language),
            lang=text.language if text.title else "",
            url=self.kind.address(edition.slug),
            reading=self.kind.reading(record, self.catalogue, text),
            without_url=self.address(rest),
        )

    @property
    def is_whole(self):
        return len(self.sides) >= FEWEST

    @property
    def has_room(self):
        return len(self.uids) < MOST

    @cached_property
    def rows(self):
        """What any of the sides tells, as Rows, what came of it before the facts; what none tells is in `untold`."""
        return [row for row in self._rows if row.is_told]

    @property
    def untold(self):
        """The labels of what none of the sides tells."""
        return [row.label for row in self._rows if not row.is_told]

    @cached_property
    def _rows(self):
        told = [{one.label: one for one in _answers(side.reading)} for side in self.sides]
        labels = dict.fromkeys(label for answers in told for label in answers)
        return [self._row(label, [answers.get(label) for answers in told]) for label in labels]

    def _row(self, label, answers):
        same = len({_content(one) for one in answers}) == 1 and len(answers) > 1
        return Row(label, answers, same, [side.title for side in self.sides])

    def fits(self, selection):
        """A Fit for each value of `selection` ({facet: [Option, …]}): what would be the same where it is to be done."""
        facets = self.kind.filters.facets()
        for name, options in selection.items():
            for option in options:
                sides = [self._fit(name, facets[name], option, side) for side in self.sides]
                yield Fit(facets[name].label, option.label, sides)

    def _fit(self, name, facet, option, side):
        index = self.index
        if side.number in index.having(name, option.key):
            return SAME, _("the same")
        if isinstance(facet, PlaceFacet):
            shared = next((code for code in tree().above(option.key) if side.number in index.having(name, code)), None)
            if shared:
                return NEAR, _("near: %s") % tree().name(shared)
        if any(side.number in found for found in index.values.get(name, {}).values()):
            return DIFFERENT, _("different")
        return UNKNOWN, _("not told")


def _answers(reading):
    return [reading.lead, *reading.sections, *reading.glance, *reading.relations]


def _content(answer):
    return answer and (answer.kind, answer.text, tuple(item.label for item in answer.items))


def candidates(words, comparison, most=8):
    """References to entries that `words` find and that are not among those compared, each to be added."""
    kind, catalogue = comparison.kind, comparison.catalogue
    filters = kind.filters(MultiValueDict({"q": [words]}), catalogue)
    if not filters.search:
        return []
    numbers = filters.ordered(filters.found, 0, most + len(comparison.uids))
    held = {comparison.index.numbers[uid] for uid in comparison.uids}
    others = [number for number in numbers if number not in held][:most]
    return [_to_add(comparison, edition, record) for edition, record in catalogue.records(kind.name, others)]


def _to_add(comparison, edition, record):
    card = comparison.catalogue.card(edition, record)
    return Reference(card.title, comparison.address([*comparison.slugs, edition.slug]), lang=card.lang)
