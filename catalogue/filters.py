"""Filter sets: the one owner of a list's query string. They parse it, narrow the index, describe it, write it again."""

from functools import cache, cached_property
from types import MappingProxyType
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.as_of import as_of, generation_on, parsed_day, published_after
from catalogue.exported import exportable
from catalogue.facets import Facet, KindFacet, LanguageFacet, PlaceFacet, facets_of
from catalogue.kinds import ANY_KIND
from catalogue.public_page import canonical
from catalogue.search.search import Search
from places.lists import listed, quoted
from publishing.models import Edition
from publishing.records.record import RECORDS

PAGE_SIZE = 20
# Of a facet without end, such as organisations, so many values are offered beside a list: those that most entries have.
MOST_OFFERED = 50
BEST = "best"
ORDERS = {
    BEST: gettext_lazy("Best match"),
    "fullest": gettext_lazy("Told most fully"),
    "newest": gettext_lazy("Newest edition"),
    "title": gettext_lazy("Title"),
    "start": gettext_lazy("Start year"),
    "oldest": gettext_lazy("Oldest first"),
    "evidence": gettext_lazy("Evidence"),
    "practices": gettext_lazy("Most practices"),
}
# The parameters beside the facets: words searched for, whether only as typed, order, page, the generation at which the
# list is read, the one after which its entries were published, whether it stands in a frame and, where one may ask for
# it, the number of entries on a page. Generations may be asked for by a day (2026-11-30).
WORDS, LITERAL, SORT, PAGE, AS_OF, EMBED, SIZE = "q", "literal", "sort", "page", "as_of", "embed", "page_size"
SINCE = "since"
# Of the API alone. Its paths tell no language: that of labels, and of the pages that replies lead to. The entries that
# are wanted, by uid or slug, and the fields of their records.
LANG, IDS, FIELDS = "lang", "ids", "fields"
API_ALONE = (SIZE, LANG, IDS, FIELDS)
# How much of a wrong address is said back to the reader.
NAMED_AT_MOST, NAMED_LENGTH = 5, 40


def declared_filters(record_class):
    """A filter set of the kind of `record_class` with the facets that it declares, to be completed by a subclass."""
    return type(CatalogueFilters)("Declared", (CatalogueFilters,), {"of": record_class.KIND, **facets_of(record_class)})


class Fault(NamedTuple):
    """What a query string asks for and cannot have: the parameter, and a sentence that says so.

    `words` tell the readers of a page what was done instead; `refused` is for programs, for which nothing is.
    """

    parameter: str
    words: str
    refused: str = ""


class CatalogueFilters(django_filters.FilterSet):
    """The filter set of one kind: a subclass sets `of` (the name of the kind), `usual_orders` and facets of its own.

    Anything in the query string that it does not know is left out and named in `faults`; the rest still filters. Pages
    of up to `largest` entries can be asked for, and a language, as in the API; of 0, neither can. Of a facet without
    end so many of the largest values are `offered`, or all when it is None. A list that is `taken` leaves the site: one
    of earlier times is then without the editions that might not leave it, whatever was agreed to since.
    """

    of = ""
    usual_orders = ("fullest", "newest", "title")
    # {order: function from the filter set to bitmaps, those that come first at first}; in each, the usual order.
    rankings: ClassVar[dict] = {}
    in_order = ()
    # The facet whose terms are steps, from the least known to the most; "" for none.
    graded = ""
    # The facets that stand open beside the list, the others being folded; of none, all.
    at_hand: ClassVar[tuple] = ()
    # The facets that are asked for so seldom that their values stand on a page of their own, and not beside the list.
    rare: ClassVar[tuple] = ()

    def __init__(self, data, catalogue, largest=0, *, taken=False, offered=MOST_OFFERED):
        self.today, self.largest, self.most_offered = catalogue, largest, offered
        self.days = {} if largest else self._days_of(data)
        asked, since = (self.days.get(name) or whole(data.get(name, "")) for name in (AS_OF, SINCE))
        self.as_of = asked if asked <= catalogue.number else 0
        self.since = since if since <= catalogue.number and not largest else 0
        if self.as_of:
            catalogue = as_of(catalogue, self.as_of)
            catalogue = exportable(catalogue) if taken else catalogue
        self.catalogue = catalogue
        self.index = catalogue.kinds[self.of]
        super().__init__(data, queryset=Edition.objects.none())

    def _days_of(self, data):
        """{parameter: generation} of the generations that `data` asks for by a day; since the beginning is 0."""
        days = {name: parsed_day(data.get(name, "")) for name in (AS_OF, SINCE)}
        reached = {name: generation_on(self.today, day) for name, day in days.items() if day}
        return {name: max(number, 1) if name == AS_OF else number for name, number in reached.items()}

    @classmethod
    @cache
    def facets(cls):
        """{parameter: Facet} in the order they are shown: those that `in_order` names, then the others."""
        found = {name: one for name, one in cls.base_filters.items() if isinstance(one, Facet)}
        return MappingProxyType({name: found[name] for name in (*cls.in_order, *found)})  # all threads have the same

    def asked(self, name):
        """The values given for a parameter, as written, once each."""
        return list(dict.fromkeys(one for one in self.data.getlist(name) if one.strip()))

    def option(self, name, value):
        """The Option of the facet `name` that `value` asks for, or None."""
        return self.filters[name].option(value, self.catalogue, self.index)

    @cached_property
    def selection(self):
        """What is filtered by: {facet: list of Option}, without facets that nothing is chosen of."""
        chosen = {}
        for name in self.facets():
            known = {one.value: one for value in self.asked(name) if (one := self.option(name, value))}
            if known:
                chosen[name] = list(known.values())
        return chosen

    @property
    def choices(self):
        """The selection in words: [(label of a facet, [labels of its values]), …]."""
        return [
            (str(self.filters[name].label), [option.label for option in options])
            for name, options in self.selection.items()
        ]

    @cached_property
    def moved(self):
        """The canonical query string with the slugs that terms have now, and generations for days.

        None where those asked for are these.
        """
        data = self.data.copy()
        for name, number in self.days.items():
            data[name] = str(number or "")
        for name, facet in self.facets().items():
            data.setlist(name, [facet.value_now(value, self.catalogue) for value in self.data.getlist(name)])
        return None if canonical(data) == canonical(self.data) else canonical(data)

    @cached_property
    def keys(self):
        """The selection as the index knows it: {facet: keys}."""
        return {name: [option.key for option in options] for name, options in self.selection.items()}

    @cached_property
    def search(self):
        """The Search for the words asked for, or None when there are none."""
        search = Search(self.data.get(WORDS, ""), self.catalogue, self.index, literal=self.literal)
        return search if search.query else None

    @property
    def literal(self):
        """Whether only the words themselves are searched for, without others that mean the same."""
        return self.data.get(LITERAL) == "1"

    @property
    def embedded(self):
        """Whether the list is shown in the frame of another site."""
        return self.data.get(EMBED) == "1" and not self.largest

    @property
    def within(self):
        """The documents that the words are found in, of those that are news and asked for; None when all are."""
        found = self.news(self.search.found if self.search else None)
        if not self.ids:
            return found
        asked = self.index.called(self.ids)
        return asked if found is None else found & asked

    @cached_property
    def ids(self):
        """The uids or slugs asked for, once each; one that is nowhere in the list finds nothing."""
        return _parts(self.data.getlist(IDS)) if self.largest else []

    @cached_property
    def fields(self):
        """The names of fields, of records and their texts, that are asked for; none stands for all."""
        return _parts(self.data.getlist(FIELDS)) if self.largest else []

    def news(self, found):
        """Of the bitmap `found` (None: of all), what was published after the generation `since`."""
        if not self.since:
            return found
        after = published_after(self.index, self.since)
        return after if found is None else found & after

    @cached_property
    def found(self):
        """The documents that match, as a bitmap."""
        return self.index.select(self.keys, self.within)

    def counts(self, name):
        """{key: number of documents} for the values of the facet `name` that are offered or chosen."""
        return self._counter(name, [option.key for option in self.shown[name]])

    @cached_property
    def _counter(self):
        return self.index.counter(self.keys, self.within)

    @cached_property
    def shown(self):
        """{facet: options to show}: those offered, and those chosen beyond them."""
        found = {}
        for name in self.facets():
            offered = self.filters[name].offered(self.catalogue, self.index, self.most_offered)
            beyond = [option for option in self.selection.get(name, ()) if option.value not in offered]
            found[name] = [*offered.values(), *beyond]
        return found

    @cached_property
    def orders(self):
        """The orders to choose from, the usual one first: the best match while words are searched for."""
        usual = (*self.usual_orders, *self.rankings)
        return (BEST, *usual) if self.search else usual

    @cached_property
    def order(self):
        asked = self.data.get(SORT, "")
        return asked if asked in self.orders else self.orders[0]

    @cached_property
    def pages(self):
        """The number of pages there are; one even when nothing is found."""
        return max(1, -(-len(self.found) // self.page_size))

    @cached_property
    def page(self):
        """The page shown: the one asked for, or the nearest there is."""
        return min(max(whole(self.data.get(PAGE, "")), 1), self.pages)

    @cached_property
    def page_size(self):
        """The number of entries on a page, the last one aside."""
        asked = whole(self.data.get(SIZE, ""))
        return asked if 1 <= asked <= self.largest else PAGE_SIZE

    @cached_property
    def numbers(self):
        """The documents on the page shown, in order."""
        start = (self.page - 1) * self.page_size
        return self.ordered(self.found, start, start + self.page_size)

    def ordered(self, found, start, stop):
        """The numbers of the documents in the bitmap `found` from `start` to before `stop`, in the order asked for."""
        if self.order == BEST:
            return self.search.best(found, start, stop)
        if self.order in self.rankings:
            return self._ranked(found, start, stop)
        return self.index.ordered(found, self.order, start, stop)

    def _ranked(self, found, start, stop):
        numbers = []
        for group in (*self.rankings[self.order](self), found):
            here = found & group
            found = found - here
            numbers += self.index.ordered(here, self.usual_orders[0], max(start, 0), max(stop, 0))
            start, stop = start - len(here), stop - len(here)
        return numbers

    def query(self, *, selection=None, page=1, words=None, literal=None, as_of=None, since=None, embed=None):
        """The canonical query string of this list, perhaps with another `selection`, `page` or other `words`.

        `selection` is {facet: Options}; `as_of` and `since` are generations, 0 for today and for all. Sorted by
        parameter and value, and nothing that says the usual.
        """
        selection = self.selection if selection is None else selection
        pairs = [(name, option.value) for name, options in selection.items() for option in options]
        words = (self.search.query.text if self.search else "") if words is None else words
        literal = self.literal if literal is None else literal
        usual = BEST if words else self.usual_orders[0]
        order = self.order if words or self.order != BEST else usual
        said = {
            WORDS: words,
            LITERAL: "1" if words and literal else "",
            SORT: "" if order == usual else order,
            PAGE: str(page) if page > 1 else "",
            SIZE: "" if self.page_size == PAGE_SIZE else str(self.page_size),
            AS_OF: str((self.as_of if as_of is None else as_of) or ""),
            SINCE: str((self.since if since is None else since) or ""),
            EMBED: "1" if (self.embedded if embed is None else embed) else "",
            LANG: self.data.get(LANG, "") if self.largest else "",
            IDS: ",".join(self.ids),
            FIELDS: ",".join(self.fields),
        }
        pairs += [(name, value) for name, value in said.items() if value]
        return "?" + urlencode(sorted(pairs)) if pairs else ""

    def toggled(self, name, option):
        """The selection with `option` of the facet `name` added, or taken away when it is chosen."""
        chosen = self.selection.get(name, [])
        rest = [one for one in chosen if one.value != option.value]
        changed = rest if len(rest) < len(chosen) else [*chosen, option]
        return {**self.selection, name: changed}

    @cached_property
    def faults(self):
        """A Fault for everything in the query string that was left out."""
        return [
            *self._unknown_parameters(),
            *self._unknown_values(),
            *self._words(),
            *self._order_and_page(),
            *self._ids_and_fields(),
        ]

    def _unknown_parameters(self):
        known = {*self.facets(), WORDS, LITERAL, SORT, PAGE, AS_OF, *(API_ALONE if self.largest else (SINCE, EMBED))}
        if unknown := [name for name in self.data if name not in known]:
            words, refused = _("Not known here and left out: %s."), _("Not known here: %s.")
            yield Fault(unknown[0], words % named(unknown), refused % named(unknown))

    def _unknown_values(self):
        for name in self.facets():
            if wrong := [value for value in self.asked(name) if not self.option(name, value)]:
                said = {"facet": self.filters[name].label, "values": named(wrong)}
                words = _("%(facet)s has no such value, so it was left out: %(values)s.")
                yield Fault(name, words % said, _("%(facet)s has no such value: %(values)s.") % said)

    def _words(self):
        asked = self.data.get(WORDS, "")
        if asked.strip() and not self.search:
            words = _("There is no word to search for in %s, so nothing was searched for.")
            yield Fault(WORDS, words % named([asked]), _("There is no word to search for in %s.") % named([asked]))
        elif self.search and self.search.query.cut:
            words = _("That is much to search for at once: only the beginning was, %s.")
            refused = _("That is too much to search for at once: no more than %s.")
            searched = named([self.search.query.text])
            yield Fault(WORDS, words % searched, refused % searched)
        yield from self._other(LITERAL, "literal", gettext_lazy("literal is 1 or nothing, not %(asked)s."))

    def _order_and_page(self):
        words = gettext_lazy("There is no order %(asked)s; this is the usual one.")
        yield from self._other(SORT, "order", words, gettext_lazy("There is no order %(asked)s of this list."))
        words = gettext_lazy("There is no page %(asked)s; this is page %(page)s of %(pages)s.")
        yield from self._other(
            PAGE, "page", words, gettext_lazy("There is no page %(asked)s; the last one is %(pages)s.")
        )
        if self.largest:
            yield from self._other(
                SIZE, "page_size", gettext_lazy("A page holds from 1 to %(largest)s entries, not %(asked)s.")
            )
        words = gettext_lazy("There is no generation %(asked)s; this is the list of today, generation %(now)s.")
        yield from self._other(
            AS_OF, "as_of", words, gettext_lazy("There is no generation %(asked)s; the latest is %(now)s.")
        )
        if not self.largest:
            words = gettext_lazy("There is no generation %(asked)s; these are all, of whenever. The latest is %(now)s.")
            yield from self._other(
                SINCE, "since", words, gettext_lazy("There is no generation %(asked)s; the latest is %(now)s.")
            )
        words = gettext_lazy("A list is embedded by 1 and not by %(asked)s; this is the whole page.")
        yield from self._other(EMBED, "embedded", words)

    def _ids_and_fields(self):
        """Faults of parameters that only programs send."""
        for name, parts in ((IDS, self.ids), (FIELDS, self.fields)):
            if self.largest and self.data.get(name) and not parts:
                words = _("There is nothing between the commas of %s.") % name
                yield Fault(name, words, words)
        if len(self.ids) > self.largest:
            said = {"largest": self.largest, "asked": len(self.ids)}
            words = _("%(largest)s entries can be asked for at once, and not %(asked)s.") % said
            yield Fault(IDS, words, words)
        record = RECORDS.get(self.of)
        known = {*record.model_fields, *record.text_class().model_fields} if record else set()
        if wrong := [name for name in self.fields if name not in known]:
            words = _("There is no such field: %s.") % named(wrong)
            yield Fault(FIELDS, words, words)

    def _other(self, name, used, words, refused=""):
        """A Fault where the parameter `name` asks for other than its property `used` gives, said only then."""
        asked = self.data.get(name, "")
        if asked and asked != _as_written(getattr(self, used)) and name not in self.days:
            facts = {"page": self.page, "pages": self.pages, "largest": self.largest, "now": self.today.number}
            said = {"asked": named([asked]), **facts}
            yield Fault(name, words % said, refused % said)


def _parts(given):
    """What the values `given` of a parameter hold between commas, once each."""
    return list(dict.fromkeys(part for one in given for found in one.split(",") if (part := found.strip())))


def _as_written(value):
    return "1" if value is True else str(value or "")


class EverythingFilters(CatalogueFilters):
    """A search over entries of all kinds. Its facets are those that they share: documents hold the values already."""

    of = ANY_KIND
    kind = KindFacet(label=gettext_lazy("Kind"))
    place = PlaceFacet(label=gettext_lazy("Place"))
    language = LanguageFacet(label=gettext_lazy("Language"))


def whole(asked):
    """The whole number that `asked` writes; 0 for anything else, and for a huge one made to be parsed slowly."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 18 else 0


def named(values):
    """The first few `values` in quotation marks, shortened, and how many more there are."""
    shown = listed(quoted(_printable(value)) for value in values[:NAMED_AT_MOST])
    rest = len(values) - NAMED_AT_MOST
    return shown if rest <= 0 else _("%(shown)s and %(rest)s more") % {"shown": shown, "rest": rest}


def _printable(value):
    text = "".join(letter if letter.isprintable() else "�" for letter in value[: NAMED_LENGTH + 1])
    return text if len(text) <= NAMED_LENGTH else text[:NAMED_LENGTH] + "…"
