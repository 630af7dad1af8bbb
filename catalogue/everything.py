"""The query string of a search over entries of all kinds."""

from django.utils.translation import gettext_lazy as _

from catalogue.facets import KindFacet, LanguageFacet, PlaceFacet
from catalogue.filters import CatalogueFilters
from catalogue.kinds import ANY_KIND


class EverythingFilters(CatalogueFilters):
    """Its facets are those that all kinds share: their documents hold the values already."""

    of = ANY_KIND

    kind = KindFacet(label=_("Kind"))
    place = PlaceFacet(label=_("Place"))
    language = LanguageFacet(label=_("Language"))
