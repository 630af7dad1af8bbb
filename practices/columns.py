"""The columns of the tables of practices."""

from django.utils.translation import gettext_lazy as _

from catalogue.column import BOOLEAN, Column
from catalogue.columns import columns_of, referring
from places.levels import Level
from practices.cards import taking_part
from practices.records import PracticeRecord
from publishing.records.record import Answer


def _part(role, name, stem, label, meaning):
    """The columns of those who have `role` in a practice."""

    def references(entry):
        found = taking_part(entry.record, entry.catalogue, role)
        # That nobody has this part says nothing of the others; whoever may not be spoken of is passed over in silence.
        return found or (Answer.NOT_REPORTED if entry.record.participations else [])

    return referring(name, stem, label, meaning, references, "participations")


def _purposes(entry):
    """The DAC purposes of its themes, once each; of a theme that none comes near, none."""
    themes = [entry.catalogue.term("themes", slug) for slug in entry.record.themes]
    found = dict.fromkeys(code for theme in themes for code in theme.codes.get("dac", ()))
    return list(found) or (Answer.NOT_APPLICABLE if themes else [])


def _recommendations(entry):
    return [entry.catalogue.term("recommendations", one.number).label for one in entry.record.recommendations]


def _recommendation_numbers(entry):
    return [(one.number, "named") if one.relation == "named" else (one.number,) for one in entry.record.recommendations]


def _from_report(entry):
    """At a careful level nothing is said: that it is held back would itself be the answer."""
    return entry.record.from_report if entry.record.level is Level.OPEN else Answer.WITHHELD


COLUMNS = columns_of(
    PracticeRecord,
    first=("summary",),
    instead={
        "participations": [
            *_part(
                "lead",
                "lead",
                "lead",
                _("Led by"),
                _("The organisations that lead it, named or described as far as they may be."),
            ),
            *_part("partner", "partners", "partner", _("Partners"), _("The organisations that take part in it.")),
            *_part("funder", "funders", "funder", _("Funded by"), _("The organisations that pay for it.")),
        ],
        "recommendations": [
            Column(
                "recommendations",
                _("Recommendations"),
                PracticeRecord.own()["recommendations"].meaning,
                _recommendations,
                "recommendations",
            ),
            Column(
                "recommendation_numbers",
                _("Recommendations"),
                _("Their numbers; “| named” stands after one for which the report itself names the practice."),
                _recommendation_numbers,
                "recommendations",
            ),
        ],
        "from_report": [
            Column(
                "from_report",
                _("Source report"),
                PracticeRecord.own()["from_report"].meaning,
                _from_report,
                "",
                BOOLEAN,
            )
        ],
    },
    more=[
        Column(
            "dac_codes",
            _("OECD DAC purposes"),
            _("The purpose codes of the OECD DAC that come nearest to its themes."),
            _purposes,
            "themes",
        )
    ],
)
