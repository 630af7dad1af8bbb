from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices")

    def ready(self):
        from catalogue.kinds import Kind, register
        from practices import vocabulary  # noqa: F401 (its reader registers itself)
        from practices.cards import part_in, practice_card
        from practices.filters import PracticeFilters

        register(
            Kind(
                name="practice",
                namespace="practices",
                label=_("Practices"),
                filters=PracticeFilters,
                card=practice_card,
                card_template="practices/_card.html",
                mentions={"organisation": "organisation", "network": "network"},
                part=part_in,
                relations={
                    "country": lambda record: record.places,
                    "adapted_from": lambda record: [record.adapted_from],
                },
            )
        )
