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
    "catalogue/kinds.py",
    "catalogue/search/*.py",
    "publishing/editions/references.py",
    "publishing/records/*.py",
    "*/apps.py",
    "*/filters.py",
    "*/records.py",
)
MOST = 32_767  # what the column holds


@cache
def rules():
    """The number, from 1 on."""
    digest = hashlib.sha256(f"{version('PyStemmer')} {unicodedata.unidata_version}".encode())
    for path in code():
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()) % MOST + 1


def code():
    """The files, in a fixed order."""
    return sorted({path for pattern in CODE for path in ROOT.glob(pattern)})
