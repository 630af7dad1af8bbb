"""What the page of an entry says of it above its form: its publication, its consents, corrections that wait."""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from places.levels import Level
from publishing.editions.completeness import measure
from publishing.entries.sight import may
from publishing.entries.suggestions import waiting_corrections
from publishing.models import Care, Consent, ConsentAnswer, Entry, Event
from publishing.safety.consents import basis
from publishing.safety.publication import standing
from publishing.safety.review import may_take_back

# What tells an author or a reviewer where an entry is on its way.
ON_THE_WAY = [Event.What.SUBMITTED, Event.What.RETURNED]


class Panel(NamedTuple):
    """A part of the page of an entry: its `template`, and what that reads."""

    template: str
    context: dict


def badge(value, words):
    return format_html('<span class="badge badge-{}">{}</span>', value, words)


def publication_panel(admin, request, entry):
    found = standing(entry, to=request.user)
    completeness = None
    if entry.texts.all():
        measured, labels = measure(entry.to_record()), admin.field_labels()
        missing = [labels[name] for name in measured.missing if name in labels]
        completeness = {"measure": measured, "missing": missing}
    return Panel("admin/publishing/_panel.html", publication(admin, request, found) | {"completeness": completeness})


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
        "take_back": may_take_back(entry, request.user),
    }
    return {
        "standing": found,
        "state": badge(entry.state, entry.get_state_display()),
        "level": badge(entry.level, entry.get_level_display()),
        "stops": [(_place_of(admin, request, stop, entry), stop.message) for stop in found.against],
        "doubts": list(entry.doubts()),
        "public_url": admin.address(found.edition.slug) if found.is_public else "",
        "review": Event.objects.of(entry).filter(what__in=ON_THE_WAY).select_related("by").first(),
        "care": Care.objects.unfinished().of(entry).first() if request.user.has_perm("publishing.view_care") else None,
        **{f"{name}_url": admin.url(name, entry) if open_to_them else "" for name, open_to_them in ways.items()},
    }


def _place_of(admin, request, stop, entry):
    """Where in the form the field is that a stop speaks of; safety questions stand on the page that goes on from there.

    Empty for who may not change the entry now: nothing is to be done there.
    """
    if not admin.has_change_permission(request, entry):
        return ""
    onward = "publish" if entry.state == Entry.State.REVIEW else "submit"
    page, field = (onward if stop.field.startswith("safety.") else "change"), stop.field.removeprefix("safety.")
    is_inline = page == "change" and admin.opts.get_field(field).one_to_many
    return f"{admin.url(page, entry)}#{f'{field}-group' if is_inline else f'id_{field}'}"


def in_the_way(form, found, said, words, refused):
    """Error summary: what stands in the way of a page with `form`, a ChecklistForm, as _stops.html wants it.

    `said` is the publication of `found`. A question leads to its place in the form, and is marked there once the form
    was sent; then what the form itself refuses comes first. `words` is the heading before that, `refused` after.
    """
    stops = [
        (_here(form, stop) or url, sentence) for stop, (url, sentence) in zip(found.against, said["stops"], strict=True)
    ]
    if not form.is_bound:
        return {"stops": stops, "stops_heading": words}
    own = [(name, error) for name, errors in form.errors.items() for error in errors if name in form.fields]
    wrong = [(f"#{form[name].auto_id}", error) for name, error in own]
    form.mark(found.against)
    return {
        "stops": wrong + stops,
        "form_errors": form.non_field_errors(),
        "stops_heading": refused,
        "is_refused": True,
    }


def _here(form, stop):
    name = "" if stop.words else form.question_of(stop)
    return f"#{form[name].auto_id}" if name else ""


def consent_panel(admin, request, entry):
    context = {
        "consent_url": admin.url("consent", entry),
        "consent_basis": basis_in_words(entry),
        "answers": ConsentAnswer.objects.of(entry).select_related("handled_by"),
    }
    return Panel("admin/publishing/_consent.html", context)


def basis_in_words(entry):
    ground, agreed = basis(entry), entry.newest_agreement()
    until = date_format(agreed.until, "DATE_FORMAT") if agreed and agreed.until else ""
    if ground == Consent.Basis.AGREEMENT:
        words = _("Agreed by: %(role)s, on %(day)s.")
        if until:
            words = _("Agreed by: %(role)s, on %(day)s, until %(until)s.")
        return words % {"role": agreed.role, "day": date_format(agreed.given_on, "DATE_FORMAT"), "until": until}
    if ground == Consent.Basis.SOURCE:
        return _("It rests on a published source.")
    if agreed:
        return _("The agreement ended on %s.") % until
    return _("Nobody's agreement is written down, nor that it rests on a published source.")


def corrections_panel(admin, request, entry):
    if not request.user.has_perm("publishing.view_suggestion"):
        return None
    corrections = waiting_corrections(entry)
    return Panel("admin/publishing/_corrections.html", {"corrections": corrections}) if corrections else None
