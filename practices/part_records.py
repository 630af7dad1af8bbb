"""What is told of a practice in rows, field by field.

Above open only what holds no words and no sums is left: a figure or a sentence of a study is easily found again.
"""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from publishing.records.record import (
    ALWAYS,
    OPEN_ONLY,
    PROSE_OPEN_ONLY,
    TYPED_OPEN_ONLY,
    Record,
    SourceRecord,
)
from publishing.records.values import Facet, Number, Parts, Ref, Term, Value, Words, Year, YesNo


class ReachRecord(Record):
    """People whom it reached."""

    number: Annotated[int | None, OPEN_ONLY, Number(_("How many."), _("How many"))] = None
    who: Annotated[str, PROSE_OPEN_ONLY, Words(_("Who they were."), _("Who"))] = ""
    note: Annotated[
        str, PROSE_OPEN_ONLY, Words(_("What is to be said of the number: a plan, an estimate."), _("Note"))
    ] = ""


class CostRecord(Record):
    """An amount, in whole units of its currency (ISO 4217)."""

    amount: Annotated[int | None, OPEN_ONLY, Number(_("How much."), _("Amount"))] = None
    currency: Annotated[str, OPEN_ONLY, Value(_("The currency: a code of ISO 4217."), _("Currency"))] = ""
    per: Annotated[
        Literal["project", "year", "participant", "session", "grant", "result"],
        ALWAYS,
        Value(_("What the amount is for: the whole project, a year, a participant, a session, a grant, a result.")),
    ] = "project"
    year: Annotated[int | None, OPEN_ONLY, Year(_("The year of the amount."), _("Year"))] = None
    note: Annotated[str, PROSE_OPEN_ONLY, Words(_("What it paid for."), _("Note"))] = ""


class EvaluationRecord(Record):
    """A study of what it changed."""

    by: Annotated[str, TYPED_OPEN_ONLY, Words(_("Who looked."), _("By"))] = ""
    organisation: Annotated[
        str, OPEN_ONLY, Ref(_("The organisation that looked, where it is listed here."), to="organisation")
    ] = ""
    independent: Annotated[
        bool | None, ALWAYS, YesNo(_("Whether who looked is independent of those who did the work and paid for it."))
    ] = None
    design: Annotated[
        str, ALWAYS, Term(_("How it was studied."), _("Design"), vocabulary="design", facet=Facet("design"))
    ] = ""
    year: Annotated[int | None, OPEN_ONLY, Year(_("The year of the study."), _("Year"))] = None
    sample: Annotated[str, PROSE_OPEN_ONLY, Words(_("Who or what was looked at."), _("Sample"))] = ""
    finding: Annotated[
        str, ALWAYS, Term(_("What was found, in a word."), _("Finding"), vocabulary="finding", facet=Facet("finding"))
    ] = ""
    result: Annotated[str, PROSE_OPEN_ONLY, Words(_("What was found, in words."), _("Result"))] = ""
    sources: Annotated[
        tuple[SourceRecord, ...],
        OPEN_ONLY,
        Parts(_("The source that tells of it."), of=SourceRecord, told_by="citations_told"),
    ] = ()


class FigureRecord(Record):
    """A figure of the key finding."""

    measure: Annotated[str, PROSE_OPEN_ONLY, Words(_("What was counted."), _("Counted"))] = ""
    value: Annotated[float | None, OPEN_ONLY, Number(_("What was found."), _("Found"))] = None
    unit: Annotated[str, PROSE_OPEN_ONLY, Words(_("The unit of both figures."), _("Unit"))] = ""
    compared_with: Annotated[str, PROSE_OPEN_ONLY, Words(_("What it is compared with."), _("Compared with"))] = ""
    compared_value: Annotated[float | None, OPEN_ONLY, Number(_("What was found there."), _("There"))] = None
    weakness: Annotated[str, PROSE_OPEN_ONLY, Words(_("What weakens it."), _("Weakness"))] = ""


class AdaptationRecord(Record):
    """What was changed when it was done elsewhere or later."""

    what: Annotated[str, PROSE_OPEN_ONLY, Words(_("What changed."), _("What changed"))] = ""
    planned: Annotated[bool | None, ALWAYS, YesNo(_("Whether that was planned."), _("Planned"))] = None
    keeps_core: Annotated[bool | None, ALWAYS, YesNo(_("Whether the core stayed."), _("Keeps the core"))] = None


class MaterialRecord(Record):
    """Something to work with."""

    title: Annotated[str, TYPED_OPEN_ONLY, Words(_("What it is called."), _("Title"))] = ""
    url: Annotated[str, TYPED_OPEN_ONLY, Words(_("Where it can be had."), _("Address"))] = ""
    language: Annotated[str, OPEN_ONLY, Value(_("Its language: a BCP 47 tag."), _("Language"))] = ""
    kind: Annotated[
        Literal["manual", "toolkit", "curriculum", "report", "film", "website", ""],
        OPEN_ONLY,
        Value(_("What it is: manual, toolkit, curriculum, report, film or website.")),
    ] = ""
