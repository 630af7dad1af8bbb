"""Amounts in words of the active language: money, ages, time, and figures with their signs."""

from babel.numbers import format_currency, get_currency_name
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from places.names import locale
from places.numerals import in_digits

PER = {
    "project": gettext_lazy("for the whole project"),
    "year": gettext_lazy("a year"),
    "participant": gettext_lazy("for each participant"),
    "session": gettext_lazy("for each session"),
    "grant": gettext_lazy("for each grant"),
    "result": gettext_lazy("for each result"),
}
# The least amount of each band; a band says how many digits a sum has, in its own currency, and compares nothing.
COST_BANDS = [
    (1_000_000, gettext_lazy("millions of %s")),
    (100_000, gettext_lazy("hundreds of thousands of %s")),
    (10_000, gettext_lazy("tens of thousands of %s")),
    (1_000, gettext_lazy("thousands of %s")),
    (100, gettext_lazy("hundreds of %s")),
    (0, gettext_lazy("less than a hundred %s")),
]
# The most weeks of each band.
TIME_BANDS = [(1, gettext_lazy("a week")), (13, gettext_lazy("up to three months")), (52, gettext_lazy("up to a year"))]
LONGEST = gettext_lazy("more than a year")


def signed(value, unit):
    """A figure with its sign and unit: −22.6 %."""
    words = in_digits(abs(value))
    sign = "−" if value < 0 else "+" if unit == "%" and value > 0 else ""
    return f"{sign}{words} {unit}".strip()


def money(cost):
    """An amount with the name of its currency, and what it is for: “56 US dollars for each participant”."""
    options = {"format_type": "name", "currency_digits": False}
    return f"{format_currency(cost.amount, cost.currency, locale=locale(get_language()), **options)} {PER[cost.per]}"


def cost_band(cost):
    """How large an amount is, in its own currency: “tens of thousands of US dollars a year”."""
    return band_in_words(cost.currency, cost.per, band_of(cost.amount))


def band_of(amount):
    """The least amount of the band of `amount`."""
    return next(least for least, _words in COST_BANDS if amount >= least)


def band_in_words(currency, per, least):
    name = get_currency_name(currency, count=1000, locale=locale(get_language()))
    return f"{dict(COST_BANDS)[least] % name} {PER[per]}"


def time_band(weeks):
    """(step from 1 to 4, words) for how long a round takes."""
    for step, (most, words) in enumerate(TIME_BANDS, 1):
        if weeks <= most:
            return step, words
    return len(TIME_BANDS) + 1, LONGEST


def ages(record):
    """“14 to 28 years”, “from 14 years”, “up to 28 years”; empty when neither is told."""
    youngest, oldest = record.age_from, record.age_to
    if youngest is not None and oldest is not None:
        return _("%(youngest)s to %(oldest)s years") % {"youngest": youngest, "oldest": oldest}
    if youngest is not None:
        return _("from %s years") % youngest
    return _("up to %s years") % oldest if oldest is not None else ""
