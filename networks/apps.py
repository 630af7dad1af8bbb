from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks and organisations")

    def ready(self):
        from catalogue.kinds import Kind, register
        from networks.cards import network_card, organisation_card
        from networks.columns import NETWORK_COLUMNS, ORGANISATION_COLUMNS
        from networks.filters import NetworkFilters, OrganisationFilters
        from networks.linked_data import network_data, organisation_data
        from networks.pages import network_page, network_reading, organisation_page, organisation_reading
        from places.levels import Level

        register(
            Kind(
                name="network",
                namespace="networks",
                place=2,
                label=_("Networks"),
                words=lambda n: ngettext("%(n)s network", "%(n)s networks", n) % {"n": n},
                filters=NetworkFilters,
                card=network_card,
                page=network_page,
                linked=network_data,
                reading=network_reading,
                titles=("title", "acronym"),
                relations={
                    "parent": lambda record: [record.parent],
                    "secretariat": lambda record: [record.secretariat],
                },
                columns=NETWORK_COLUMNS,
            )
        )
        register(
            Kind(
                name="organisation",
                namespace="organisations",
                place=3,
                label=_("Organisations"),
                words=lambda n: ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": n},
                filters=OrganisationFilters,
                card=organisation_card,
                page=organisation_page,
                linked=organisation_data,
                reading=organisation_reading,
                titles=("title", "acronym"),
                columns=ORGANISATION_COLUMNS,
                relayed=(Level.OPEN,),
            )
        )
