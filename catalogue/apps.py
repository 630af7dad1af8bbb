from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from places.numerals import in_digits


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Search")

    def ready(self):
        from catalogue import documents
        from catalogue.filters import EverythingFilters
        from catalogue.kinds import ANY_KIND, Kind, register
        from catalogue.shared_columns import CLOSING, LEADING
        from publishing.editions import writing

        writing.follow(documents.store)
        register(
            Kind(
                name=ANY_KIND,
                namespace="search",
                label=_("Search"),
                words=lambda n: ngettext("%(n)s entry", "%(n)s entries", n) % {"n": in_digits(n)},
                filters=EverythingFilters,
                columns=(*LEADING, *CLOSING),
            )
        )
