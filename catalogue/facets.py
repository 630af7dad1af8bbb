"""Facets: what readers filter by. Each is a django-filter filter that knows its values in a record and their labels."""

from dataclasses import dataclass

import django_filters
from django import forms
from django.utils.translation import gettext as _

from places.names import language_name
from places.tree import tree


@dataclass(frozen=True)
class Option:
    """A value that readers can choose: its form in addresses, its label, its key in the index, what it stands below."""

    value: str
    label: str
    key: str
    parent: str = ""


class TolerantChoices(forms.MultipleChoiceField):
    """Keeps the choices it knows, once each and in the order of the options, and forgets the rest."""

    def __init__(self, *, normal, **options):
        super().__init__(**options)
        self.normal = normal

    def to_python(self, value):
        chosen = {self.normal(one) for one in value or ()}
        return [option for option, label in self.choices if option in chosen]

    def validate(self, value):
        pass


class Facet(django_filters.MultipleChoiceFilter):
    """A filter over an index. `values` gives a record's values; subclasses say which options there are.

    Inside a facet, any of the chosen values; between facets, all. `first` options are shown at once, the rest folded.
    """

    field_class = TolerantChoices
    tree = False

    def __init__(self, *, values, label, first=7):
        super().__init__(label=label, choices=self._choices, normal=self.normal)
        self.values_of = values
        self.first = first

    def options(self, catalogue, index):
        """The options (a list of Option) in the order they are shown, given the current catalogue and index."""
        raise NotImplementedError

    def normal(self, value):
        """`value` as its option writes it."""
        return value

    def known(self):
        """{value: Option} of the options for the filter set this facet belongs to."""
        if not hasattr(self, "_known"):
            options = self.options(self.parent.catalogue, self.parent.index)
            self._known = {option.value: option for option in options}
        return self._known

    def _choices(self):
        return [(option.value, option.label) for option in self.known().values()]


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


class TermTreeFacet(TermFacet):
    """A facet over a vocabulary whose terms stand below each other; only those in use are options."""

    tree = True

    def options(self, catalogue, index):
        used = index.values.get(self.field_name, {})
        return [option for option in super().options(catalogue, index) if option.key in used]


class PlaceFacet(Facet):
    """Countries, their regions, and groupings of countries. Any place that exists can be asked for."""

    tree = True

    def normal(self, value):
        return tree().normal(value) or value

    def options(self, catalogue, index):
        places = tree()
        used = index.values.get(self.field_name, {})
        asked = {self.normal(value) for value in self.parent.asked(self.field_name)}
        codes = {code for code in {*used, *asked} if code in places and code != "001"}
        codes |= {above for code in codes for above in places.above(code)}
        found = [
            Option(code, places.name(code), code, "" if code in places.groupings else self._parent(code))
            for code in codes
        ]
        return sorted(found, key=lambda option: (option.value in places.groupings, option.label))

    @staticmethod
    def _parent(code):
        above = tree().above(code)
        return above[0] if above else ""


class ReferenceFacet(Facet):
    """Open entries of another kind that the records refer to by uid; readers choose them by their address."""

    def __init__(self, kind, **options):
        super().__init__(**options)
        self.kind = kind

    def options(self, catalogue, index):
        found = []
        for uid in index.values.get(self.field_name, {}):
            if document := catalogue.open_document(self.kind, uid):
                found.append(Option(document.slug, document.title, uid))
        return _largest_first(found, index, self.field_name)


class LanguageFacet(Facet):
    """The languages that the entries' texts are in."""

    def options(self, catalogue, index):
        found = [Option(tag, language_name(tag), tag) for tag in index.values.get(self.field_name, {})]
        return _largest_first(found, index, self.field_name)


class AnswerFacet(Facet):
    """A question answered with yes or no, or not asked yet. `values` gives True, False or None."""

    def __init__(self, *, values, **options):
        super().__init__(values=lambda record: [_answer_key(values(record))], **options)

    def options(self, catalogue, index):
        labels = {"yes": _("Yes"), "no": _("No"), "not-known": _("Not known")}
        return [Option(value, label, value) for value, label in labels.items()]


def _answer_key(answer):
    return {True: "yes", False: "no", None: "not-known"}[answer]


def _largest_first(options, index, name):
    """Options by the number of documents in the whole index, which no selection changes: they keep their places."""
    return sorted(options, key=lambda o: (-len(index.having(name, o.key)), o.label.casefold()))
