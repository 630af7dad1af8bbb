"""Comparing: entries side by side. What is chosen stands in the address alone; nothing is kept of it anywhere."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue.catalogue import current
from catalogue.comparing import MOST, Comparison, candidates
from catalogue.facets import PlaceFacet
from catalogue.filters import named
from catalogue.kinds import KINDS
from catalogue.page_head import render_page
from catalogue.public_page import public_page
from catalogue.questions import questions
from catalogue.shapes import Reference
from places.order import in_order
from places.tree import tree

WORDS = "find"
LONGEST, LONGEST_LIST = 200, 2_000  # letters of the words looked for, and of the list of entries


@require_safe
@public_page
def compare_page(request, kind_name):
    """The entries that the parameter named after the kind holds, as slugs or uids with commas between them."""
    kind, catalogue = KINDS[kind_name], current()
    asked = request.GET.copy()
    chosen = [one for value in asked.pop(kind_name, []) for one in value[:LONGEST_LIST].split(",") if one.strip()]
    words = asked.pop(WORDS, [""])[-1][:LONGEST]
    conditions = {name: asked.pop(name) for name in kind.conditions if name in asked}
    here = _Here(request.path, kind_name, conditions)
    comparison = Comparison(kind, [one.strip() for one in chosen], catalogue, here.with_entries)
    filters = kind.filters(_query(conditions), catalogue)
    request.own_query = None if chosen or words or conditions else ""
    context = {
        "page_title": _title(kind, comparison),
        "crumbs": [Reference(kind.label, kind.list_url)],
        "comparison": comparison,
        "notices": [*_notices(comparison), *_unknown(asked), *(fault.words for fault in filters.faults)],
        "find": words,
        "found": candidates(words, comparison) if words and comparison.has_room else [],
        "kept": [(kind_name, ",".join(comparison.slugs))] if comparison.uids else [],
        "conditions": [_choices(filters, name) for name in kind.conditions] if comparison.is_whole else [],
        "chosen": [(name, value) for name, values in conditions.items() for value in values],
        "questions": questions(),
        "brief_url": f"{kind.brief_url}?{urlencode({kind_name: ','.join(comparison.slugs)})}",
        "fits": list(comparison.fits(filters.selection)),
    }
    return render_page(request, "catalogue/compare.html", context)


class _Here:
    """The address of this page with other entries, and the conditions that were asked for."""

    def __init__(self, path, kind_name, conditions):
        self._path, self._kind = path, kind_name
        self._pairs = [(name, value) for name, values in conditions.items() for value in values]

    def with_entries(self, slugs):
        own = [(self._kind, ",".join(slugs))] if slugs else []
        pairs = sorted([*own, *self._pairs])
        return f"{self._path}?{urlencode(pairs)}" if pairs else self._path


def _query(conditions):
    return QueryDict(urlencode(conditions, doseq=True))


def _title(kind, comparison):
    number = len(comparison.sides)
    if number < 2:
        return _("%(list)s side by side") % {"list": kind.label}
    return _("%(entries)s side by side") % {"entries": kind.words(number)}


def _notices(comparison):
    if comparison.missing:
        yield ngettext(
            "One of those asked for is not here, or not any more; the others are.",
            "%(number)s of those asked for are not here, or not any more; the others are.",
            comparison.missing,
        ) % {"number": comparison.missing}
    if comparison.left_out:
        yield _("No more than %s stand side by side: the first of them do.") % MOST


def _unknown(asked):
    if asked:
        yield _("Not known here and left out: %s.") % named(list(asked))


def _choices(filters, name):
    """A condition as a select: (parameter, label, [(value, label, whether it is chosen), …])."""
    facet = filters.filters[name]
    chosen = {option.value for option in filters.selection.get(name, ())}
    if isinstance(facet, PlaceFacet):  # also where nothing is recorded: that is where it is to be done
        options = [(code, tree().name(code)) for code in in_order(tree().country_region, tree().name)]
    else:
        found = facet.offered(filters.catalogue, filters.index, filters.most_offered)
        options = [(one.value, one.label) for one in found.values()]
    return name, facet.label, [(value, label, value in chosen) for value, label in options]
