"""A practice as it stands in a list."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.entries import place_names
from catalogue.kinds import KINDS
from catalogue.shapes import Reference
from places.lists import listed
from practices.marks import Mark, marks

THEMES_SHOWN = 3


@dataclass(frozen=True)
class PracticeCard:
    title: str
    lang: str
    url: str
    where: list[str]
    themes: list[str]
    who: list[str]
    marks: list[Mark]
    summary: str
    years: str

    @property
    def facts(self):
        """Where, when and who, in the order of the line below the title."""
        return [*self.where, *([self.years] if self.years else ()), *self.who]


def practice_card(record, catalogue, slug):
    text = record.text(get_language())
    return PracticeCard(
        title=record.title(text.language),
        lang=text.language,
        url=KINDS["practice"].address(slug),
        where=place_names(record.places),
        themes=[catalogue.term("themes", slug).label for slug in record.themes[:THEMES_SHOWN]],
        who=[reference.label for reference in taking_part(record, catalogue, "lead")],
        marks=marks(record, catalogue, text),
        summary=text.summary,
        years=years_in_words(record),
    )


def taking_part(record, catalogue, role):
    """References to those with this `role` that may be spoken of: named while they are open, else described."""
    named, described = [], []
    for participation in record.participations:
        if participation.role != role:
            continue
        if participation.organisation:
            named.append(participation.organisation)
        elif participation.description:
            described.append(participation.description.words())
    networks = catalogue.references("network", record.run_by) if role == "lead" else []
    return [*catalogue.references("organisation", named), *networks, *(Reference(words) for words in sorted(described))]


def years_in_words(record):
    """When the work took place: “2017”, “2016–2023”, “since 2015”, “from 2016”, “until 2020”; "" when not known."""
    start, end = record.start_year, record.end_year
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return (_("since %s") if record.ongoing else _("from %s")) % start
    return _("until %s") % end if end else ""


def part_in(record, uid):
    """In words, what the organisation or network `uid` has to do with the practice."""
    words = {"lead": _("leads it"), "partner": _("partner"), "funder": _("funds it")}
    roles = [words[one.role] for one in record.participations if one.organisation == uid]
    return listed(roles)
