"""Filter sets: the one owner of a list's query string. They parse it, narrow the index, describe it, write it again."""

from functools import cached_property
from urllib.parse import urlencode

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.facets import Facet
from publishing.models import Edition

PAGE_SIZE = 20
ORDERS = {
    "newest": gettext_lazy("Newest edition"),
    "title": gettext_lazy("Title"),
    "start": gettext_lazy("Start year"),
}
# How much of a wrong address is said back to the reader.
NAMED_AT_MOST = 5
NAMED_LENGTH = 40


class CatalogueFilters(django_filters.FilterSet):
    """The filter set of one kind: a subclass sets `of` (the name of the kind), `orders` and its facets.

    Anything in the query string that it does not know is left out and named in `notices`; the rest still filters.
    """

    of = ""
    orders = ("newest", "title")

    def __init__(self, data, catalogue):
        self.catalogue = catalogue
        self.index = catalogue.kinds[self.of]
        super().__init__(data, queryset=Edition.objects.none())

    @classmethod
    def facets(cls):
        """{parameter: Facet} in the order they are shown."""
        return {name: one for name, one in cls.base_filters.items() if isinstance(one, Facet)}

    def asked(self, name):
        """The values given for a parameter, as written, once each."""
        return list(dict.fromkeys(value for value in self.data.getlist(name) if value.strip()))

    @cached_property
    def selection(self):
        """What is filtered by: {facet: list of Option}, without facets that nothing is chosen of."""
        self.form.full_clean()
        chosen = {}
        for name in self.facets():
            facet = self.filters[name]
            if values := self.form.cleaned_data.get(name):
                chosen[name] = [facet.known()[value] for value in values]
        return chosen

    @cached_property
    def keys(self):
        """The selection as the index knows it: {facet: keys}."""
        return {name: [option.key for option in options] for name, options in self.selection.items()}

    @cached_property
    def found(self):
        """The documents that match, as a bitmap."""
        return self.index.select(self.keys)

    @cached_property
    def counts(self):
        return self.index.counts(self.keys)

    @cached_property
    def order(self):
        asked = self.data.get("sort", "")
        return asked if asked in self.orders else self.orders[0]

    @cached_property
    def pages(self):
        """The number of pages there are; one even when nothing is found."""
        return max(1, -(-len(self.found) // PAGE_SIZE))

    @cached_property
    def page(self):
        """The page shown: the one asked for, or the nearest there is."""
        asked = self.data.get("page", "1")
        # A reader's number, not a huge one made to be parsed slowly.
        if not (asked.isascii() and asked.isdigit() and len(asked) <= 9):
            return 1
        return min(max(int(asked), 1), self.pages)

    @cached_property
    def numbers(self):
        """The documents on the page shown, in order."""
        start = (self.page - 1) * PAGE_SIZE
        return self.index.ordered(self.found, self.order)[start : start + PAGE_SIZE]

    def query(self, *, selection=None, page=1):
        """The canonical query string of this list, perhaps with another `selection` ({facet: Options}) or `page`."""
        selection = self.selection if selection is None else selection
        pairs = [(name, option.value) for name in self.facets() for option in selection.get(name, ())]
        if self.order != self.orders[0]:
            pairs.append(("sort", self.order))
        if page > 1:
            pairs.append(("page", page))
        return "?" + urlencode(sorted(pairs)) if pairs else ""

    def toggled(self, name, option):
        """The selection with `option` of the facet `name` added, or taken away when it is chosen."""
        chosen = self.selection.get(name, [])
        rest = [one for one in chosen if one.value != option.value]
        changed = rest if len(rest) < len(chosen) else [*chosen, option]
        return {**self.selection, name: changed}

    @cached_property
    def notices(self):
        """A sentence for everything in the query string that was left out."""
        said = []
        if unknown := [name for name in self.data if name not in self.facets() and name not in ("sort", "page")]:
            said.append(_("Not known here and left out: %s.") % _named(unknown))
        for name in self.facets():
            facet = self.filters[name]
            if wrong := [value for value in self.asked(name) if facet.normal(value) not in facet.known()]:
                said.append(
                    _("%(facet)s has no such value, so it was left out: %(values)s.")
                    % {"facet": facet.label, "values": _named(wrong)}
                )
        asked = self.data.get("sort", "")
        if asked and asked != self.order:
            said.append(_("There is no order %s; this is the usual one.") % _named([asked]))
        asked = self.data.get("page", "")
        if asked and asked != str(self.page):
            said.append(
                _("There is no page %(asked)s; this is page %(page)s of %(pages)s.")
                % {"asked": _named([asked]), "page": self.page, "pages": self.pages}
            )
        return said


def _named(values):
    """The first few `values` in quotation marks, shortened, and how many more there are."""
    shown = ", ".join(f"“{_printable(value)}”" for value in values[:NAMED_AT_MOST])
    rest = len(values) - NAMED_AT_MOST
    return shown if rest <= 0 else _("%(shown)s and %(rest)s more") % {"shown": shown, "rest": rest}


def _printable(value):
    text = "".join(letter if letter.isprintable() else "�" for letter in value[: NAMED_LENGTH + 1])
    return text if len(text) <= NAMED_LENGTH else text[:NAMED_LENGTH] + "…"
