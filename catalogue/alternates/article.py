"""An entry as it is read away from its page: all that it says, in the language of the page and then in every other."""

from dataclasses import dataclass, replace
from datetime import date

from catalogue import entries
from catalogue.entries import silences
from catalogue.pictures import pictures_answer
from catalogue.shapes import Answer, Reading
from places.names import language_name


@dataclass(frozen=True)
class InLanguage:
    """What an entry says in the language `lang` (BCP 47).

    `title` is neutral words of ours, and `title_lang` empty, where its level hides the title. `language` is what the
    language is called and `origin` how the text came about, if it is `translated`. `glance` are the facts to show: in a
    further language those that are told otherwise than in the one shown first.
    """

    title: str
    title_lang: str
    lang: str
    language: str
    origin: str
    translated: bool
    said: Reading
    glance: list[Answer]

    @property
    def silences(self):
        """What it does not tell, by the reasons."""
        return silences([*self.glance, *self.said.sections])

    @property
    def told(self):
        """The sections that say something."""
        return [answer for answer in self.said.sections if answer.text]


@dataclass(frozen=True)
class Article:
    """The whole of an entry: `shown` in the language of the page, or as it was written, and then in all `others`."""

    shown: InLanguage
    others: list[InLanguage]
    pictures_answer: Answer | None
    sources: tuple
    sources_answer: Answer | None
    verified_on: date | None
    cite: str

    @property
    def lists(self):
        """Those that it names and those that name it: the same in every language."""
        return [*self.shown.said.relations, *self.shown.said.mentioned]


def article(taken, leads_to=lambda url: ""):
    """The Article of a TakenEntry. Its references lead to what `leads_to` makes of their addresses."""
    record = taken.record
    texts = [taken.text, *(text for text in record.texts if text is not taken.text)]
    first, *rest = [_in_language(taken, text, leads_to) for text in texts]
    others = [replace(one, glance=[fact for fact in one.glance if fact not in first.glance]) for one in rest]
    return Article(
        shown=first,
        others=others,
        pictures_answer=pictures_answer(record),
        sources=record.sources,
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
        translated=text is not taken.record.original,
        said=said,
        glance=said.glance,
    )


def _leading(said, leads_to):
    """`said` with every reference leading where `leads_to` says."""
    names = ("glance", "relations", "mentioned")
    return replace(said, **{name: [_answer(one, leads_to) for one in getattr(said, name)] for name in names})


def _answer(answer, leads_to):
    return replace(answer, items=[replace(item, url=leads_to(item.url)) for item in answer.items])
