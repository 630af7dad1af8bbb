from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices")

    def ready(self):
        from catalogue.kinds import register
        from practices import vocabulary  # noqa: F401 (its reader registers itself)
        from practices.kinds import PRACTICE

        register(PRACTICE)
