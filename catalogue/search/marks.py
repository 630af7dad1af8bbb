"""Marking what was searched for in the reader's own script and spelling, and finding a passage that holds it."""

from array import array
from html import escape
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from catalogue.recent import Recent
from catalogue.search.words import algorithm, stem, words

# Letters of text around the first match in a passage.
AROUND = 90
# Texts whose stems are kept, some 2 kB each.
MOST_TEXTS = 4_000


class Stems(NamedTuple):
    """The stems of the words of a text, and where each word begins and ends in it."""

    stems: tuple[str, ...]
    starts: array
    ends: array


def stems_of(text, by):
    """The Stems of `text` by a stemming algorithm."""
    found = words(text)
    stems = tuple(stem(word.folded, by) for word in found)
    return Stems(stems, array("I", [one.start for one in found]), array("I", [one.end for one in found]))


class Marker:
    """Marks the words of `terms` (a list of Term) in texts, whose Stems are kept in `known` (a Recent)."""

    def __init__(self, terms, known=None):
        self._terms = terms
        self._known = Recent(MOST_TEXTS) if known is None else known
        self._by = {}

    def marked(self, text, language):
        """`text` (in `language`, a BCP 47 tag) as HTML with its matches in mark elements."""
        return _html(text, self.spans(text, language))

    def passage(self, text, language, stems=None):
        """A part of `text` around its first match as HTML, with the matches marked; "" when there is none.

        Whoever has its Stems gives them.
        """
        spans = self._spans(text, algorithm(language), stems)
        if not spans:
            return ""
        start, end = _first_space(text, spans[0][0]), _last_space(text, spans[0][1])
        inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return format_html("{}{}{}", before, _html(text[start:end], inside), after)

    def spans(self, text, language):
        """Where matches stand in `text`: [(start, end), …] in order, none touching another."""
        by = algorithm(language)
        return self._spans(text, by, self._stems(text, by))

    def _spans(self, text, by, held):
        stems, starts, ends = held or stems_of(text, by)
        beginnings = self._beginnings(by)
        spans = []
        for at, one in enumerate(stems):
            if one in beginnings:
                sought = beginnings[one]
                if length := max((len(s) for s in sought if stems[at : at + len(s)] == s), default=0):
                    spans.append((starts[at], ends[at + length - 1]))
        return _merged(sorted([*spans, *self._going_on(text, stems, by)]))

    def _stems(self, text, by):
        """The Stems of `text` by a stemming algorithm: the same texts are shown to whoever searches."""
        held = self._known.get((text, by))
        if held is None:
            held = stems_of(text, by)
            self._known.put((text, by), held)
        return held

    def _going_on(self, text, stems, by):
        """Where the terms stand whose last word may go on."""
        for term in (term for term in self._terms if term.prefix):
            *first, last = term.words
            first, found = tuple(stem(word, by) for word in first), words(text)
            for at, word in enumerate(found):
                begin = at - len(first)
                if begin >= 0 and word.folded.startswith(last) and stems[begin:at] == first:
                    yield (found[begin].start, word.end)

    def _beginnings(self, by):
        """{first stem: [the stems of a term, …]} by a stemming algorithm."""
        if by not in self._by:
            beginnings = {}
            for term in self._terms:
                sought = tuple(stem(word, by) for word in term.words)
                beginnings.setdefault(sought[0], []).append(sought)
            self._by[by] = beginnings
        return self._by[by]


def _first_space(text, match):
    """Where a passage begins that leads up to `match`: after a space if there is one."""
    start = max(0, match - AROUND)
    return max(start, text.find(" ", start, match) + 1) if start else 0


def _last_space(text, match):
    """Where a passage ends that goes on after `match`: before a space if there is one."""
    end = match + AROUND
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", match, end)
    return end if space < 0 else space


def _merged(spans):
    merged = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _html(text, spans):
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))
