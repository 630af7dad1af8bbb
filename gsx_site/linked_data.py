"""The directory as a whole in the words of schema.org: the site, and its data."""

from bisect import bisect_left

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.alternates import offered
from catalogue.citing import directory
from catalogue.kinds import own_kinds
from catalogue.schema_org import data_reference, filled, site_reference

PRACTICE = "practice"


def site_as_a_whole(site):
    """The site at `site`, and how to search it."""
    return {
        "@type": "WebSite",
        **site_reference(site),
        "url": site + reverse("home"),
        "name": directory(),
        "inLanguage": get_language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site}{reverse('search:list')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def data_of(catalogue, site):
    """The data of the whole directory as a Dataset: what it covers, under which licence, where its files are."""
    return filled(
        {
            "@type": "Dataset",
            **data_reference(site),
            "url": site + reverse("data"),
            "name": directory(),
            "description": _(
                "Local work that keeps violence from taking root, and the networks and organisations that do it: what "
                "was done, where, when and with whom, what came of it, and the published sources that say so."
            ),
            "license": settings.DATA_LICENCE_URL,
            "isAccessibleForFree": True,
            "version": catalogue.number,
            "temporalCoverage": _years(catalogue.kinds[PRACTICE]),
            "distribution": [
                _download(kind, form, site)
                for kind in own_kinds()
                for form in offered.of_lists().values()
                if form.whole
            ],
        }
    )


def _download(kind, form, site):
    return {
        "@type": "DataDownload",
        "name": f"{kind.label} ({form.label})",
        "contentUrl": site + kind.file_address(form.name),
        "encodingFormat": form.media_type.partition(";")[0],
    }


def _years(index):
    """From the first year that a practice began in, open at the end; empty when no year is known.

    The order by start year begins with the latest; those without a year stand last.
    """
    dated = bisect_left(index.orders["start"], True, key=lambda number: not index.documents[number].start_year)
    return f"{index.documents[index.orders['start'][dated - 1]].start_year}/.." if dated else ""
