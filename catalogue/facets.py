"""Facets: what readers filter by. Each is a django-filter filter that knows its values in a record and their labels."""

from dataclasses import dataclass, replace
from operator import attrgetter
from types import MappingProxyType

import django_filters
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.kinds import own_kinds
from catalogue.same_names import told_apart
from catalogue.search.languages import FALSE_FRIENDS
from catalogue.search.names import ValueName, ValueNames
from catalogue.search.place_names import beginning, called, named
from places.names import OWN_LANGUAGE, language_name
from places.order import sorting_key
from places.tree import WORLD, tree
from publishing.records.record import Answer, nearest_language
from publishing.records.values import Languages, Places, Ref, Refs, Term, Terms, YesNo

# A word in the titles of more entries than this, such as “association”, names none of them.
MOST_NAMED = 500


@dataclass(frozen=True)
class Option:
    """A value that readers can choose: its form in addresses, its label, its key in the index, what it stands below.

    `lang` is the BCP 47 tag of a label that is not in the language of the page.
    """

    value: str
    label: str
    key: str
    parent: str = ""
    lang: str = ""


class Facet(django_filters.MultipleChoiceFilter):
    """A filter over an index. `values` gives a record's values; subclasses say which options there are.

    Inside a facet, any of the chosen values; between facets, all. `first` options are shown at once, the rest folded.
    With `named`, a search for the name of a value finds the entries that have it.
    """

    tree = False
    # Whether it can have so many values that a list offers only those that most entries have.
    endless = False
    # Whether a list may offer some of its values only, and a page has them all.
    partial = False
    # The names of the kinds from whose entries its values follow: they stand in no document then, and `derive(kinds)`
    # gives them as an index has them, {key: BitMap}, of the indexes of all kinds.
    derived_from = ()
    # The facet whose chosen values lead on to the same ones of this one, in the words of `led(number)`; "" for none.
    beside = ""

    def __init__(self, *, label, values=None, first=7, named=False):
        super().__init__(label=label)
        self.values_of = values
        self.first = first
        self.named = named

    def __deepcopy__(self, memo):
        facet = object.__new__(type(self))  # a filter set copies its filters: what a facet holds never changes
        facet.__dict__.update(self.__dict__)
        return facet

    def options(self, catalogue, index):
        """The options (a list of Option) in the order they are shown, given the current catalogue and index."""
        raise NotImplementedError

    def offered(self, catalogue, index, most=None):
        """{value: Option} of the options, of a partial facet about `most`; once a catalogue and language."""
        key = (type(self.parent), self.field_name, get_language(), most if self.partial else None)
        return catalogue.remembered(
            key, lambda: MappingProxyType({one.value: one for one in self._offered(catalogue, index, most)})
        )

    def _offered(self, catalogue, index, most):
        return self.options(catalogue, index)

    def total(self, catalogue, index):
        """How many values there are to choose from."""
        return len(self.offered(catalogue, index))

    def is_used(self, catalogue, index):
        """Whether any entry has a value, as far as readers may know."""
        return bool(index.values.get(self.field_name))

    def option(self, value, catalogue, index):
        """The Option that `value` asks for, whether it is offered or not; None when there is no such thing."""
        return self.offered(catalogue, index).get(value)

    def value_now(self, value, catalogue):
        """How addresses write what `value` asks for: otherwise than asked when that has another slug by now."""
        return value

    def expansion(self, former):
        """The function from an entry's values to all that it counts for; `former` as Catalogue has it."""
        return iter

    def names(self, catalogue, index):
        """The names (ValueName) of its values that are in `index`, as far as a search may find entries by them."""
        return []

    def keys_named(self, term, titled, algorithms, catalogue, index):
        """The keys of the values that `term` names, compared by `algorithms`; `titled` are the entries it names."""
        key = ("names", id(index), self.field_name, get_language())
        names = catalogue.remembered(key, lambda: ValueNames(self.names(catalogue, index)))
        return names.matching(term, algorithms)

    def called(self, term, keys):
        """Those of `keys` that have the whole of `term` as a name, where whole names count for more than parts."""
        return set()

    def label_of(self, key, catalogue):
        """What the value `key` is called."""
        raise NotImplementedError


class TermFacet(Facet):
    """A facet over a vocabulary: every term is an option, so that gaps are seen."""

    def __init__(self, vocabulary, *, by_size=False, **options):
        super().__init__(**options)
        self.vocabulary = vocabulary
        self.by_size = by_size

    def options(self, catalogue, index):
        terms = catalogue.terms.get(self.vocabulary, {}).values()
        found = [Option(t.slug, t.label, t.slug, t.parent) for t in terms]
        return _largest_first(found, index, self.field_name) if self.by_size else found

    def value_now(self, value, catalogue):
        return catalogue.former.get(self.vocabulary, {}).get(value, value)

    def expansion(self, former):
        now = former.get(self.vocabulary)
        return (lambda values: {now.get(value, value) for value in values}) if now else iter

    def names(self, catalogue, index):
        """Those in all languages; of those in languages that are neither the reader's nor English, whole ones.

        A word that is another thing elsewhere, as “formation” is, is a name for readers of its own language alone.
        """
        here = (get_language() or OWN_LANGUAGE).partition("-")[0]
        near = {OWN_LANGUAGE, here}
        return [
            ValueName(term.slug, name, whole=not shown or language not in near, foreign=language not in near)
            for term in catalogue.terms.get(self.vocabulary, {}).values()
            for language, name, shown in term.names
            if FALSE_FRIENDS.get(name.casefold(), here) == here
        ]

    def label_of(self, key, catalogue):
        return catalogue.term(self.vocabulary, key).label


class TermTreeFacet(TermFacet):
    """A facet over a vocabulary whose terms stand below each other; only those in use are options."""

    tree = True

    def options(self, catalogue, index):
        used = index.values.get(self.field_name, {})
        return [option for option in super().options(catalogue, index) if option.key in used]


class PlaceFacet(Facet):
    """Countries, their regions, and groupings of countries. Any place that exists can be asked for."""

    tree = True
    partial = True

    def options(self, catalogue, index):
        places = tree()
        codes = {code for code in index.values.get(self.field_name, {}) if code in places and code != WORLD}
        codes |= {above for code in codes for above in places.above(code)}
        found = [self._option(code) for code in codes]
        return sorted(found, key=lambda option: (option.value in places.groupings, sorting_key(option.label)))

    def _offered(self, catalogue, index, most):
        """Those that lie in no other one, unless there are few: a country is named, or chosen on the page of all."""
        found = self.options(catalogue, index)
        return found if most is None or len(found) <= 2 * most else [one for one in found if not one.parent]

    def option(self, value, catalogue, index):
        code = tree().normal(value)
        return None if code in (None, WORLD) else self._option(code)

    def value_now(self, value, catalogue):
        code = tree().coded(value)
        return value if code in (None, WORLD) else code

    def expansion(self, former):
        return tree().covering

    def names(self, catalogue, index):
        places = tree()
        used = [code for code in index.values.get(self.field_name, {}) if code in places]
        found = [ValueName(code, name) for code in used for name in (places.name(code), places.name(code, "en"))]
        # Groupings are also known by what stands in their addresses: mena.
        return found + [ValueName(code, code) for code in used if code in places.groupings]

    def keys_named(self, term, titled, algorithms, catalogue, index):
        """By parts of what they are called here and in English, and by whole names of every sort and language."""
        parts = super().keys_named(term, titled, algorithms, catalogue, index)
        whole = term.places.first or (beginning if term.prefix else named)(term)
        return parts | {code for code in whole if index.having(self.field_name, code)}

    def called(self, term, keys):
        return keys & called(term)

    def label_of(self, key, catalogue):
        return tree().name(key)

    @staticmethod
    def _option(code):
        places = tree()
        above = () if code in places.groupings else places.above(code)
        return Option(code, places.name(code), code, above[0] if above else "")


class ReferenceFacet(Facet):
    """Open entries of another kind that the records refer to by uid; readers choose them by slug or uid."""

    endless = True
    partial = True

    def __init__(self, kind, **options):
        super().__init__(**options)
        self.kind = kind

    def options(self, catalogue, index):
        return self._offered(catalogue, index, None)

    def _offered(self, catalogue, index, most):
        uids = self._named(catalogue, index)
        uids = uids if most is None else index.largest(self.field_name, uids, most)
        found = [self._option(catalogue.open_document(self.kind, uid), index) for uid in uids]
        named = told_apart({one.key: one.label for one in found}, catalogue, self.kind)
        found = [replace(one, label=named[one.key]) for one in found]
        return _largest_first(found, index, self.field_name)

    def _named(self, catalogue, index):
        """The uids of its values that may be named: of others, not even their number is told."""
        used = index.values.get(self.field_name, {})
        key = ("open", type(self.parent), self.field_name)
        return catalogue.remembered(key, lambda: [uid for uid in used if catalogue.open_document(self.kind, uid)])

    def total(self, catalogue, index):
        return len(self._named(catalogue, index))

    def is_used(self, catalogue, index):
        return bool(self._named(catalogue, index))

    def option(self, value, catalogue, index):
        uid = catalogue.kinds[self.kind].slugs.get(value, value)
        return self._option(catalogue.open_document(self.kind, uid), index)

    def value_now(self, value, catalogue):
        own = catalogue.kinds[self.kind]
        document = None if value in own.slugs else catalogue.open_document(self.kind, value)
        return document.slug if document else value

    def keys_named(self, term, titled, algorithms, catalogue, index):
        """The uids of the entries among `titled` that others may be found by: nothing leads to a hidden one."""
        own = catalogue.kinds[self.kind]
        found = titled & own.everything
        if len(found) > MOST_NAMED:
            return []
        uids = [own.documents[number].uid for number in found]
        return [uid for uid in uids if catalogue.open_document(self.kind, uid)]

    def label_of(self, key, catalogue):
        return catalogue.open_document(self.kind, key).named(get_language())[0]

    def _option(self, document, index):
        if not document or document.uid not in index.values.get(self.field_name, {}):
            return None
        title, language = document.named(get_language())
        foreign = nearest_language([language], get_language()) is None
        return Option(document.slug, title, document.uid, lang=language if foreign else "")


class LanguageFacet(Facet):
    """Languages, such as those that the entries' texts are in."""

    def options(self, catalogue, index):
        found = [Option(tag, language_name(tag), tag) for tag in index.values.get(self.field_name, {})]
        return _largest_first(found, index, self.field_name)


class KindFacet(Facet):
    """The kinds of entries, where several are listed together."""

    def options(self, catalogue, index):
        return [Option(kind.name, str(kind.label), kind.name) for kind in own_kinds()]


class BandFacet(Facet):
    """Bands of a number, such as ages. `bands` are {value: (least, most, label)}; `span(record)` gives (from, to).

    A record has every band that its span meets; either end of the span may be open (None), but not both.
    """

    def __init__(self, *, bands, span, **options):
        super().__init__(values=self._bands_of, **options)
        self.bands, self.span = MappingProxyType(bands), span

    def _bands_of(self, record):
        least, most = self.span(record)
        if least is None and most is None:
            return []
        low, high = -1 if least is None else least, 10_000 if most is None else most
        return [value for value, (first, last, _label) in self.bands.items() if first <= high and last >= low]

    def options(self, catalogue, index):
        return [Option(value, str(label), value) for value, (_first, _last, label) in self.bands.items()]


class AnswerFacet(Facet):
    """A question answered with yes or no, or not asked yet. `values` gives True, False or None.

    What it does not apply to (`applies`, of a record) has none of these.
    """

    KEYS = MappingProxyType({True: "yes", False: "no", None: "not-known"})

    def __init__(self, *, values, applies=lambda record: True, **options):
        super().__init__(values=lambda record: [self.KEYS[values(record)]] if applies(record) else [], **options)

    def options(self, catalogue, index):
        labels = {"yes": _("Yes"), "no": _("No"), "not-known": _("Not known")}
        return [Option(value, label, value) for value, label in labels.items()]

    def is_used(self, catalogue, index):
        return bool(index.values.get(self.field_name, {}).keys() - {"not-known"})


def facets_of(record_class):
    """{parameter: Facet} of what its declarations say readers filter by."""
    return {one.facet.parameter: _facet_of(one, name) for name, one in record_class.own().items() if one.facet}


def _facet_of(value, name):
    held, said = attrgetter(name), value.facet
    single = isinstance(value, Term | Ref) and not isinstance(value, Refs)
    values = (lambda record: [held(record)]) if single else held
    options = {"label": said.label or value.label, "first": said.first, "named": said.named, "values": values}
    match value:
        case Term() | Terms():
            return TermFacet(value.vocabulary, by_size=said.by_size, **options)
        case Languages():
            return LanguageFacet(**options)
        case Places():
            return PlaceFacet(**options)
        case YesNo():
            return AnswerFacet(applies=lambda record: record.answer(name) is not Answer.NOT_APPLICABLE, **options)
        case Ref():
            return ReferenceFacet(value.to, **options)
    raise TypeError(f"{name} needs a facet of its own")


def _largest_first(options, index, name):
    """Options by the number of documents in the whole index, which no selection changes: they keep their places."""
    return sorted(options, key=lambda o: (-len(index.having(name, o.key)), sorting_key(o.label)))
