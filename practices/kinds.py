"""What the catalogue is told of practices."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.kinds import Kind
from places.levels import Level
from places.numerals import in_digits
from practices.cards import part_in, practice_card, practice_gist, years_of_work
from practices.columns import COLUMNS
from practices.file_sizes import PRACTICES
from practices.filters import PracticeFilters
from practices.linked_data import practice_data
from practices.pages import practice_page, practice_reading
from practices.ties import practice_ties

PRACTICE = Kind(
    name="practice",
    namespace="practices",
    place=1,
    label=_("Practices"),
    words=lambda n: ngettext("%(n)s practice", "%(n)s practices", n) % {"n": in_digits(n)},
    filters=PracticeFilters,
    card=practice_card,
    page=practice_page,
    linked=practice_data,
    reading=practice_reading,
    mentions={"organisation": "organisation", "network": "network"},
    part=part_in,
    completed=("place", "theme", "group"),
    conditions=("place", "scale", "setting", "group", "prevention", "years", "partner", "cost"),
    columns=COLUMNS,
    file_sizes=PRACTICES,
    relayed=(Level.OPEN, Level.GENERALISED, Level.ANONYMISED),
    gist=practice_gist,
    span=years_of_work,
    ties=practice_ties,
    column=1,
    relations={
        "country": lambda record: record.places,
        "illustrated": lambda record: [one.number for one in record.recommendations],
        "named": lambda record: [one.number for one in record.recommendations if one.relation == "named"],
        "adapted_from": lambda record: [record.adapted_from],
        "run_by": lambda record: record.run_by,
    },
)
