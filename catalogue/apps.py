from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Search")

    def ready(self):
        from catalogue import documents
        from catalogue.columns import CLOSING, LEADING
        from catalogue.filters import EverythingFilters
        from catalogue.kinds import ANY_KIND, Kind, register
        from publishing.editions import writing

        writing.follow(documents.store)
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
