"""Practices and themes in the words of schema.org."""

from django.utils.translation import gettext as _

from catalogue.paths import path_to
from catalogue.schema_org import filled, mentioned, places, terms, work
from practices.cards import taking_part

ROLES = ("lead", "partner", "funder")


def practice_data(entry):
    """A practice (a TakenEntry) as an Article: what it is about, where, when, who took part, what that rests on."""
    record, site, text = entry.record, entry.site, entry.text
    return filled(
        {
            "@type": "Article",
            **work(entry),
            "headline": entry.title,
            "abstract": text.summary,
            "about": [theme_data(entry.catalogue.term("themes", slug), site) for slug in record.themes],
            "spatialCoverage": places(record.places, site),
            "temporalCoverage": years(record),
            "keywords": _keywords(entry),
            "funder": [mentioned(one, site) for one in taking_part(record, entry.catalogue, "funder") if one.url],
            "mentions": [*_taking_part(entry), *_networks(entry)],
            "isBasedOn": _model(entry),
            **_in_other_languages(entry),
        }
    )


def theme_data(term, site, *, whole=False):
    """A theme (a TermInfo) with what it is called here; `whole`, also with what it means and what others call it."""
    more = {"description": term.told.words, "alternateName": list(term.called.words)} if whole else {}
    return filled(
        {
            "@type": "DefinedTerm",
            "@id": site + path_to("themes:detail", term.slug),
            "name": term.label,
            "termCode": term.slug,
            "inDefinedTermSet": {"@id": site + path_to("themes:list")},
            **more,
        }
    )


def theme_set(catalogue, site):
    """All themes as a vocabulary."""
    return {
        "@type": "DefinedTermSet",
        "@id": site + path_to("themes:list"),
        "name": _("Themes"),
        "hasDefinedTerm": [
            {"@id": site + path_to("themes:detail", slug)} for slug in catalogue.terms.get("themes", {})
        ],
    }


def recommendation_data(recommendation, parent, site):
    """A recommendation of the report, in our words, and the one (or None) that it is a part of."""
    return filled(
        {
            "@type": "CreativeWork",
            "@id": site + recommendation.get_absolute_url(),
            "name": recommendation.said("title").words,
            "position": recommendation.label,
            "abstract": recommendation.said("gist").words,
            "isPartOf": parent and {"@id": site + parent.get_absolute_url()},
        }
    )


def years(record):
    """When the work took place, as an interval of ISO 8601 or one year: 2016/2023, 2015/.., ../2020."""
    start, end = record.start_year, record.end_year
    if start and end:
        return str(start) if start == end else f"{start}/{end}"
    if start:
        return f"{start}/.." if record.ongoing else str(start)
    return f"../{end}" if end else ""


def _keywords(entry):
    """What else it is filtered by, each with the vocabulary that it is a term of."""
    record, term = entry.record, entry.catalogue.term
    vocabularies = [
        ("evidence", _("Evidence"), [record.evidence]),
        ("scale", _("Scale"), [record.scale]),
        ("gender", _("Gender focus"), record.gender),
        ("youth", _("Youth focus"), record.youth),
        ("groups", _("Works with"), record.groups),
    ]
    return [one for name, words, slugs in vocabularies for one in terms([term(name, slug) for slug in slugs], words)]


def _taking_part(entry):
    """Those who took part, each in its role; described where they may not be named."""
    return [
        {"@type": "Role", "roleName": role, "mentions": mentioned(reference, entry.site)}
        for role in ROLES
        for reference in taking_part(entry.record, entry.catalogue, role)
    ]


def _networks(entry):
    return [mentioned(one, entry.site) for one in entry.catalogue.references("network", entry.record.networks)]


def _model(entry):
    """The practice that it was adapted from, as far as that may be told."""
    model = entry.catalogue.reference("practice", entry.record.adapted_from)
    return model and mentioned(model, entry.site, "Article")


def _in_other_languages(entry):
    """The other texts: its translations, or the one that it is a translation of."""
    original = entry.record.original
    if entry.text is not original:
        return {"translationOfWork": _text(entry, original)}
    return {"workTranslation": [_text(entry, text) for text in entry.record.texts if text is not original]}


def _text(entry, text):
    return filled(
        {
            "@type": "Article",
            "@id": entry.url_of(text),
            "inLanguage": text.language,
            "name": text.title,
            "abstract": text.summary,
        }
    )
