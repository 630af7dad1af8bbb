from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks and organisations")

    def ready(self):
        from catalogue.kinds import Kind, register
        from networks.cards import network_card, organisation_card
        from networks.filters import NetworkFilters, OrganisationFilters

        register(
            Kind(
                name="network",
                namespace="networks",
                label=_("Networks"),
                filters=NetworkFilters,
                card=network_card,
                card_template="networks/_card.html",
                relations={"parent": lambda record: [record.parent]},
            )
        )
        register(
            Kind(
                name="organisation",
                namespace="organisations",
                label=_("Organisations"),
                filters=OrganisationFilters,
                card=organisation_card,
                card_template="organisations/_card.html",
                mentions={"network": "network"},
            )
        )
