"""An entry as it is read away from its page: all that it says, in its original language and then in every other one."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue import entries
from catalogue.pictures import pictures_answer
from catalogue.shapes import Answer, Reading, SourceView
from places.names import language_name


@dataclass(frozen=True)
class InLanguage:
    """What an entry says in the language `lang` (BCP 47).

    `title` is neutral words of ours, and `title_lang` empty, where its level hides the title. `language` is what the
    language is called and `origin` how the text came about. `glance` are the facts to show: in a further language those
    that are told otherwise than in the original.
    """

    title: str
    title_lang: str
    lang: str
    language: str
    origin: str
    said: Reading
    glance: list[Answer]

    @property
    def prose(self):
        return [self.said.lead, *self.said.sections]

    @property
    def told(self):
        """The sections that say something."""
        return [answer for answer in self.said.sections if answer.text]


@dataclass(frozen=True)
class Article:
    """The whole of an entry, `original` first and `translations` after it."""

    original: InLanguage
    translations: list[InLanguage]
    pictures_answer: Answer | None
    sources: list[SourceView]
    sources_answer: Answer | None
    verified_on: date | None
    cite: str

    @property
    def lists(self):
        """Those that it names and those that name it: the same in every language."""
        return [*self.original.said.relations, *self.original.said.mentioned]


def article(taken, leads_to=lambda url: ""):
    """The Article of a TakenEntry. Its references lead to what `leads_to` makes of their addresses."""
    record = taken.record
    first, *rest = [_in_language(taken, text, leads_to) for text in record.texts]
    return Article(
        original=first,
        translations=[_beside(one, first) for one in rest],
        pictures_answer=pictures_answer(record),
        sources=entries.sources(record),
        sources_answer=entries.sources_answer(record),
        verified_on=record.verified_on,
        cite=entries.citation(first.title, taken.edition, taken.edition_url),
    )


def _in_language(taken, text, leads_to):
    said = _leading(taken.kind.reading(taken.record, taken.catalogue, text), leads_to)
    return InLanguage(
        title=taken.record.title(text.language),
        title_lang=text.language if text.title else "",
        lang=text.language,
        language=language_name(text.language),
        origin=entries.origin(text),
        said=said,
        glance=said.glance,
    )


def _beside(translation, original):
    return replace(translation, glance=[fact for fact in translation.said.glance if fact not in original.glance])


def _leading(said, leads_to):
    """`said` with every reference leading where `leads_to` says."""
    names = ("glance", "relations", "mentioned")
    return replace(said, **{name: [_answer(one, leads_to) for one in getattr(said, name)] for name in names})


def _answer(answer, leads_to):
    return replace(answer, items=[replace(item, url=leads_to(item.url)) for item in answer.items])


def heading(taken):
    """What a TakenList is called, in words that stand alone."""
    return str(taken.kind.label) if taken.kind.card else _("Practices, networks and organisations")


def standing(taken):
    """How much a TakenList holds and when that was so, in words."""
    amount = taken.kind.words(taken.total)
    if not taken.date:
        return amount
    said = {"amount": amount, "date": date_format(taken.date, "DATE_FORMAT"), "number": taken.catalogue.number}
    return _("%(amount)s, as of %(date)s (generation %(number)s)") % said


def list_citation(taken):
    """How to cite a TakenList as it is now."""
    return _("“%(title)s”. GSX directory, generation %(number)s, %(date)s. %(url)s") % {
        "title": heading(taken),
        "number": taken.catalogue.number,
        "date": date_format(taken.date, "DATE_FORMAT") if taken.date else "",
        "url": taken.cited_url,
    }
