"""Evidence gap map: a list as a table of two facets, where every number and every zero leads on; and as files."""

from functools import cached_property
from itertools import groupby
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.alternates.tables import MEDIA_TYPE, csv_file
from catalogue.alternates.views import ASKED_FOR, file_view
from catalogue.catalogue import current
from catalogue.crosstab import Crosstab, axes, axis
from catalogue.exported import exported
from catalogue.filters import PAGE, SORT, Fault, named
from catalogue.kinds import KINDS
from catalogue.listing import Listing
from catalogue.page_head import render_page
from catalogue.public_page import entity_tag, problem_of, public_page, to_canonical
from catalogue.shapes import Reference
from catalogue.taken import site_of
from places.tree import tree
from publishing.editing.sheets.workbooks import Sheet, workbook

# The parameters beside those of the list: which facets meet, whether continents are shown by their parts, and whether
# each square says the best step of what it holds.
ROWS, COLUMNS, PARTS, BEST = "rows", "columns", "parts", "best"
STEPS = (1, 2, 4, 7)  # the least number of entries of each tint
WIDTHS = 18, 40  # characters that columns of a workbook show


@require_safe
@public_page
def gap_page(request, kind_name):
    """The gap table of a kind, narrowed by the query string."""
    kind = KINDS[kind_name]
    gaps, moved = _gaps(request, kind, current())
    if moved is not None:
        return to_canonical(request, moved)
    request.own_query = gaps.own_query
    context = {
        "page_title": _("%(list)s: gaps") % {"list": kind.label},
        "crumbs": [Reference(kind.label, gaps.listing.address())],
        "gaps": gaps,
        "here": gaps.here,
    }
    return render_page(request, "catalogue/gaps.html", context)


@file_view
def gap_file(request, kind_name, form):
    """The same table in the form `form`: csv, xlsx or json."""
    kind = KINDS[kind_name]
    if form not in FILES:
        raise Http404
    gaps, moved = _gaps(request, kind, exported(), taken=True)
    if moved is not None:
        return to_canonical(request, moved)
    for fault in gaps.faults:
        return problem_of(fault)
    tag = entity_tag(request, gaps.filters.catalogue)
    response = get_conditional_response(request, etag=tag) or FILES[form](gaps, site_of(request))
    name = f"{kind.namespace}-{gaps.rows.name}-{gaps.columns.name}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(False, name)
    response.headers["Cache-Control"], response.headers["ETag"] = ASKED_FOR, tag
    return response


def _gaps(request, kind, catalogue, *, taken=False):
    """The Gaps that `request` asks for, and the query string with today's slugs if that is another one."""
    asked = request.GET.copy()
    own = {name: asked.pop(name, [""])[-1] for name in (ROWS, COLUMNS, PARTS, BEST)}
    for name in (PAGE, SORT):  # what a list has and a table has not
        asked.pop(name, None)
    filters = kind.filters(asked, catalogue, taken=taken)
    moved = filters.moved
    if moved is not None:
        moved = "&".join(filter(None, [moved, urlencode({name: value for name, value in own.items() if value})]))
    return Gaps(filters, request.path, own), moved


class Gaps:
    """The gap table at the address `path`; `own` are its own parameters as {name: what was asked for}."""

    def __init__(self, filters, path, own):
        self.filters, self._path, self._own = filters, path, own
        self.here, self.listing = Listing(filters, path), Listing(filters, KINDS[filters.of].list_url)
        self.axes = axes(filters)
        self.rows = axis(filters, self._chosen(ROWS), parts=self.parts)
        self.columns = axis(filters, self._chosen(COLUMNS), parts=self.parts)

    def _usual(self, name):
        """Places across; down, the first other facet."""
        others = [one for one in self.axes if one != "place"] or list(self.axes)
        return others[0] if name == ROWS or "place" not in self.axes else "place"

    def _chosen(self, name):
        asked = self._own[name]
        return asked if asked in self.axes else self._usual(name)

    @property
    def parts(self):
        return self._own[PARTS] == "1"

    @property
    def best(self):
        return self._own[BEST] == "1" and bool(self.filters.graded)

    @property
    def faults(self):
        """A Fault for everything in the query string that was left out."""
        for name in (ROWS, COLUMNS):
            if self._own[name] and self._own[name] not in self.axes:
                words = _("There is no such side of a table: %s; this is the usual one.")
                refused = _("There is no such side of a table: %s.")
                yield Fault(name, words % named([self._own[name]]), refused % named([self._own[name]]))
        for name in (PARTS, BEST):
            if self._own[name] not in ("", "1"):
                said = {"name": name, "asked": named([self._own[name]])}
                yield Fault(name, _("%(name)s is 1 or nothing, not %(asked)s.") % said)
        yield from self.filters.faults

    @property
    def choices(self):
        """[(parameter, label, [(facet, label, whether it is chosen), …]), …] of the two selects."""
        for name, label, used in ((ROWS, _("Rows"), self.rows), (COLUMNS, _("Columns"), self.columns)):
            yield name, label, [(facet, words, facet == used.name) for facet, words in self.axes.items()]

    @property
    def kept(self):
        """[(parameter, value), …] of the list, which another choice of rows and columns keeps."""
        return parse_qsl(self.filters.query().removeprefix("?"))

    @property
    def has_places(self):
        return "place" in (self.rows.name, self.columns.name) and not self.filters.selection.get("place")

    @property
    def own_query(self):
        """The query string by which the site links to this table; None where there is no end of such pages."""
        return None if self.here.own_query is None else self._query

    @property
    def _query(self):
        own = {
            ROWS: self.rows.name if self.rows.name != self._usual(ROWS) else "",
            COLUMNS: self.columns.name if self.columns.name != self._usual(COLUMNS) else "",
            PARTS: "1" if self.parts else "",
            BEST: "1" if self.best else "",
        }
        pairs = [*self.kept, *((name, value) for name, value in own.items() if value)]
        return urlencode(sorted(pairs))

    @cached_property
    def files(self):
        """[(form, address), …] of the files with this table."""
        base = self._path.rstrip("/")
        return [(form, f"{base}.{form}" + (f"?{self._query}" if self._query else "")) for form in FILES]

    @cached_property
    def table(self):
        return Crosstab(self.filters, self.rows, self.columns, self._graded if self.best else ("", ()))

    @property
    def _graded(self):
        name, catalogue = self.filters.graded, self.filters.catalogue
        options = self.filters.filters[name].options(catalogue, self.filters.index)
        return name, sorted(options, key=lambda option: -self._step(option))

    def _step(self, option):
        return self.filters.catalogue.term(self._vocabulary, option.key).codes.get("step", 0)

    @property
    def _vocabulary(self):
        return self.filters.filters[self.filters.graded].vocabulary

    @property
    def steps(self):
        """[(shape, label), …] of what squares say to be the best in them, the best first."""
        return [(f"e{self._step(option)}", option.label) for option in self._graded[1]] if self.best else []

    @property
    def columns_by_region(self):
        """[(what its columns lie in, how many they are), …]; empty where they lie in nothing that is worth a line."""
        if self.columns.name != "place" or not self.parts:
            return []
        above = [tree().above(option.key)[-1:] for option in self.columns.values]
        return [(tree().name(codes[0]) if codes else "", len(list(group))) for codes, group in groupby(above)]

    @property
    def lines(self):
        """[(row, its total, its address, [(count, tint, address, shape, words of the best), …]), …]"""
        for row, total, squares in self.table.lines:
            alone = self.listing.address(selection={**self.filters.selection, self.rows.name: [row]})
            yield row, total, alone, [self._cell(square) for square in squares]

    def _cell(self, square):
        shape, words = (f"e{self._step(square.best)}", square.best.label) if square.best else ("", "")
        tint = sum(1 for least in STEPS if least <= square.count)
        return square.count, tint, self.listing.address(selection=square.selection), shape, words

    @property
    def left_out(self):
        """[(label of the side, number of entries that stand in none of its squares), …]"""
        found = [(side.label, self.table.outside(side)) for side in (self.rows, self.columns)]
        return [(label, number) for label, number in found if number]

    @property
    def blank(self):
        """The values of either side that nothing is recorded of, as [(label, [Reference, …]), …]."""
        for side, totals in ((self.rows, self._row_totals()), (self.columns, self.table.column_totals)):
            none = [self._alone(side, option) for option, total in totals if not total]
            if none:
                yield side.label, none

    def _row_totals(self):
        return [(row, total) for row, total, _squares in self.table.lines]

    def _alone(self, side, option):
        return Reference(option.label, self.listing.address(selection={**self.filters.selection, side.name: [option]}))

    def cells(self):
        """The table as rows of cells, heads first: labels, numbers, totals."""
        yield [str(self.rows.label), *(option.label for option in self.columns.values), _("All")]
        for row, total, squares in self.table.lines:
            yield [row.label, *(square.count for square in squares), total]
        yield [_("All"), *(total for _column, total in self.table.column_totals), self.table.total]


def _as_csv(gaps, _site):
    return HttpResponse(csv_file(gaps.cells()), content_type=MEDIA_TYPE)


def _as_workbook(gaps, _site):
    first, rest = WIDTHS[1], [WIDTHS[0]] * (len(gaps.columns.values) + 1)
    pieces = workbook({_("Gaps"): Sheet(gaps.cells(), [first, *rest])})
    return HttpResponse(
        b"".join(pieces), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


def _as_json(gaps, site):
    table = gaps.table
    document = {
        "generation": gaps.filters.catalogue.number,
        "url": site + gaps.here.path,
        "license": settings.DATA_LICENCE_URL,
        "rows": _side(gaps.rows, [total for _row, total, _squares in table.lines]),
        "columns": _side(gaps.columns, [total for _column, total in table.column_totals]),
        "counts": table.counts,
        "total": table.total,
        "outside": {"rows": table.outside(gaps.rows), "columns": table.outside(gaps.columns)},
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _side(side, totals):
    values = [
        {"value": option.value, "label": option.label, "total": total}
        for option, total in zip(side.values, totals, strict=True)
    ]
    return {"facet": side.name, "label": str(side.label), "values": values}


FILES = {"csv": _as_csv, "xlsx": _as_workbook, "json": _as_json}
