"""Lists and entries as plain text, to be sent in a message.

Our own headings begin with a mark that no text of an entry can contain, so that none can pass for another entry. Words
of the other direction of writing are isolated (Unicode Standard Annex 9, 3.1.3), and nothing in them reaches further.
"""

import re
import unicodedata

from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.alternates.alternate import MESSAGE, Alternate
from catalogue.alternates.article import article
from catalogue.entries import silences
from catalogue.taken import licence
from places.lists import labelled

MARK, ITEM = "■", "•"
# Marks of ours in the words of others, and what is called a control or would reach beyond its line.
NOT_OURS = str.maketrans(
    dict.fromkeys(MARK, "▪") | dict.fromkeys(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
)
BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
ISOLATE, END = "\u2068", "\u2069"
LEFT, RIGHT = {"L"}, {"R", "AL"}
DELETE = gettext_lazy("Delete this when you no longer need it: whoever finds it can see what you read.")


def _of_list(taken):
    yield _lines(_opening(taken))
    for number, one in enumerate(taken, 1):
        yield _lines(_entry(number, one))


def _opening(taken):
    yield _headed(taken.heading)
    yield taken.standing
    for label, values in taken.filters.choices:
        yield _told(label, _joined(values, ", "))
    if taken.words:
        yield _told(_("Searched for"), _embedded(taken.words))
    if cite := taken.citation:
        yield cite.url
    yield _told(_("Licence"), licence())
    yield str(DELETE)


def _entry(number, taken):
    """The lines of an entry in a list."""
    card = taken.catalogue.card(taken.edition, taken.record)
    yield _headed(f"{number}. {_embedded(taken.title)}")
    yield _joined(card.facts)
    yield _embedded(card.summary)
    if taken.kind.gist:
        yield from (_told(label, _embedded(words)) for label, words in _how_sure(taken))
    yield taken.url


def _how_sure(taken):
    """How what an entry tells is known: the first of what briefs tell of it."""
    return taken.kind.gist(taken.record, taken.catalogue, taken.text)[:1]


def _of_entry(taken):
    whole = article(taken)
    shown = whole.shown
    blocks = [
        _head(taken, shown),
        *_prose(shown),
        _facts(shown, whole.pictures_answer),
        *([_headed(one.label), *(f"{ITEM} {_items([item])}" for item in one.items)] for one in whole.lists),
        _sources(whole),
        _end(taken, whole),
    ]
    return "".join(map(_lines, blocks))


def _head(taken, shown):
    acronym = f" ({_embedded(shown.said.acronym)})" if shown.said.acronym else ""
    yield _headed(_embedded(shown.title) + acronym)
    if shown.translated:
        yield f"{shown.language}, {shown.origin}"
    yield from _paragraphs(shown.said.lead.text) if shown.said.lead.text else [_silence(shown.said.lead)]


def _facts(shown, pictures_answer):
    yield _headed(_("At a glance"))
    for answer in shown.said.glance:
        note = f" ({_embedded(answer.note)})" if answer.note else ""
        if answer.items:
            yield _told(answer.label, _items(answer.items) + note)
    for silence in silences([*shown.said.glance, *shown.said.sections]):
        yield _told(silence.words, silence.listed)
    if pictures_answer:
        yield _silence(pictures_answer)


def _prose(shown):
    """The sections that say something, each a block of lines."""
    for answer in shown.told:
        yield [_headed(answer.label), *_paragraphs(answer.text)]


def _sources(whole):
    if whole.sources_answer:
        yield _headed(_silence(whole.sources_answer))
        return
    yield _headed(_("Sources"))
    for number, one in enumerate(whole.sources, 1):
        parts = [one.title, one.publisher, one.year, one.locator]
        yield f"{number}. {_joined([str(part) for part in parts if part], ', ')}"
        yield _line(one.url)


def _end(taken, whole):
    yield _headed(_("Cite as"))
    yield _line(whole.cite)
    yield _told(_("Licence"), licence())
    yield str(DELETE)
    if whole.others:
        yield _headed(_("Languages"))
        urls = {text.language: taken.url_of(text) for text in taken.record.texts}
        yield from (_told(f"{one.language}, {one.origin}", urls[one.lang]) for one in whole.others)


def _headed(words):
    return f"{MARK} {words}"


def _told(label, words):
    return labelled(label, words)


def _silence(answer):
    """That there is nothing, and why."""
    return _told(answer.label, answer.words)


def _items(items):
    return " · ".join(_embedded(one.label) + (f" ({_embedded(one.note)})" if one.note else "") for one in items)


def _joined(parts, between=" · "):
    return between.join(map(_embedded, parts))


def _lines(lines):
    """The block of `lines`, without those that are empty, and an empty one after it."""
    return "".join(f"{line}\n" for line in lines if line) + "\n"


def _paragraphs(text):
    """The lines of `text` that hold something."""
    return [line for one in BREAKS.sub("\n", text).split("\n") if (line := _line(one))]


def _line(text):
    """`text` in one line, without controls and without marks of ours."""
    clean = [one for one in text.translate(NOT_OURS) if one.isspace() or unicodedata.category(one) != "Cc"]
    return " ".join("".join(clean).split())


def _embedded(text):
    """`text` within a line of ours, isolated where it holds letters of the other direction."""
    text = _line(text)
    other = LEFT if get_language_bidi() else RIGHT
    return f"{ISOLATE}{text}{END}" if any(unicodedata.bidirectional(one) in other for one in text) else text


TEXT = Alternate(
    name="txt",
    label=gettext_lazy("Text"),
    use=gettext_lazy("to send in a message; of a list, what each entry is, how sure it is and where it stands"),
    media_type="text/plain; charset=utf-8",
    of_list=_of_list,
    of_entry=_of_entry,
    group=MESSAGE,
    shown=True,
)
