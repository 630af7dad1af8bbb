"""The directory as a data set: the same facts in the words of schema.org, for search engines, and of DCAT, for portals.

DCAT is version 3 of the W3C's Data Catalog Vocabulary, written as JSON-LD that brings its own context along.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from catalogue.alternates import offered
from catalogue.alternates.views import ASKED_FOR, file_view
from catalogue.as_of import date_of
from catalogue.citing import directory
from catalogue.exported import exported
from catalogue.filters import Fault, named
from catalogue.kinds import ANY_KIND, own_kinds
from catalogue.languages import codes, tag
from catalogue.public_page import entity_tag, problem_of
from catalogue.schema_org import compact, data_reference, day, filled, places, site_reference
from catalogue.taken import site_of
from catalogue.whole.making import ARCHIVE, SQLITE
from catalogue.whole.views import MEDIA_TYPES
from places.order import in_order
from places.tree import WORLD, tree

# Where the registry of media types has each of them.
MEDIA_TYPE_IRI = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Form:
    """A file of the data: what it is called, where it is, and of which media type."""

    name: str
    url: str
    media_type: str


@dataclass(frozen=True)
class DatasetFacts:
    """What is told of the data at `site` (https://example.org) as a whole, of what may be taken away."""

    site: str
    name: str
    description: str
    version: int
    years: str
    modified: Any
    regions: list[str]
    forms: list[Form]

    @property
    def url(self):
        return self.site + reverse("data")


def facts_of(catalogue, site):
    """The DatasetFacts of `catalogue`, which holds what may be taken away, in the active language."""
    index = catalogue.kinds[ANY_KIND]
    return DatasetFacts(
        site=site,
        name=directory(),
        description=_(
            "Local work that keeps violence from taking root, and the networks and organisations that do it: what "
            "was done, where, when and with whom, what came of it, and the published sources that say so."
        ),
        version=catalogue.number,
        years=_years(catalogue.kinds["practice"]),
        modified=date_of(catalogue),
        regions=in_order([code for code in tree().children(WORLD) if index.having("place", code)], tree().name),
        forms=[*_of_the_whole(site), *_of_lists(site)],
    )


def _years(index):
    """The first year that a practice began in; empty when none is known."""
    dated = bisect_left(index.orders["start"], True, key=lambda number: not index.documents[number].start_year)
    return str(index.documents[index.orders["start"][dated - 1]].start_year) if dated else ""


def _of_the_whole(site):
    names = {SQLITE: _("The whole directory (SQLite)"), ARCHIVE: _("The whole directory (Data Package)")}
    for form, media_type in MEDIA_TYPES.items():
        yield Form(names[form], site + reverse("directory-file", args=[form]), media_type)


def _of_lists(site):
    for kind in own_kinds():
        for form in offered.of_lists().values():
            if form.whole:
                url = site + kind.file_address(form.name)
                yield Form(f"{kind.label} ({form.label})", url, form.media_type.partition(";")[0])


# --- schema.org


def schema_org(catalogue, site):
    """The data as a Dataset: what it covers, under which licence, where its files are."""
    facts = facts_of(catalogue, site)
    return filled(
        {
            "@type": "Dataset",
            **data_reference(site),
            "url": facts.url,
            "name": facts.name,
            "description": facts.description,
            "creator": {"@type": "Organization", **site_reference(site), "name": facts.name, "url": f"{site}/"},
            "license": settings.DATA_LICENCE_URL,
            "isAccessibleForFree": True,
            "version": facts.version,
            "dateModified": facts.modified and day(facts.modified),
            "temporalCoverage": facts.years and f"{facts.years}/..",
            "spatialCoverage": places(facts.regions, site),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": form.name,
                    "contentUrl": form.url,
                    "encodingFormat": form.media_type,
                }
                for form in facts.forms
            ],
        }
    )


# --- DCAT


@file_view
def dcat_file(request):
    """The data as a dcat:Catalog with one data set, and the service by which programs read it."""
    if request.GET:
        return problem_of(Fault(next(iter(request.GET)), _("Not known here: %s.") % named(list(request.GET))))
    catalogue = exported()
    mark = entity_tag(request, catalogue)
    response = get_conditional_response(request, etag=mark)
    if response is None:
        document = dcat(catalogue, site_of(request))
        response = HttpResponse(compact(document), content_type="application/ld+json")
    response.headers["ETag"], response.headers["Cache-Control"] = mark, ASKED_FOR
    return response


def dcat(catalogue, site):
    """The document in the words of DCAT."""
    facts = facts_of(catalogue, site)
    creator = {"@id": f"{site}/#site", "@type": "foaf:Agent", "foaf:name": facts.name}
    rights = {"dct:license": {"@id": settings.DATA_LICENCE_URL}}
    told = {
        "dct:title": facts.name,
        "dct:description": facts.description,
        "dct:publisher": creator,
        "dct:language": [tag(code) for code in codes()],
        **rights,
        **_modified(facts),
    }
    dataset = told | {
        "@id": facts.url,
        "@type": "dcat:Dataset",
        "dct:creator": creator,
        "dct:identifier": facts.url,
        "dct:accrualPeriodicity": {"@id": "http://purl.org/cld/freq/continuous"},
        "dct:temporal": _period(facts),
        "dct:spatial": [_location(code, site) for code in facts.regions],
        "dcat:version": str(facts.version),
        "dcat:landingPage": {"@id": facts.url},
        "dcat:distribution": [_distribution(form, rights) for form in facts.forms],
    }
    service = {
        "@id": site + reverse("api:documentation"),
        "@type": "dcat:DataService",
        "dct:title": _("The API"),
        "dcat:endpointURL": {"@id": site + reverse("api:documentation")},
        "dcat:endpointDescription": {"@id": site + reverse("api:openapi")},
        "dcat:servesDataset": {"@id": facts.url},
        **rights,
    }
    found = told | {"@id": f"{facts.url}#catalog", "@type": "dcat:Catalog", "foaf:homepage": {"@id": f"{site}/"}}
    return {"@context": CONTEXT, **found, "dcat:dataset": [filled(dataset)], "dcat:service": [service]}


def _modified(facts):
    if not facts.modified:
        return {}
    return {"dct:modified": {"@type": "xsd:date", "@value": day(facts.modified)}}


def _period(facts):
    """From the first year on, open at the end; None when no year is known."""
    begun = {"@type": "xsd:gYear", "@value": facts.years}
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": begun} if facts.years else None


def _location(code, site):
    return {
        "@id": site + reverse("places:detail", args=[code]),
        "@type": "dct:Location",
        "skos:prefLabel": tree().name(code),
        "dct:identifier": code,
    }


def _distribution(form, rights):
    return {
        "@id": form.url,
        "@type": "dcat:Distribution",
        "dct:title": form.name,
        "dcat:accessURL": {"@id": form.url},
        "dcat:downloadURL": {"@id": form.url},
        "dcat:mediaType": {"@id": MEDIA_TYPE_IRI + form.media_type},
        **rights,
    }
