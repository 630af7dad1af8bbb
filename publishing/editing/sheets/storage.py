"""Where an uploaded file waits for its confirmation, and the paper that says whose it is."""

import contextlib
import tempfile
import time
from pathlib import Path

from django.core import signing

PREFIX = "gsx-sheet-"
WAITS = 60 * 60  # seconds a file waits for its confirmation


class SheetStorage:
    """A file that only this program may read, in the folder for such files; what nobody confirmed goes in time."""

    def __init__(self, name=""):
        self.name = name

    def save(self, data):
        _sweep()
        with tempfile.NamedTemporaryFile(prefix=PREFIX, delete=False) as file:
            file.write(data)
        self.name = Path(file.name).name

    def read(self):
        return self._path.read_bytes()

    def remove(self):
        self._path.unlink(missing_ok=True)

    def exists(self):
        return self._path.is_file()

    @property
    def _path(self):
        return Path(tempfile.gettempdir()) / Path(self.name).name


def _sweep():
    """Take away what was not confirmed in time."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # somebody else's, or gone this moment
            if time.time() - path.stat().st_mtime > WAITS:
                path.unlink()


def _signer(user, model):
    return signing.TimestampSigner(salt=f"sheet {user.pk} {model._meta.label_lower}")


def paper(user, model, name, digest):
    """What the confirmation brings back: the file's name and the digest of its plan, for this user alone."""
    return _signer(user, model).sign_object([name, digest])


def read_paper(user, model, paper):
    """(name, digest) of a paper. Raises ValueError when it is not ours, somebody else's or too old."""
    try:
        name, digest = _signer(user, model).unsign_object(paper, max_age=WAITS)
    except signing.BadSignature:
        raise ValueError("no paper of ours") from None
    return name, digest
