"""What the pages of all kinds of entries have in common: finding the edition at an address, and describing it."""

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.kinds import KINDS
from catalogue.shapes import Answer, EditionView, LanguageLink, Reference, SourceView
from places.names import language_name
from places.tree import tree
from publishing.models import Address, Edition
from publishing.records.record import Answer as Known


class Moved(Exception):
    """The entry answers at another address: its last part is `slug`."""

    def __init__(self, slug):
        super().__init__(slug)
        self.slug = slug


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


def earlier_edition(edition, number):
    """The edition `number` of the entry that `edition` is one of. Raises Http404 also for one that holds nothing."""
    found = Edition.objects.readable().filter(kind=edition.kind, uid=edition.uid, number=number).first()
    if found is None:
        raise Http404
    return found


def history(edition):
    """The Editions of the entry that `edition` is one of, the newest first, as a query: those that can be read."""
    return Edition.objects.readable().filter(kind=edition.kind, uid=edition.uid).order_by("-number")


def edition_view(edition, slug):
    """How `edition` of the entry at the address `slug` stands in its history."""
    kind = KINDS[edition.kind]
    return EditionView(
        number=edition.number,
        date=edition.published_at,
        url=kind.edition_address(slug, edition.number),
        history_url=reverse(f"{kind.namespace}:editions", args=[slug]),
        current=edition.current,
        note=edition.note,
        entry=f"{edition.kind}/{slug}",
    )


def citation(title, edition, url):
    """How to cite the entry `title` in `edition` at the absolute `url`."""
    return _("“%(title)s”. GSX directory, edition %(number)s, %(date)s. %(url)s") % {
        "title": title,
        "number": edition.number,
        "date": date_format(edition.published_at, "DATE_FORMAT"),
        "url": url,
    }


def languages(record, shown, url):
    """The languages that `record` can be read in, `shown` being the text on the page at `url`."""
    return [
        LanguageLink(
            label=language_name(text.language, text.language),
            lang=text.language,
            url=f"{url}?lang={text.language}",
            current=text is shown,
            origin=origin(text),
        )
        for text in record.texts
    ]


def origin(text):
    """In words, how `text` came about."""
    words = {"original": _("original"), "human": _("human translation"), "machine": _("machine translation")}
    return words[text.origin]


def own_query(record, language):
    """The query string by which the site links to the text of `record` in `language`; empty when there is none."""
    return f"lang={language}" if language in [text.language for text in record.texts] else ""


def sources(record):
    return [source_view(source) for source in record.sources]


def source_view(source):
    return SourceView(source.title, source.publisher, source.year, source.url, source.locator)


def sources_answer(record):
    """The reason why there are no sources to show, or None when there are."""
    return None if record.sources else Answer(_("Sources"), record.answer("sources"))


def prose(record, text, name, label):
    """The field `name` of `text` as a section of a page."""
    return Answer(label, record.answer(name, text.language), text=getattr(text, name), lang=text.language, name=name)


def row(record, name, label, items, note=""):
    """A row of an at-a-glance table: `items` for the field `name`, or the reason why there are none.

    A field that holds something of which nothing may be said (an organisation that became more careful) is withheld.
    """
    items = [item if isinstance(item, Reference) else Reference(str(item)) for item in items]
    if items:
        return Answer(label, items=items, note=note, name=name)
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
    return sorted(found, key=lambda reference: reference.label)


def place_names(codes):
    return sorted(tree().name(code) for code in codes)


def yes_or_no(answer):
    """A question's answer as items of a row: none when it is not known."""
    return [] if answer is None else [_("Yes") if answer else _("No")]
