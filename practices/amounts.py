"""Amounts in words of the active language: money, ages, time, and figures with their signs."""

from babel.numbers import format_currency
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
COST_BANDS = (1_000_000, 100_000, 10_000, 1_000, 100, 0)
# The most weeks of each band.
TIME_BANDS = [(1, gettext_lazy("a week")), (13, gettext_lazy("up to three months")), (52, gettext_lazy("up to a year"))]
LONGEST = gettext_lazy("more than a year")


def signed(value, unit):
    """A figure with its sign and unit: −22.6 %."""
    words = in_digits(abs(value))
    sign = "−" if value < 0 else "+" if unit == "%" and value > 0 else ""
    return f"{sign}{words} {unit}".strip()


def money(cost):
    """An amount with the name of its currency, what it is for, and its year: “56 US dollars a year (2022)”."""
    words = f"{_in_currency(cost.amount, cost.currency)} {PER[cost.per]}"
    return _("%(amount)s (%(year)s)") % {"amount": words, "year": cost.year} if cost.year else words


def _in_currency(amount, currency):
    return format_currency(amount, currency, locale=locale(get_language()), format_type="name", currency_digits=False)


def cost_band(cost):
    """How large an amount is, in its own currency: “10,000 to 100,000 US dollars a year”."""
    return band_in_words(cost.currency, cost.per, band_of(cost.amount))


def band_of(amount):
    """The least amount of the band of `amount`."""
    return next(least for least in COST_BANDS if amount >= least)


def band_in_words(currency, per, least):
    """A band by its ends: “millions of” says too much of its least sum, and agrees with few names of currencies."""
    if least == COST_BANDS[0]:
        words = _("%s or more") % _in_currency(least, currency)
    else:
        most = _in_currency(COST_BANDS[COST_BANDS.index(least) - 1], currency)
        words = (
            _("%(least)s to %(most)s") % {"least": in_digits(least), "most": most}
            if least
            else _("less than %s") % most
        )
    return f"{words} {PER[per]}"


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
