"""Marking what was searched for in the reader's own script and spelling, and finding a passage that holds it."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from catalogue.search.words import algorithm, stem, words

# Letters of text around the first match in a passage.
AROUND = 90


class Marker:
    """Marks the words of `terms` (a list of Term) in texts."""

    def __init__(self, terms):
        self._terms = terms
        self._by = {}

    def marked(self, text, language):
        """`text` (in `language`, a BCP 47 tag) as HTML with its matches in mark elements."""
        return _html(text, self.spans(text, language))

    def passage(self, text, language):
        """A part of `text` around its first match as HTML, with the matches marked; "" when there is none."""
        spans = self.spans(text, language)
        if not spans:
            return ""
        start, end = _first_space(text, spans[0][0]), _last_space(text, spans[0][1])
        inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return format_html("{}{}{}", before, _html(text[start:end], inside), after)

    def spans(self, text, language):
        """Where matches stand in `text`: [(start, end), …] in order, none touching another."""
        by = algorithm(language)
        found = words(text)
        stems = [stem(word.folded, by) for word in found]
        beginnings = self._beginnings(by)
        spans = []
        for at, one in enumerate(stems):
            sought = beginnings.get(one, ())
            if length := max((len(s) for s in sought if stems[at : at + len(s)] == s), default=0):
                spans.append((found[at].start, found[at + length - 1].end))
        return _merged(sorted([*spans, *self._going_on(found, stems, by)]))

    def _going_on(self, found, stems, by):
        """Where the terms stand whose last word may go on."""
        for term in (term for term in self._terms if term.prefix):
            *first, last = term.words
            first = [stem(word, by) for word in first]
            for at, word in enumerate(found):
                begin = at - len(first)
                if begin >= 0 and word.folded.startswith(last) and stems[begin:at] == first:
                    yield (found[begin].start, word.end)

    def _beginnings(self, by):
        """{first stem: [the stems of a term, …]} by a stemming algorithm."""
        if by not in self._by:
            beginnings = {}
            for term in self._terms:
                sought = [stem(word, by) for word in term.words]
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
        parts += [conditional_escape(text[at:start]), format_html("<mark>{}</mark>", text[start:end])]
        at = end
    return mark_safe("".join([*parts, conditional_escape(text[at:])]))
