"""What is told of a practice in rows: people reached, costs, evaluations, figures, adaptations, materials."""

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models import Organisation
from places.numerals import in_digits
from places.plain_text import PlainCharField, PlainField, PlainTextField, PlainURLField, in_one_line
from publishing.models import BaseCitation, LanguageField, YearField, term_key, validate_language

CODE_LENGTH = 3  # letters of a currency


def validate_currency(value):
    """Refuse what is no currency of ISO 4217, as CLDR lists them."""
    if value not in list_currencies():
        raise ValidationError(
            _("“%(value)s” is no currency: write its three letters, such as KES."), params={"value": value}
        )


def currency_code(text):
    """A code of ISO 4217 as it is written, so that `eur` and ` EUR` are one; what is none stays as it was typed."""
    code = in_one_line(text).strip()
    return code.upper() if len(code) == CODE_LENGTH else code


class CodeField(PlainField):
    """Its check shows what was typed, whole; how long a code is, it knows too."""

    default_validators = (validate_currency,)

    def to_python(self, value):
        return currency_code(super().to_python(value))


class CurrencyField(PlainCharField):
    """A currency by its code in ISO 4217."""

    clean_text = staticmethod(currency_code)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.validators = [one for one in self.validators if not isinstance(one, MaxLengthValidator)]

    def formfield(self, **options):
        return super().formfield(**{"form_class": CodeField, "max_length": None, **options})


def of_practice(related_name):
    """The key to the practice that a row stands below."""
    return models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name=related_name)


def number_field(label, **options):
    """A number with up to two places."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


class Reach(models.Model):
    """How many people a practice reached, and who they were."""

    entry = of_practice("reached")
    number = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    who = PlainCharField(_("who"), max_length=200, help_text=_("Pupils, families, officers …; never a person."))
    note = PlainCharField(
        _("note"), max_length=200, blank=True, help_text=_("That the number is a plan or an estimate, or its year.")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("people reached")
        verbose_name_plural = _("people reached")

    def __str__(self):
        return self.who


class Cost(models.Model):
    """An amount that a practice cost, and what it paid for."""

    class Per(models.TextChoices):
        PROJECT = "project", _("for the whole project")
        YEAR = "year", _("a year")
        PARTICIPANT = "participant", _("for each participant")
        SESSION = "session", _("for each session")
        GRANT = "grant", _("for each grant")
        RESULT = "result", _("for each result")

    entry = of_practice("costs")
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Whole units of the currency."))
    currency = CurrencyField(
        _("currency"),
        max_length=CODE_LENGTH,
        validators=[validate_currency],
        help_text=_("Three letters: KES, USD, EUR …"),
    )
    per = models.CharField(_("what for"), max_length=11, choices=Per, default=Per.PROJECT)
    year = YearField(_("year"))
    note = PlainCharField(_("note"), max_length=200, blank=True, help_text=_("What it paid for, and who says so."))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("cost")
        verbose_name_plural = _("costs")

    def __str__(self):
        return f"{in_digits(self.amount)} {self.currency}"


class Evaluation(BaseCitation):
    """A study of what a practice changed: who looked, how, and what was found. It rests on a source."""

    entry = of_practice("evaluations")
    by = PlainCharField(_("by whom"), max_length=160, blank=True, help_text=_("A body or its kind; never a person."))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("by an organisation listed here"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluations",
    )
    independent = models.BooleanField(
        _("independent"), null=True, blank=True, help_text=_("Of those who did the work and those who paid for it.")
    )
    design = term_key("design", verbose_name=_("design"), null=True, blank=True)
    year = YearField(_("year"))
    sample = PlainCharField(_("who or what was looked at"), max_length=200, blank=True)
    finding = term_key("finding", verbose_name=_("finding"), null=True, blank=True)
    result = PlainTextField(_("what was found"), blank=True, max_length=600, help_text=_("In words, with its figures."))

    class Meta(BaseCitation.Meta):
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def __str__(self):
        return " ".join(filter(None, [self.by, str(self.year or "")])) or str(self.design or self.source)

    def tells(self):
        """Whether anything is known here of what it found."""
        return self.finding is not None and self.finding.slug not in ("not-known", "not-read")

    def citations_told(self):
        """Itself, which leads to its source; nothing where the sources of its practice are withheld."""
        return [] if self.entry.unanswered.get("sources") == "withheld" else [self]


class Figure(models.Model):
    """A figure of the key finding: what changed by how much, compared with what, and what weakens it."""

    entry = of_practice("figures")
    measure = PlainCharField(_("what was counted"), max_length=120)
    value = number_field(_("what was found"), help_text=_("With its sign: -22.6."))
    unit = PlainCharField(_("unit"), max_length=20, blank=True, help_text=_("%, points, people …"))
    compared_with = PlainCharField(
        _("compared with"), max_length=120, blank=True, help_text=_("The comparison area, a year before …")
    )
    compared_value = number_field(_("what was found there"), null=True, blank=True)
    weakness = PlainCharField(_("what weakens it"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("figure of the key finding")
        verbose_name_plural = _("figures of the key finding")

    def __str__(self):
        return f"{self.measure}: {self.value}"


class Adaptation(models.Model):
    """A change to the work when it was done elsewhere or later (FRAME)."""

    entry = of_practice("adaptations")
    what = PlainCharField(_("what changed"), max_length=300)
    planned = models.BooleanField(_("planned"), null=True, blank=True)
    keeps_core = models.BooleanField(_("keeps the core"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("adaptation")
        verbose_name_plural = _("changes when it was repeated")

    def __str__(self):
        return self.what


class Material(models.Model):
    """Something to work with: a manual, a curriculum, a film."""

    class Kind(models.TextChoices):
        MANUAL = "manual", _("manual")
        TOOLKIT = "toolkit", _("toolkit")
        CURRICULUM = "curriculum", _("curriculum")
        REPORT = "report", _("report")
        FILM = "film", _("film")
        WEBSITE = "website", _("website")

    entry = of_practice("materials")
    title = PlainCharField(_("title"), max_length=200)
    url = PlainURLField(_("address"), max_length=500, blank=True)
    language = LanguageField(_("language"), max_length=12, blank=True, validators=[validate_language])
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MANUAL)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self):
        return self.title
