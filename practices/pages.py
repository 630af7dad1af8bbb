"""The page of a practice, ready for its template."""

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.entries import filtered, lists, place_names, place_references, prose, row
from catalogue.kinds import KINDS
from catalogue.related import related
from catalogue.shapes import Answer, Reading, Reference
from practices.cards import practice_card, taking_part, years_in_words
from publishing.records.record import Answer as Known

# What makes two practices related; a common organisation says most.
WEIGHTS = {"organisation": 5, "network": 3, "country": 2, "theme": 2, "group": 1}


def practice_page(record, catalogue, text, facts):
    return {
        **facts,
        "summary": text.summary,
        "glance": _glance(record, catalogue, text),
        "sections": _sections(record, text),
        "recommendations": _recommendations(record, catalogue),
        "related": _related(record, catalogue),
    }


def practice_reading(record, catalogue, text):
    return Reading(
        lead=prose(record, text, "summary", _("Summary")),
        glance=_glance(record, catalogue, text),
        sections=_sections(record, text),
        relations=lists((_("Recommendations it illustrates"), _recommendations(record, catalogue))),
    )


def _sections(record, text):
    return [
        prose(record, text, "context", _("What the problem was")),
        prose(record, text, "approach", _("What was done")),
        prose(record, text, "outcomes", _("What came of it")),
        prose(record, text, "lessons", _("What was learnt")),
        prose(record, text, "conditions", _("What it needs to work elsewhere")),
    ]


def _glance(record, catalogue, text):
    evidence = catalogue.term("evidence", record.evidence)
    return [
        row(record, "places", _("Where"), place_references(record.places)),
        row(record, "scale", _("Scale"), filtered("practice", "scale", [catalogue.term("scale", record.scale)])),
        _years(record, text),
        *_who(record, catalogue),
        *_adaptations(record, catalogue),
        row(record, "networks", _("Networks"), catalogue.references("network", record.networks)),
        _terms(record, catalogue, "themes", "theme", _("Themes")),
        _terms(record, catalogue, "gender", "gender", _("Gender focus")),
        _terms(record, catalogue, "youth", "youth", _("Youth focus")),
        _terms(record, catalogue, "groups", "group", _("Works with")),
        row(record, "evidence", _("Evidence"), filtered("practice", "evidence", [evidence]), text.evidence_note),
        *_report(record),
    ]


def _report(record):
    """That the #GSX2017 report tells of it; nothing when it does not."""
    if not record.from_report:
        return []
    told = Reference(_("Told in the #GSX2017 report"), reverse("recommendations:list"))
    return [Answer(_("Source report"), items=[told])]


def _years(record, text):
    """When it took place, with what the text says of it unless that says the same ("Since 2017")."""
    years, note = years_in_words(record), text.years_note
    if not set(note.casefold().split()) - {"since", *years.casefold().split()}:
        note = ""
    items = [words for words in (years, note) if words][:1]
    return row(record, "start_year", _("Years"), items, note if years else "")


def _who(record, catalogue):
    """Who ran it; partners and funders only when there are any."""
    rows = [_leading(record, catalogue)]
    for role, label in (("partner", _("Partners")), ("funder", _("Funded by"))):
        if items := taking_part(record, catalogue, role):
            rows.append(row(record, "participations", label, items))
    return rows


def _leading(record, catalogue):
    if record.participations and not any(one.role == "lead" for one in record.participations):
        return Answer(_("Who ran it"), Known.NOT_REPORTED)  # the sources name others only
    return row(record, "participations", _("Who ran it"), taking_part(record, catalogue, "lead"))


def _adaptations(record, catalogue):
    """What it was adapted from and what was adapted from it; only when there is any."""
    rows = []
    if model := catalogue.reference("practice", record.adapted_from):
        rows.append(row(record, "adapted_from", _("Adapted from"), [model]))
    if catalogue.open_document("practice", record.uid):
        index = catalogue.kinds["practice"]
        uids = [index.documents[number].uid for number in index.having("adapted_from", record.uid)]
        if adaptations := catalogue.references("practice", uids):
            rows.append(Answer(_("Adapted elsewhere"), items=adaptations))
    return rows


def _terms(record, catalogue, name, parameter, label):
    terms = [catalogue.term(name, slug) for slug in getattr(record, name)]
    if name == "themes":
        return row(record, name, label, [Reference(t.label, reverse("themes:detail", args=[t.slug])) for t in terms])
    return row(record, name, label, filtered("practice", parameter, terms))


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
    for kind in ("organisation", "network"):
        if names := [r.label for r in catalogue.references(kind, shared.get(kind, ())) if r.url]:
            return _("Also with %s") % names[0]
    countries, themes = ", ".join(place_names(shared.get("country", ()))), shared.get("theme", ())
    labels = " · ".join(catalogue.term("themes", slug).label for slug in themes[:2])
    if countries and labels:
        return _("Also in %(countries)s, on %(themes)s") % {"countries": countries, "themes": labels}
    if countries:
        return _("Also in %s") % countries
    if labels:
        return _("Also on %s") % labels
    groups = " · ".join(catalogue.term("groups", slug).label for slug in shared.get("group", ())[:2])
    return _("Also works with %s") % groups
