"""What the page of an entry says of it above its form: its publication, its consents, corrections that wait."""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from places.levels import Level
from publishing.editing.suggestions import waiting_corrections
from publishing.editions.completeness import measure
from publishing.entries.sight import may
from publishing.models import Care, Consent, ConsentAnswer, Entry, Event
from publishing.safety.consents import basis
from publishing.safety.standing import standing

# What tells an author or a reviewer where an entry is on its way.
ON_THE_WAY = [Event.What.SUBMITTED, Event.What.RETURNED]


class Panel(NamedTuple):
    """A part of the page of an entry: its `template`, and what that reads."""

    template: str
    context: dict


def badge(value, words):
    """A state or a level as a coloured word."""
    return format_html('<span class="badge badge-{}">{}</span>', value, words)


def publication_panel(admin, request, entry):
    context = publication(admin, request, standing(entry, to=request.user))
    return Panel("admin/publishing/_panel.html", context | {"completeness": _completeness(admin, entry)})


def publication(admin, request, found):
    """What the pages of an entry say of its publication; `found` is its Standing."""
    entry = found.entry
    may_review, in_review = may(request.user, "review", entry), entry.state == Entry.State.REVIEW
    ways = {
        "preview": True,
        "submit": not in_review,
        "publish": may_review,
        "give_back": may_review and in_review,
        "restrict": may_review and entry.level != Level.WITHHELD,
        "withdraw": found.is_public and may(request.user, "withdraw", entry),
    }
    return {
        "standing": found,
        "state": badge(entry.state, entry.get_state_display()),
        "level": badge(entry.level, entry.get_level_display()),
        "stops": [(_place_of(admin, stop, entry), stop.message) for stop in found.against],
        "doubts": list(entry.doubts()),
        "public_url": admin.address(found.edition.slug) if found.is_public else "",
        "review": Event.objects.of(entry).filter(what__in=ON_THE_WAY).select_related("by").first(),
        "care": Care.objects.unfinished().of(entry).first(),
        **{f"{name}_url": admin.url(name, entry) if open_to_them else "" for name, open_to_them in ways.items()},
    }


def _place_of(admin, stop, entry):
    """Where in the form the field is that a stop speaks of; safety questions stand on the page that submits."""
    if stop.field.startswith("safety."):
        return f"{admin.url('submit', entry)}#id_{stop.field.removeprefix('safety.')}"
    is_inline = admin.opts.get_field(stop.field).one_to_many
    return f"{admin.url('change', entry)}#{f'{stop.field}-group' if is_inline else f'id_{stop.field}'}"


def _completeness(admin, entry):
    """A Measure of `entry` as saved and the names of what is missing; None without a text."""
    if not entry.texts.all():
        return None
    found, labels = measure(entry.to_record()), admin.field_labels()
    return {"measure": found, "missing": [labels[name] for name in found.missing if name in labels]}


def consent_panel(admin, request, entry):
    context = {
        "consent_url": admin.url("consent", entry),
        "consent_basis": basis_in_words(entry),
        "answers": ConsentAnswer.objects.of(entry).select_related("handled_by"),
    }
    return Panel("admin/publishing/_consent.html", context)


def basis_in_words(entry):
    """On what `entry` rests today, in a sentence."""
    ground, agreed = basis(entry), entry.newest_agreement()
    if ground == Consent.Basis.AGREEMENT:
        words = (
            _("Agreed by: %(role)s, on %(day)s, until %(until)s.")
            if agreed.until
            else _("Agreed by: %(role)s, on %(day)s.")
        )
        return words % {
            "role": agreed.role,
            "day": date_format(agreed.given_on, "DATE_FORMAT"),
            "until": agreed.until and date_format(agreed.until, "DATE_FORMAT"),
        }
    if ground == Consent.Basis.SOURCE:
        return _("It rests on a published source.")
    if agreed:
        return _("The agreement ended on %s.") % date_format(agreed.until, "DATE_FORMAT")
    return _("Nobody's agreement is written down, nor that it rests on a published source.")


def corrections_panel(admin, request, entry):
    if not request.user.has_perm("publishing.view_suggestion"):
        return None
    corrections = waiting_corrections(entry)
    return Panel("admin/publishing/_corrections.html", {"corrections": corrections}) if corrections else None
