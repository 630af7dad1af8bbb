"""Finding sentences of the site that stand untranslated on a page in another language."""

import re
from html.parser import HTMLParser

from gsx_site import translations
from tests.pages import squeeze

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TOLD = ("aria-label", "alt", "placeholder", "title")
SILENT = ("script", "style")
NAMES = ("code", "pre", "kbd")  # of things that are called the same in every language
VOID = ("meta", "base", "link", "br", "hr", "img", "input", "wbr", "area", "col", "path", "rect", "use")
LEAST = 12  # letters of a sentence with a placeholder that tell it from any other


class Sentences:
    """The English sentences whose translation in `catalogue` is another one: whole, or with something put in."""

    def __init__(self, catalogue):
        self._whole, self._filled = set(), []
        for message in translations.messages(catalogue):
            ids = message.id if message.pluralizable else (message.id,)
            strings = message.string if message.pluralizable else (message.string,)
            for sentence in set(ids) - set(strings):
                self._add(squeeze(re.sub(r"<[^>]+>", "", sentence)))

    def _add(self, sentence):
        if not PLACEHOLDER.search(sentence):
            self._whole.add(sentence)
        elif len(PLACEHOLDER.sub("", sentence)) >= LEAST:
            self._filled.append(".+".join(map(re.escape, PLACEHOLDER.split(sentence))))

    def among(self, words):
        """Those of `words`, a set of texts, that are such a sentence."""
        pattern = re.compile("|".join(self._filled), re.S)
        return {one for one in words if one in self._whole or pattern.fullmatch(one)}


class LatinWords:
    """The words in Latin letters that the Arabic `catalogue` does not write itself, nor `others` that are known."""

    WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
    ADDRESS = re.compile(r"(https?://|mailto:)\S+")

    def __init__(self, catalogue, others):
        said = (message.string for message in translations.messages(catalogue))
        strings = [one for words in said for one in (words if isinstance(words, tuple) else (words,))]
        self._known = {word for words in (*strings, *others) for word in self.WORD.findall(words)}

    def among(self, words):
        """Those of `words`, a set of texts, that hold such a word."""
        return {one for one in words if set(self.WORD.findall(self.ADDRESS.sub("", one))) - self._known}


class Furniture(HTMLParser):
    """`words` are the texts of a page that it says in its own language, `code`, and not in that of a part."""

    def __init__(self, html, code):
        super().__init__(convert_charrefs=True)
        self.words, self._code, self._open = set(), code, []
        self.feed(html)

    def _is_ours(self):
        said = [lang for _tag, lang in self._open if lang]
        return not said or said[-1] == self._code

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, attrs.get("lang")))
        if self._is_ours() and attrs.get("lang", self._code) == self._code:
            self.words.update(squeeze(attrs[name]) for name in TOLD if attrs.get(name))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._is_ours() and squeeze(data) and not {tag for tag, _lang in self._open} & {*SILENT, *NAMES}:
            self.words.add(squeeze(data))
