"""What the pages of all kinds of entries have in common: finding the edition at an address, and describing it."""

from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.kinds import KINDS
from catalogue.languages import address_in, alternates
from catalogue.public_page import Moved
from catalogue.shapes import Answer, Reference, Silence
from places.names import language_name
from places.order import in_order
from places.tree import tree
from publishing.models import Address, Edition
from publishing.records.record import EMPTY, language_alone
from publishing.records.record import Answer as Known
from publishing.records.values import Languages, Link, Number, Places, Ref, Term, Terms, Words, Year, YesNo


def find(catalogue, kind, slug):
    """The current Edition of the entry of `kind` at the address `slug` (one query when it is there).

    Raises Moved, or Http404: of an address that closed nobody is told that it was one.
    """
    index = catalogue.kinds[kind]
    if uid := index.slugs.get(slug):
        edition = Edition.objects.current().filter(kind=kind, uid=uid).first()
        if edition is None or edition.slug != slug:  # it changed at this moment, and may not be found here any more
            raise Http404
        return edition
    if document := index.get(slug):  # it answered at its uid before it had a readable address
        raise Moved(document.slug)
    had = Address.objects.filter(kind=kind, slug=slug, gone=False).values_list("entry__uid", flat=True).first()
    if had and (document := index.get(had)):
        raise Moved(document.slug)
    raise Http404


def history(edition):
    """The Editions of the entry that `edition` is one of, the newest first, as a query: those that can be read."""
    return Edition.objects.readable().filter(kind=edition.kind, uid=edition.uid).order_by("-number")


def earlier_edition(edition, number):
    """The edition `number` of the entry that `edition` is one of. Raises Http404 also for one that holds nothing."""
    found = history(edition).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def edition_view(edition, slug):
    """How `edition` of the entry at the address `slug` stands in its history; corrections name the `entry` so."""
    kind = KINDS[edition.kind]
    return {
        "number": edition.number,
        "date": edition.published_at,
        "url": kind.edition_address(slug, edition.number),
        "history_url": reverse(f"{kind.namespace}:editions", args=[slug]),
        "current": edition.current,
        "note": _(edition.note) if edition.note else "",  # one of ours is in the catalogues
        "entry": f"{edition.kind}/{slug}",
    }


def citation(title, edition, url):
    """How to cite the entry `title` in `edition` at the absolute `url`."""
    return _("“%(title)s”. GSX directory, edition %(number)s, %(date)s. %(url)s") % {
        "title": title,
        "number": edition.number,
        "date": date_format(edition.published_at, "DATE_FORMAT"),
        "url": url,
    }


def languages(record, shown, url):
    """The languages that `record` can be read in, `shown` being the text on the page at `url`.

    How a text came about is said of the original, of what is shown, and once for those in a row that share it.
    """
    found = [
        {
            "label": language_name(text.language, text.language),
            "lang": text.language,
            "url": text_address(record, text, url),
            "current": text is shown,
            "origin": origin(text),
        }
        for text in record.texts
    ]
    for one, after in pairwise(found):
        if one["origin"] == after["origin"] and not one["current"]:
            one["origin"] = ""
    return found


def untranslated(record, shown):
    """In words, that `shown`, or what it lacks, is not in the language of the page but in that of the original."""
    named = {"language": language_name(record.original.language)}
    if shown is not record.original:
        lacks = any(one.kind is Known.NOT_TRANSLATED for one in prose(record, shown))
        return _("Not all of it is translated yet: the rest is the original, in %(language)s.") % named if lacks else ""
    if _is_in(shown, language_alone(get_language())):
        return ""
    return _("Not translated yet: this is the original, in %(language)s.") % named


def translated(record, shown, entry):
    """A Reference to the form in which readers say what is wrong with the translation `shown`, noted how that came
    about; None for the original, and where no `entry` is named."""
    if shown is record.original or not entry:
        return None
    form = f"{reverse('suggest:correction')}?{urlencode({'entry': entry})}"
    return Reference(_("Something wrong with the translation?"), form, note=capfirst(origin(shown)))


def origin(text):
    """In words, how `text` came about."""
    words = {
        "original": _("original"),
        "human": _("human translation"),
        "machine": _("translated by machine, not checked"),
    }
    return words[text.origin]


def text_address(record, text, url):
    """Where a reader of the page at `url` finds `text` of `record`: on the page in its language, if there is one."""
    pages = alternates(url)
    code = next((code for code in pages if record.text(code) is text and _is_in(text, code)), None)
    return pages[code] if code else f"{url}?lang={text.language}"


def _is_in(text, code):
    return language_alone(text.language.casefold()) == language_alone(code)


def text_addresses(record, url):
    """{BCP 47 tag: the one address by which machines know it} of each text of the `record` whose page is at `url`."""
    usual, default = record.text(settings.LANGUAGE_CODE), address_in(settings.LANGUAGE_CODE, url)
    return {text.language: default if text is usual else text_address(record, text, default) for text in record.texts}


def address_asked(record, language, url):
    """Where the page at `url` has the text of `record` in `language`; itself where there is none."""
    text = next((text for text in record.texts if text.language == language), None)
    return text_address(record, text, url) if text else url


def own_query(record, language, url):
    """The query string by which the page at `url` links to the text of `record` in `language`; empty without one."""
    return address_asked(record, language, url).partition("?")[2]


def sources_answer(record):
    """The reason why there are no sources to show, or None when there are."""
    return None if record.sources else Answer(_("Sources"), record.answer("sources"))


def _noted(record, text, name):
    """The note of a row, the field `name` of its text, with its language; none without a name."""
    holder = record.holder(name, text) if name else text
    return {"note": getattr(holder, name) if name else "", "lang": holder.language}


def row(record, name, label, items, note="", lang=""):
    """A row of an at-a-glance table: `items` for the field `name`, or the reason why there are none.

    A field that holds something of which nothing may be said (an organisation that became more careful) is withheld.
    """
    items = [item if isinstance(item, Reference) else Reference(str(item)) for item in items]
    if items:
        return Answer(label, items=items, note=note, lang=lang if note else "", name=name)
    known = record.answer(name)
    return Answer(label, Known.WITHHELD if known is Known.REPORTED else known, name=name)


def lists(*pairs):
    """The lists of a Reading, one for each (label, references) that has any."""
    return [Answer(label, items=references) for label, references in pairs if references]


def filtered(kind_name, parameter, terms):
    """Links to the list of a kind, filtered by each of `terms`; none for a term that is withheld."""
    list_url = KINDS[kind_name].list_url
    return [Reference(term.label, f"{list_url}?{parameter}={term.slug}") for term in terms if term.slug]


def place_references(codes):
    """Links to the pages of the places `codes`, in order of their names."""
    places = tree()
    found = [Reference(places.name(code), reverse("places:detail", args=[code])) for code in codes]
    return in_order(found, lambda reference: reference.label)


def place_names(codes):
    return in_order(tree().name(code) for code in codes)


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
            rows.append(row(record, name, str(value.label), items, **_noted(record, text, value.note)))
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
            return [] if held is None else [_("Yes") if held else _("No")]
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


def prose(record, text):
    """The prose of `text`, section by section; the first one opens the page."""
    lang = text.language
    return [
        Answer(str(value.label), record.answer(name, lang), text=getattr(text, name), lang=lang, name=name)
        for name, value in type(record).prose().items()
    ]


def with_the_original(record, answers):
    """`answers` of `prose`, with the words of the original where the text lacks them."""
    original = record.original
    named = language_name(original.language)
    return [
        replace(one, kind=Known.REPORTED, text=getattr(original, one.name), lang=original.language, untranslated=named)
        if one.kind is Known.NOT_TRANSLATED
        else one
        for one in answers
    ]


def silences(answers):
    """What those `answers` leave out that tell nothing, as Silences: not looked up, not reported, withheld.

    What there is nothing to ask of is passed over.
    """
    found = {}
    for answer in answers:
        if answer.kind not in (Known.REPORTED, Known.NOT_APPLICABLE):
            found.setdefault(answer.kind, []).append(answer)
    return [
        Silence(kind, [one.label for one in those], [one.name for one in those if one.name])
        for kind, those in found.items()
    ]
