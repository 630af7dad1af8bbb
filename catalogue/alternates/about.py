"""What a file says of itself: which list it holds, of when, from where, and under which licence."""

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.taken import stamp


def title(taken):
    """The name of a TakenList with what it is narrowed to: “Practices (Place: Kenya)”."""
    narrowed = [f"{label}: {', '.join(values)}" for label, values in taken.choices]
    narrowed += [f"“{taken.words}”"] if taken.words else []
    name = str(taken.kind.label)
    return f"{name} ({'; '.join(narrowed)})" if narrowed else name


def facts(taken):
    """What is to be known of a TakenList, as [(what, what it is)]."""
    return [
        (_("List"), title(taken)),
        (_("Entries"), str(taken.total)),
        (_("State"), _("Generation %(number)s, %(date)s") % {"number": taken.catalogue.number, "date": day(taken)}),
        (_("This state"), taken.cited_url),
        (_("Today"), taken.url),
        (_("Licence"), f"{settings.DATA_LICENCE_NAME}, {settings.DATA_LICENCE_URL}"),
        (_("Source"), f"{_('GSX directory')}, {taken.site}/"),
    ]


def day(taken):
    """The date of a TakenList as ISO 8601 writes it; empty for an empty directory."""
    return stamp(taken.date)[:10] if taken.date else ""
