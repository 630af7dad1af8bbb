"""Whether words name somebody who may not be named."""

import re
import unicodedata

from django.utils.text import slugify

from publishing.records import Record, TextRecord, policy

ARMENIAN = 0x0530  # the first script after Latin, Greek and Cyrillic
MARKS = re.compile("[\u0300-\u036f]+")


class Names:
    """Names to look for, in whatever spelling: marks, quotes and spaces make no difference, nor does case.

    An acronym is found in capitals only. Where words are written apart, a name must be whole words; in Arabic or
    Chinese something may be joined to it.
    """

    def __init__(self, names):
        self._patterns = {name: _pattern(_plain(name)) for name in sorted(set(names)) if _plain(name)}

    def __bool__(self):
        return bool(self._patterns)

    def in_words(self, words):
        """Those of the names that `words` hold."""
        plain = _plain(words)
        return [name for name, pattern in self._patterns.items() if pattern.search(plain)]

    def in_address(self, slug):
        """Those of the names that the last part of an address holds."""
        return [name for name in self._patterns if slugify(name) and f"-{slugify(name)}-" in f"-{slug}-"]

    def in_record(self, record):
        """(part, field, name) for each typed field of `record` that holds a name, as `typed_words` gives them."""
        for part, field, words in typed_words(record):
            yield from ((part, field, name) for name in self.in_words(words))


def typed_words(record):
    """(part, field, words) of all that people typed into `record`, an EntryRecord.

    `part` is the text whose field it is, or `record`; what stands in sources and other parts counts for the field of
    the record that holds them.
    """
    for field, info in type(record).model_fields.items():
        value = getattr(record, field)
        if isinstance(value, tuple) and value and isinstance(value[0], TextRecord):
            for text in value:
                yield from typed_words(text)
        else:
            yield from ((record, field, words) for words in _typed(value, info) if words)


def _typed(value, info):
    """The words that editors typed into a field of a record, or into the records that it holds."""
    if isinstance(value, str):
        return [value] if policy(info).typed else []
    if not (isinstance(value, tuple) and value and isinstance(value[0], Record)):
        return []
    return [
        words
        for part in value
        for name, inner in type(part).model_fields.items()
        for words in _typed(getattr(part, name), inner)
    ]


def _pattern(name):
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    apart = ord(name[0]) < ARMENIAN
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)" if apart else re.escape(name), flags)


def _plain(text):
    letters = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(letters.replace("’", "'").replace("‘", "'").split())
