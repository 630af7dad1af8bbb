"""What a file says of itself: which list it holds, of when, from where, and under which licence."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.citing import directory
from catalogue.kinds import ANY_KIND
from catalogue.taken import stamp


def heading(taken):
    """What a TakenList is a list of."""
    return _("Practices, networks and organisations") if taken.kind.name == ANY_KIND else str(taken.kind.label)


def title(taken):
    """The name of a TakenList with what it is narrowed to: “Practices (Place: Kenya)”."""
    narrowed = [f"{label}: {', '.join(values)}" for label, values in taken.choices]
    narrowed += [f"“{taken.words}”"] if taken.words else []
    name = heading(taken)
    return f"{name} ({'; '.join(narrowed)})" if narrowed else name


def facts(taken):
    """What is to be known of a TakenList, as [(what, what it is)]."""
    return [
        (_("List"), title(taken)),
        (_("Entries"), str(taken.total)),
        (_("State"), _("Generation %(number)s, %(date)s") % {"number": taken.catalogue.number, "date": day(taken)}),
        (_("This state"), taken.cited_url),
        (_("Today"), taken.url),
        (_("Licence"), licence()),
        (_("Source"), f"{directory()}, {taken.site}/"),
    ]


def standing(taken):
    """In a few words, how much a TakenList holds and when that was so."""
    amount = taken.kind.words(taken.total)
    if not taken.date:
        return amount
    said = {"amount": amount, "date": date_format(taken.date, "DATE_FORMAT"), "number": taken.catalogue.number}
    return _("%(amount)s, as of %(date)s (generation %(number)s)") % said


def licence():
    """The licence of texts and data, by its name and address."""
    return f"{settings.DATA_LICENCE_NAME}, {settings.DATA_LICENCE_URL}"


def day(taken):
    """The date of a TakenList as ISO 8601 writes it; empty for an empty directory."""
    return stamp(taken.date)[:10] if taken.date else ""
