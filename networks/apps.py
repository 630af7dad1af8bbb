from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks and organisations")

    def ready(self):
        from catalogue.kinds import register
        from networks.kinds import NETWORK, ORGANISATION

        register(NETWORK)
        register(ORGANISATION)
