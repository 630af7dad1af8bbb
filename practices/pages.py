"""The page of a practice, ready for its template."""

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.entries import glance, lists, place_names, prose, row, silences, with_the_original
from catalogue.kinds import KINDS
from catalogue.related import related
from catalogue.shapes import Answer, Reading, Reference
from places.lists import listed
from practices.cards import practice_card, taking_part, theme_reference, years_in_words
from practices.how_to import (
    WATCH,
    adaptations,
    ages_told,
    costs,
    evaluation_view,
    evaluations,
    figure_view,
    figures,
    how_to,
    materials,
    reached,
    untranslated_beside,
    weeks,
)
from practices.marks import marks
from publishing.records.record import Answer as Known
from publishing.records.values import declared

# What came of it is told first, then how to do it, then what was learnt. The other sections are part of how to do it.
STORY = ("context", "approach", "outcomes")
LEARNT = ("lessons", "went_wrong")
# The facts that stand elsewhere on the page than beside the story.
ELSEWHERE = (
    "age_from",
    "setting",
    "mode",
    "weeks",
    "reached",
    "costs",
    "evidence",
    "evaluations",
    "figures",
    "adaptations",
    "materials",
)
# What makes two practices related: what they are about and whom they work with before who did them and where.
WEIGHTS = {"theme": 1000, "group": 500, "organisation": 5, "network": 3, "country": 2}


def practice_page(record, catalogue, text, facts):
    rows = glance(record, catalogue, text, ROWS)
    facts_told = {answer.name: answer for answer in rows}
    told = {answer.name: answer for answer in with_the_original(record, prose(record, text)[1:])}
    known = record.holder("evidence_note", text)
    block = how_to(record, told, facts_told)
    return {
        **facts,
        "summary": text.summary,
        "place_and_time": _place_and_time(record, catalogue),
        "marks": marks(record, catalogue),
        "finding": told["key_finding"],
        "figures": [figure_view(one, record.original.language) for one in record.figures],
        "story": [told[name] for name in STORY if told[name].text],
        "how_to": block,
        "learnt": [told[name] for name in (LEARNT if block else (*LEARNT, *WATCH)) if told[name].text],
        "adaptations": facts_told["adaptations"].items,
        "evaluations": [evaluation_view(one, record, catalogue, text) for one in record.evaluations],
        "evidence_note": known.evidence_note,
        "evidence_lang": known.language,
        "evidence_untranslated": untranslated_beside(text, known.language),
        "glance": [answer for answer in rows if answer.name not in ELSEWHERE and answer.items],
        "silences": silences([*rows, *told.values()]),
        "recommendations": _recommendations(record, catalogue),
        "related": _related(record, catalogue),
    }


def _place_and_time(record, catalogue):
    """Where, when and by whom, for the line above the title."""
    where = place_names(record.places) or ([_("Not tied to countries")] if record.scale == "global" else [])
    years = years_in_words(record)
    leading = [one.label for one in taking_part(record, catalogue, "lead")]
    return [*where, *([years] if years else ()), *leading]


def practice_reading(record, catalogue, text):
    lead, *sections = prose(record, text)
    return Reading(
        lead=lead,
        glance=glance(record, catalogue, text, ROWS),
        sections=sections,
        relations=lists((_("Recommendations it illustrates"), _recommendations(record, catalogue))),
    )


def _report(record, _catalogue, _text):
    """That the #GSX2017 report tells of it; nothing when it does not."""
    if not record.from_report:
        return []
    told = Reference(_("Told in the #GSX2017 report"), reverse("recommendations:list"))
    return [Answer(_("Source report"), items=[told])]


def _years(record, _catalogue, text):
    """When it took place, with what the text says of it unless that says the same ("Since 2017")."""
    holder = record.holder("years_note", text)
    years, note = years_in_words(record), holder.years_note
    if not set(note.casefold().split()) - {"since", *years.casefold().split()}:
        note = ""
    items = [years] if years else [Reference(note, lang=holder.language)] if note else []
    return [row(record, "start_year", _("Years"), items, note if years else "", holder.language)]


def _who(record, catalogue, _text):
    """Who ran it; partners and funders only when there are any."""
    rows = [_leading(record, catalogue)]
    for role, label in (("partner", _("Partners")), ("funder", _("Funded by"))):
        if items := taking_part(record, catalogue, role):
            rows.append(row(record, "participations", label, items))
    return rows


def _leading(record, catalogue):
    leading = taking_part(record, catalogue, "lead")
    if not leading and record.participations and not any(one.role == "lead" for one in record.participations):
        return Answer(_("Who ran it"), Known.NOT_REPORTED)  # the sources name others only
    return row(record, "participations", _("Who ran it"), leading)


def _adaptations(record, catalogue, _text):
    """What it was adapted from and what was adapted from it; only when there is any."""
    rows = []
    if model := catalogue.reference("practice", record.adapted_from):
        rows.append(row(record, "adapted_from", _("Adapted from"), [model]))
    if catalogue.open_document("practice", record.uid):
        index = catalogue.kinds["practice"]
        uids = [index.documents[number].uid for number in index.having("adapted_from", record.uid)]
        if adaptations := catalogue.references("practice", uids):
            rows.append(Answer(_("Repeated as"), items=adaptations))
    return rows


def _themes(record, catalogue, _text):
    """Themes have pages of their own."""
    return [row(record, "themes", _("Themes"), [theme_reference(catalogue, slug) for slug in record.themes])]


def _of_items(name, items):
    """The row of a field whose `items(record)` say it in words."""

    def rows(record, _catalogue, _text):
        return [row(record, name, str(declared(type(record))[name].label), items(record))]

    return rows


def _evaluations(record, catalogue, _text):
    return [row(record, "evaluations", _("Evaluations"), evaluations(record, catalogue))]


# The rows that say more than their fields alone do.
ROWS = {
    "age_from": _of_items("age_from", ages_told),
    "weeks": _of_items("weeks", weeks),
    "reached": _of_items("reached", reached),
    "costs": _of_items("costs", costs),
    "evaluations": _evaluations,
    "figures": _of_items("figures", figures),
    "adaptations": _of_items("adaptations", adaptations),
    "materials": _of_items("materials", materials),
    "start_year": _years,
    "participations": _who,
    "adapted_from": _adaptations,
    "themes": _themes,
    "from_report": _report,
}


def _recommendations(record, catalogue):
    found = []
    for illustration in record.recommendations:
        term = catalogue.term("recommendations", illustration.number)
        note = _("named for it in the report") if illustration.relation == "named" else ""
        url = reverse("recommendations:detail", args=[illustration.number])
        found.append(Reference(term.label, url, note))
    return found


def _related(record, catalogue):
    index = catalogue.kinds["practice"]
    own = index.numbers.get(record.uid)
    if own is None:
        return []

    def may_tell(facet, value):
        return facet not in ("organisation", "network") or catalogue.open_document(facet, value) is not None

    indexed = KINDS["practice"].indexed
    # Sorted, so that every process says the reasons in the same order.
    values = {facet: sorted(set(filter(None, indexed[facet](record)))) for facet in WEIGHTS}
    nearest = related(index, own, values, WEIGHTS, may_tell)
    shared = {index.documents[number].uid: values for number, values in nearest}
    return [
        {
            "card": practice_card(other, catalogue, edition.slug),
            "reason": _reason(shared[other.uid], catalogue),
        }
        for edition, other in catalogue.records("practice", [number for number, _values in nearest])
    ]


def _reason(shared, catalogue):
    """In words, the strongest thing two practices have in common."""
    countries = listed(place_names(shared.get("country", ())))
    for vocabulary, facet, alone, there in (
        ("themes", "theme", _("Also on %s"), _("Also in %(countries)s, on %(themes)s")),
        ("groups", "group", _("Also works with %s"), _("Also in %(countries)s, with %(themes)s")),
    ):
        if labels := " · ".join(catalogue.term(vocabulary, slug).label for slug in shared.get(facet, ())[:2]):
            return there % {"countries": countries, "themes": labels} if countries else alone % labels
    for kind in ("organisation", "network"):
        if names := [r.label for r in catalogue.references(kind, shared.get(kind, ())) if r.url]:
            return _("Also with %s") % names[0]
    return _("Also in %s") % countries
