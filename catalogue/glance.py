"""An entry on its page as its declarations say it: what stands at a glance, and the sections of prose."""

from urllib.parse import urlencode

from catalogue.entries import filtered, place_references, prose, row, yes_or_no
from catalogue.kinds import KINDS
from catalogue.shapes import Reference, Silence
from places.names import language_name
from publishing.records.record import EMPTY
from publishing.records.record import Answer as Known
from publishing.records.values import Languages, Link, Number, Places, Ref, Term, Terms, Words, Year, YesNo


def glance(record, catalogue, text, instead):
    """The rows at a glance, in the order of the declarations.

    `instead` is {field: function from (record, catalogue, text) to its rows} for those that have others than their kind
    of value.
    """
    rows = []
    for name, value in type(record).own().items():
        if name in instead:
            rows += instead[name](record, catalogue, text)
        elif not value.no_row:
            items = _items(value, getattr(record, name), record.KIND, catalogue)
            rows.append(row(record, name, str(value.label), items, getattr(text, value.note) if value.note else ""))
    return rows


def _items(value, held, kind, catalogue):
    """What stands in the row of a field that is declared as `value` and holds `held`: References, or words."""
    match value:
        case Link():
            return [Reference(held, value.address(held))] if held else []
        case Languages():
            return _spoken(kind, value.facet.parameter, held)
        case Words() | Year() | Number():
            return [] if held in EMPTY else [held]
        case YesNo():
            return yes_or_no(held)
        case Places():
            return place_references(held)
        case Term():
            return filtered(kind, value.facet.parameter, [catalogue.term(value.vocabulary, held)])
        case Terms():
            return filtered(kind, value.facet.parameter, [catalogue.term(value.vocabulary, slug) for slug in held])
        case Ref():
            return catalogue.references(value.to, [held] if isinstance(held, str) else held)
    raise TypeError("the field needs a row of its own, or a reason why it has none")


def _spoken(kind, parameter, tags):
    """Links to the list of a kind, filtered by each of the languages `tags`."""
    list_url = KINDS[kind].list_url
    return [Reference(language_name(tag), f"{list_url}?{urlencode({parameter: tag})}") for tag in tags]


def lead(record, text):
    """What opens the page: the first prose of the text."""
    return _prose(record, text)[0]


def sections(record, text):
    """The prose after what opens the page, in order."""
    return _prose(record, text)[1:]


def _prose(record, text):
    return [prose(record, text, name, str(value.label)) for name, value in type(record).prose().items()]


def silences(answers):
    """[(why, labels)] of those `answers` that tell nothing: what was not looked up, what sources do not say, ….

    What there is nothing to ask of is passed over.
    """
    found = {}
    for answer in answers:
        if answer.kind not in (Known.REPORTED, Known.NOT_APPLICABLE):
            found.setdefault(answer.kind, []).append(answer.label)
    return [Silence(kind, labels) for kind, labels in found.items()]
