"""How much of an entry may be public. The scale stands on the lowest floor because a country sets the least of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels, from the most open to the most careful; compare them by `care`."""

    OPEN = "open", _("Open")
    GENERALISED = "generalised", _("Generalised")
    ANONYMISED = "anonymised", _("Anonymised")
    WITHHELD = "withheld", _("Withheld")

    @property
    def care(self):
        """0 for open up to 3 for withheld."""
        return list(Level).index(self)

    @classmethod
    def most_careful(cls, levels):
        """The most careful of `levels` (any iterable of levels or their values); open when there are none."""
        return max((cls(level) for level in levels), key=lambda level: level.care, default=cls.OPEN)
