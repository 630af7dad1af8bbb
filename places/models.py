"""Regions, countries and groupings of countries. Usual names are not stored: see `places.names`."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.names import territory_name
from places.plain_text import PlainCharField, PlainTextField
from places.translated import Translated


class Place(models.Model):
    """What regions, countries and groupings share."""

    # By language, as `places.loading.OtherNames` has it. A place is found by these and never shown by one of them.
    other_names = models.JSONField(_("other names"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True


class Region(Place):
    """A region of UN M49; the regions form a tree whose root is the world (001)."""

    code = models.CharField(_("M49 code"), primary_key=True, max_length=3, validators=[RegexValidator(r"^\d{3}$")])
    parent = models.ForeignKey("self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self):
        return territory_name(self.code)


class Country(Place):
    """A country or area of ISO 3166-1; Kosovo has the user-assigned code XK."""

    code = models.CharField(
        _("ISO 3166-1 code"), primary_key=True, max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    iso3 = models.CharField(_("three-letter code"), max_length=3, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3, blank=True)
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT)
    least_level = models.CharField(
        _("least level"),
        max_length=11,
        choices=Level,
        default=Level.OPEN,
        help_text=_("The least careful level that an entry in this country may be published at."),
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(least_level__in=Level.values),
                name="country_least_level_known",
                violation_error_message=_("The least level is one of the four levels."),
            )
        ]

    def __str__(self):
        return territory_name(self.code)


class Grouping(Translated, Place):
    """Countries that donors and agencies name together although M49 does not: the Sahel, the Western Balkans."""

    PUBLIC_WORDS = ("slug", "name", "note")  # looked through for names that may not be public
    TRANSLATED = {"name": "name", "note": "note"}

    slug = models.SlugField(_("address"), primary_key=True)
    name = PlainCharField(_("name"), max_length=80)
    note = PlainTextField(_("which countries, and by whose use"), blank=True)
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), related_name="groupings")

    class Meta:
        verbose_name = _("grouping of countries")
        verbose_name_plural = _("groupings of countries")
        ordering = ["slug"]

    def __str__(self):
        return self.said("name").words
