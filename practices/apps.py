from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices")

    def ready(self):
        from catalogue.kinds import Kind, register
        from places.levels import Level
        from practices import vocabulary  # noqa: F401 (its reader registers itself)
        from practices.cards import part_in, practice_card
        from practices.columns import COLUMNS
        from practices.filters import PracticeFilters
        from practices.linked_data import practice_data
        from practices.pages import practice_page, practice_reading

        register(
            Kind(
                name="practice",
                namespace="practices",
                place=1,
                label=_("Practices"),
                words=lambda n: ngettext("%(n)s practice", "%(n)s practices", n) % {"n": n},
                filters=PracticeFilters,
                card=practice_card,
                page=practice_page,
                linked=practice_data,
                reading=practice_reading,
                mentions={"organisation": "organisation", "network": "network"},
                part=part_in,
                completed=("place", "theme"),
                conditions=("place", "scale", "setting", "group", "prevention"),
                columns=COLUMNS,
                relayed=(Level.OPEN, Level.GENERALISED, Level.ANONYMISED),
                relations={
                    "country": lambda record: record.places,
                    "illustrated": lambda record: [one.number for one in record.recommendations],
                    "named": lambda record: [one.number for one in record.recommendations if one.relation == "named"],
                    "adapted_from": lambda record: [record.adapted_from],
                },
            )
        )
