"""What a practice is worth a look for, in three worded marks: how sure, what it takes, how repeatable. No score.

Each is a word with a label and a shape, and stands on cards, lists and pages alike.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.lists import listed
from practices.amounts import cost_band, time_band

# Findings that a reader must see at once, success or not.
FINDINGS = ("positive", "mixed", "no-effect", "negative")
# What somebody needs to be told to do it, from nothing to all of it.
REPEATABLE = ("steps", "team", "partners_needed")


@dataclass(frozen=True)
class Mark:
    """`shape` names the symbol: a letter for the mark and its step; 0 is a hollow one, for what is not told."""

    label: str
    words: str
    shape: str
    note: str = ""
    told: bool = True


def marks(record, catalogue):
    """The three Marks: the same in every language, whatever of it is translated."""
    return [_sure(record, catalogue), _takes(record), _repeatable(record)]


def harm_is_told(record):
    return _is_told(record, "harms")


def _is_told(record, name):
    return bool(getattr(record.original, name))


def _sure(record, catalogue):
    term = catalogue.term("evidence", record.evidence)
    held = {one.finding for one in record.evaluations}
    found = [catalogue.term("finding", slug).label for slug in FINDINGS if slug in held]
    notes = [ngettext("Finding: %s", "Findings: %s", len(found)) % listed(found)] if found else []
    if harm_is_told(record):
        notes.append(_("Harm seen"))
    return Mark(_("How sure"), term.label, f"e{term.codes.get('step', 0)}", " · ".join(notes))


def _takes(record):
    """How long a round takes, and how much it costs by the first amount that is told."""
    words = [cost_band(one) for one in record.costs if one.amount is not None][:1]
    step = 0
    if record.weeks:
        step, time = time_band(record.weeks)
        words.insert(0, str(time))
    elif _is_told(record, "duration"):
        words.insert(0, _("time told in words"))
    if not words:
        return Mark(_("What it takes"), _("Not told"), "t0", told=False)
    first, *rest = words
    return Mark(_("What it takes"), first[:1].upper() + first[1:], f"t{step}", *rest)


def _repeatable(record):
    """How much of what somebody would need is told."""
    told = [name for name in REPEATABLE if _is_told(record, name)]
    if len(told) == len(REPEATABLE):
        return Mark(_("How repeatable"), _("Steps, team and partners told"), "r3")
    if "steps" in told:
        return Mark(_("How repeatable"), _("Steps told"), "r2")
    return Mark(_("How repeatable"), _("Account only"), "r1")
