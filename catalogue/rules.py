"""The rules by which documents and words are made, as a number: a digest of the code that makes them.

Nobody has to remember to raise it. Any change in these files, be it in a comment, has `documents.catch_up` make all
documents anew, once.
"""

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The same in every room, so that a new kind of entry counts too: its records, its facets, its registration.
CODE = (
    "catalogue/documents.py",
    "catalogue/facets.py",
    "catalogue/search/*.py",
    "places/letters.py",
    "publishing/editions/redaction.py",
    "publishing/records/*.py",
    "*/*_facet.py",
    "*/apps.py",
    "*/filters.py",
    "*/kinds.py",
    "*/records.py",
)
# All that a page or a file is made by.
MADE_BY = ("*/*.py", "catalogue/**/*.py", "publishing/**/*.py", "templates/**/*.*")
MOST = 32_767  # what the column holds


@cache
def rules():
    """The number, from 1 on."""
    return int.from_bytes(_digest(code(CODE))) % MOST + 1


@cache
def made_by():
    """A short text that is another one when the same entries may give other pages or files."""
    return _digest(code(MADE_BY)).hex()[:16]


def code(patterns):
    """The files that match any of `patterns`, in a fixed order."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


def _digest(paths):
    digest = hashlib.sha256(f"{version('PyStemmer')} {unicodedata.unidata_version}".encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.digest()
