"""What is made of entries for files, remembered with the catalogue that it was made of, up to a bound of memory.

Names, terms and references may be told otherwise in another catalogue: what was made goes with its own. Whether it may
still be handed out is asked of the database before each chunk: of a directory that moved, all is read and made anew,
as the directory of now tells it.
"""

import threading
import zlib

from django.utils.translation import get_language

from catalogue.as_of import as_of
from catalogue.exported import exportable, exported
from publishing.models import Generation

MOST = 16 << 20  # bytes, of all forms and languages together
FAST = 1  # the least that is packed: to make a row anew costs ten times as much


class Finished:
    """{key: text}, packed, until it is full: files are read from end to end, so what went would be asked for first.

    Safe for threads.
    """

    def __init__(self):
        self._held, self.size = {}, 0
        self._lock = threading.Lock()

    def get(self, key):
        packed = self._held.get(key)
        return packed and zlib.decompress(packed).decode()

    def put(self, key, text):
        packed = zlib.compress(text.encode(), FAST)
        with self._lock:
            if key not in self._held and self.size + len(packed) <= MOST:
                self._held[key] = packed
                self.size += len(packed)


def finished_texts(catalogue, kind_name, numbers, form, site, make):
    """{number: what `make(edition, record, catalogue)` gives, a text} of the documents `numbers` that may be read now.

    They are in order, `form` names what is made, and references in it are told by the catalogue that `make` is given.
    One query for the state of the directory, and one for those that are made.
    """
    now = as_told_now(catalogue)
    if catalogue.past or now is not catalogue:
        return _made(catalogue, kind_name, numbers, make, now)
    held, here = catalogue.remembered("finished", Finished), (kind_name, form, get_language(), site)
    found = {number: held.get((here, number)) for number in numbers}
    made = _made(catalogue, kind_name, [number for number in numbers if found[number] is None], make, catalogue)
    for number, text in made.items():
        held.put((here, number), text)
    return {number: text for number in numbers if (text := found[number] or made.get(number))}


def as_told_now(catalogue):
    """The catalogue by which documents of `catalogue` are told: that of now where the directory moved, or `catalogue`.

    Who became more careful while a file is read is named in it no more, of earlier times neither. One query.
    """
    if Generation.objects.now().mark == catalogue.mark:
        return catalogue
    now = exported()
    return exportable(as_of(now, catalogue.number)) if catalogue.past and catalogue.number < now.number else now


def told_now(catalogue, kind_name, numbers, now):
    """[(edition, record), …] of the documents `numbers` of `catalogue` that `now` still has: one query."""
    records = catalogue.records(kind_name, numbers) if numbers else ()
    return [(edition, record) for edition, record in records if now.kinds[kind_name].get(edition.uid)]


def _made(catalogue, kind_name, numbers, make, now):
    index = catalogue.kinds[kind_name]
    told = told_now(catalogue, kind_name, numbers, now)
    return {index.numbers[edition.uid]: make(edition, record, now) for edition, record in told}
