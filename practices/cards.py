"""A practice as it stands in a list."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.entries import place_names
from catalogue.kinds import KINDS
from catalogue.paths import path_to
from catalogue.shapes import Reference
from catalogue.years_page import Span
from places.lists import listed, years_between
from places.order import in_order
from practices.marks import Mark, marks

THEMES_SHOWN = 3


@dataclass(frozen=True)
class PracticeCard:
    title: str
    lang: str
    url: str
    where: list[str]
    themes: list[Reference]
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
        themes=[theme_reference(catalogue, slug) for slug in record.themes[:THEMES_SHOWN]],
        who=[reference.label for reference in taking_part(record, catalogue, "lead")],
        marks=marks(record, catalogue),
        summary=text.summary,
        years=years_in_words(record),
    )


def theme_reference(catalogue, slug):
    """A theme as a link: what has a page of its own is always linked to that, and what has none to its list."""
    term = catalogue.term("themes", slug)
    return Reference(term.label, path_to("themes:detail", term.slug) if term.slug else "")


def taking_part(record, catalogue, role):
    """References to those with this `role` that may be spoken of: those named, then those that are described."""
    named, described = [], []
    for participation in record.participations:
        if participation.role != role:
            continue
        if participation.organisation:
            named.append(participation.organisation)
        elif participation.description:
            described.append(participation.description.words())
    networks = catalogue.references("network", record.run_by) if role == "lead" else []
    found = [*catalogue.references("organisation", named), *networks, *map(Reference, in_order(described))]
    return sorted(found, key=lambda reference: not reference.url)


def years_in_words(record):
    """When the work took place: “2017”, “2016–2023”, “since 2015”, “from 2016”, “until 2020”; "" when not known."""
    start, end = record.start_year, record.end_year
    if start and end:
        return str(start) if start == end else years_between(start, end)
    if start:
        return (_("since %s") if record.ongoing else _("from %s")) % start
    return _("until %s") % end if end else ""


def practice_gist(record, catalogue, text):
    """How sure it is, and what was found or came of it, as far as that is told: [(label, words), …]."""
    sure = marks(record, catalogue)[0]
    pairs = [(sure.label, " · ".join(filter(None, [sure.words, sure.note])))]
    for label, words in ((_("Key finding"), text.key_finding), (_("What came of it"), text.outcomes)):
        if words:
            return [*pairs, (label, words)]
    return pairs


def years_of_work(record):
    return Span(record.start_year, record.end_year, record.ongoing is True, years_in_words(record))


def part_in(record, uid):
    """In words, what the organisation or network `uid` has to do with the practice."""
    words = {"lead": _("leads it"), "partner": _("partner"), "funder": _("funds it")}
    roles = [words[one.role] for one in record.participations if one.organisation == uid]
    return listed(roles)
