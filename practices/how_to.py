"""How to do a practice, what was found of it, and what changed when it was repeated: ready for its page."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.shapes import Answer, Reference
from places.lists import labelled, listed, listed_apart
from places.names import language_name
from places.numerals import in_digits
from practices.amounts import ages, money, signed, time_band
from publishing.records.record import SourceRecord
from publishing.records.values import lines

# The prose of the text that says what it needs, in the order of the block.
NEEDS = ("team", "duration", "dose", "partners_needed", "permission", "conditions", "core", "changeable")
# Whoever repeats it has to know of this, also on a sheet with nothing but the block.
WATCH = ("harms", "safeguards")
# What notes say of a number when they say it again.
ABOUT = (
    "about",
    "almost",
    "nearly",
    "over",
    "more than",
    "less than",
    "fewer than",
    "at least",
    "at most",
    "up to",
    "some",
)
WIDEST = 50.0  # of a drawn bar, in units of the drawing


@dataclass(frozen=True)
class HowTo:
    """What somebody needs to begin: `steps` in order, `needs` and `materials`; and `watch`, what did harm.

    `lang` is the language of the steps, `untranslated` what it is called where they are the original's.
    """

    steps: list[str] = field(default_factory=list)
    lang: str = ""
    untranslated: str = ""
    needs: list[Answer] = field(default_factory=list)
    materials: list[Reference] = field(default_factory=list)
    watch: list[Answer] = field(default_factory=list)

    def __bool__(self):
        return bool(self.steps or self.needs or self.materials)


def how_to(record, told, facts):
    """The HowTo of `record`; `told` are its sections and `facts` its rows, by field."""
    needs = [told[name] for name in NEEDS if told[name].text]
    needs += [facts[name] for name in ("weeks", "costs", "age_from", "setting", "mode", "reached") if facts[name].items]
    steps = told["steps"]
    return HowTo(
        steps=lines(steps.text),
        lang=steps.lang,
        untranslated=steps.untranslated,
        needs=needs,
        materials=materials(record),
        watch=[told[name] for name in WATCH if told[name].text],
    )


# --- rows of facts, in words


def reached(record):
    lang = record.original.language
    return [Reference(*_reached(one), lang=lang, note_lang=lang) for one in record.reached]


def _reached(one):
    """(words, address, note): where the note says the number again, as “more than 180”, it stands in its place."""
    count = in_digits(one.number) if one.number is not None else ""
    *said, number = one.note.split() or [""]
    if one.number is not None and number in (str(one.number), f"{one.number:,}") and " ".join(said) in ABOUT:
        return " ".join(filter(None, [one.note, one.who])), "", ""
    return " ".join(filter(None, [count, one.who])), "", one.note


def costs(record):
    return [
        Reference(money(one), note=one.note, note_lang=record.original.language)
        for one in record.costs
        if one.amount is not None
    ]


def weeks(record):
    if not record.weeks:
        return []
    words = ngettext("%s week", "%s weeks", record.weeks) % in_digits(record.weeks)
    return [Reference(words, note=str(time_band(record.weeks)[1]))]


def ages_told(record):
    return [Reference(words)] if (words := ages(record)) else []


def adaptations(record):
    return [Reference(one.what, note=_how_changed(one), lang=record.original.language) for one in record.adaptations]


def _how_changed(one):
    words = {(True, "p"): _("planned"), (False, "p"): _("not planned"), (True, "c"): _("keeps the core")}
    words[False, "c"] = _("changes the core")
    return listed(words[key] for key in ((one.planned, "p"), (one.keeps_core, "c")) if key in words)


def materials(record):
    kinds = {
        "manual": _("manual"),
        "toolkit": _("toolkit"),
        "curriculum": _("curriculum"),
        "report": _("report"),
        "film": _("film"),
        "website": _("website"),
    }
    return [
        Reference(
            one.title,
            one.url,
            note=listed(filter(None, [kinds.get(one.kind, ""), one.language and language_name(one.language)])),
            lang=one.language,
        )
        for one in record.materials
    ]


# --- what was found


@dataclass(frozen=True)
class EvaluationView:
    """A study; `lang` is the language of its `sample` and `result`, which stand once for all texts of the entry.

    `untranslated` is what that is called beside a text in another one.
    """

    design: str
    finding: str
    slug: str
    year: int | None
    by: Reference | None
    independence: str
    sample: str
    result: str
    sources: tuple[SourceRecord, ...]
    lang: str
    untranslated: str = ""

    @property
    def words(self):
        """In a line: what was found, how, by whom."""
        who = self.by.label if self.by else ""
        facts = [self.finding, self.design, who, self.independence, str(self.year or ""), self.sample]
        return " · ".join(filter(None, facts))


def evaluation_view(one, record, catalogue, text=None):
    """The EvaluationView of `one`, beside the words of `text` if it stands beside any."""
    lang = record.original.language
    by = next(iter(catalogue.references("organisation", [one.organisation])), None) if one.organisation else None
    independence = {True: _("independent"), False: _("not independent")}.get(one.independent, "")
    return EvaluationView(
        design=catalogue.term("design", one.design).label,
        finding=catalogue.term("finding", one.finding).label,
        slug=one.finding,
        year=one.year,
        by=by or (Reference(one.by, lang=lang) if one.by else None),
        independence=independence,
        sample=one.sample,
        result=one.result,
        sources=one.sources,
        lang=lang,
        untranslated=untranslated_beside(text, lang) if text and (one.result or one.sample) else "",
    )


def untranslated_beside(text, language):
    """What `language` is called where words in it stand beside `text`, which is in another; empty where it is in it."""
    return "" if text.language == language else language_name(language)


def evaluations(record, catalogue):
    views = [evaluation_view(one, record, catalogue) for one in record.evaluations]
    return [
        Reference(view.result or view.words, note=view.words if view.result else "", lang=view.lang * bool(view.result))
        for view in views
    ]


@dataclass(frozen=True)
class Bar:
    """A figure as it is drawn: `start` and `width` in units of a drawing that is twice WIDEST wide, 0 in the middle.

    `lang` is the language of a label that is not ours.
    """

    label: str
    words: str
    start: float
    width: float
    lang: str = ""


@dataclass(frozen=True)
class FigureView:
    measure: str
    bars: list[Bar]
    weakness: str
    lang: str


def figure_view(one, lang):
    """A figure of the key finding and what it is compared with, drawn to one scale; its words are in `lang`."""
    largest = max(abs(one.value or 0), abs(one.compared_value or 0), 1)
    bars = [_bar(_("Here"), one.value, one.unit, largest)] if one.value is not None else []
    if one.compared_value is not None:
        compared = _bar(one.compared_with or _("Compared with"), one.compared_value, one.unit, largest)
        bars.append(replace(compared, lang=lang if one.compared_with else ""))
    return FigureView(one.measure, bars, one.weakness, lang)


def _bar(label, value, unit, largest):
    width = round(WIDEST * abs(value) / largest, 1)
    return Bar(label, signed(value, unit), -width if value < 0 else 0.0, width)


def figures(record):
    views = [figure_view(one, record.original.language) for one in record.figures]
    return [
        Reference(
            view.measure,
            lang=view.lang,
            note=listed_apart([*(labelled(bar.label, bar.words) for bar in view.bars), *filter(None, [view.weakness])]),
        )
        for view in views
    ]
