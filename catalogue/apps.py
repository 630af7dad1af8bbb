from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Search")

    def ready(self):
        from catalogue import documents
        from catalogue.alternates import (
            atom,
            bibtex,
            csl,
            data,
            linked_data,
            maps,
            message,
            pack,
            package,
            registry,
            ris,
            tables,
            xlsx,
        )
        from catalogue.columns import CLOSING, LEADING
        from catalogue.everything import EverythingFilters
        from catalogue.kinds import ANY_KIND, Kind, register
        from publishing import publication

        publication.follow(documents.store)
        # In the order in which readers are offered them.
        for alternate in (
            xlsx.XLSX,
            tables.CSV,
            pack.PACK,
            message.TEXT,
            maps.GEOJSON,
            bibtex.BIBTEX,
            ris.RIS,
            csl.CSL,
            atom.ATOM,
            data.JSON,
            linked_data.JSONLD,
            package.ARCHIVE,
            tables.CSV_DICTIONARY,
            package.DATA_PACKAGE,
        ):
            registry.register(alternate)
        register(
            Kind(
                name=ANY_KIND,
                namespace="search",
                label=_("Search"),
                words=lambda n: ngettext("%(n)s entry", "%(n)s entries", n) % {"n": n},
                filters=EverythingFilters,
                columns=(*LEADING, *CLOSING),
            )
        )
