"""The files of the whole directory, made once for each state of the directory, language and site, one at a time.

They have no name once they are made, so that they go with their last reader, and with the state that they were made of.
Nobody waits for them but who makes them: a request that waits keeps its turn at the database from others.
"""

import logging
import os
import sqlite3
import weakref
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.as_of import date_of
from catalogue.citing import directory
from catalogue.recent import Recent
from catalogue.taken import licence, stamp
from catalogue.whole.database import write_database
from catalogue.whole.package import write_package
from catalogue.whole.tables import Schema
from publishing.models import Generation

SQLITE, ARCHIVE = "sqlite", "zip"
# Seconds after which it is worth to ask again, and how many are kept of a state: a language each.
AGAIN, KEPT = 20, 4
PIECE = 1 << 16  # bytes
# What SQLite says of a disk that is full, broken, or not to be written to.
OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
_making = Lock()

logger = logging.getLogger(__name__)


class NotNow(Exception):
    """There is no file for the moment; the message tells readers why, and when to ask again."""


class WholeFile:
    """A file without a name, which many may read at once; it goes with the last of them."""

    def __init__(self, path):
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)
        self.size = path.stat().st_size

    def __iter__(self):
        for place in range(0, self.size, PIECE):
            yield os.pread(self._descriptor, PIECE, place)


def whole_files(catalogue, site):
    """{form: WholeFile} of all that may be taken away of `catalogue`, in the language of now. Raises NotNow."""
    kept, key = catalogue.remembered("whole", lambda: Recent(KEPT)), (get_language(), site)
    if files := kept.get(key):
        return files
    if not _making.acquire(blocking=False):
        raise NotNow(_("The file is being made for somebody else: try again in %s seconds.") % AGAIN)
    try:
        files = kept.get(key) or _made(catalogue, site)
        kept.put(key, files)
    finally:
        _making.release()
    return files


def _made(catalogue, site):
    """The files, if all that is in them may still be read now that they are made."""
    try:
        files = _files(catalogue, site)
    except (OSError, sqlite3.Error) as error:
        if not _is_of_the_disk(error):
            raise
        logger.error("The files of the whole directory can't be made: %s", error)
        raise NotNow(_("The file can't be made at the moment: try again in %s seconds.") % AGAIN) from error
    if Generation.objects.now().mark != catalogue.mark:
        raise NotNow(_("The directory changed while the file was made: try again in %s seconds.") % AGAIN)
    return files


def _is_of_the_disk(error):
    # The upper bits of SQLite's codes say what it was about when it failed.
    return isinstance(error, OSError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in OF_THE_DISK


def _files(catalogue, site):
    date = date_of(catalogue)
    facts = _facts(catalogue, site, date)
    schema = Schema(facts)
    with TemporaryDirectory(prefix="gsx-directory-") as folder:
        paths = {form: Path(folder) / f"directory.{form}" for form in (SQLITE, ARCHIVE)}
        write_database(paths[SQLITE], schema, catalogue, site)
        write_package(paths[ARCHIVE], paths[SQLITE], schema, facts, catalogue, site, date)
        return {form: WholeFile(path) for form, path in paths.items()}


def _facts(catalogue, site, date):
    """What is to be known of the whole, as [(what, what it is)]."""
    day = stamp(date)[:10] if date else ""
    return [
        (_("Name"), directory()),
        (_("State"), _("Generation %(number)s, %(date)s") % {"number": catalogue.number, "date": day}),
        (_("Licence"), licence()),
        (_("Source"), f"{site}/"),
    ]
