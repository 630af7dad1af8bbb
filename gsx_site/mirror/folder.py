"""The folder that holds a copy: only what changed is written, and only what an earlier run wrote is removed.

The file copy.json there names every file of the copy with its size and SHA-256. Nothing else in the folder is touched.
"""

import hashlib
import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gsx_site.mirror import CopyError

MANIFEST = "copy.json"
PART = ".export_site.part"  # a file while it is written
# A copy is for everybody, and a web server runs under another account than the site, which keeps its files to itself.
OPEN_FOLDER, OPEN_FILE = 0o755, 0o644


@dataclass
class Tally:
    """What a run did, in numbers of files and of bytes."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    bytes_written: int = 0
    bytes: int = 0


class Folder:
    """A copy at `path`. Raises CopyError where something that no earlier run wrote is in the way."""

    def __init__(self, path):
        self.path = Path(path).absolute()
        self.tally = Tally()
        self._now = {}  # {name: what the manifest tells of the file}
        if self.path.exists() and not self.path.is_dir():
            raise CopyError(f"{path} is not a folder.")
        self._before = self._read()
        if self._before is None and self.path.exists() and any(one.name != PART for one in self.path.iterdir()):
            raise CopyError(f"{path} holds other things and no copy of the site: name a folder that is new or empty.")

    def begin(self, names):
        """Make ready to write files of these `names`, before the first is written."""
        _make_open(self.path)
        before = self._before or {}
        new = [name for name in names if name not in before]
        for name in names:
            self._check(name, name in before)
        if new:  # whatever happens now, the next run knows what is its own
            self._write_manifest({}, before | dict.fromkeys(new))

    def put(self, name, source):
        """Make the file `name` hold what the file `source` does; nothing is written when it does already."""
        size, digest = source.stat().st_size, _digest(source)
        self._now[name] = {"bytes": size, "sha256": digest}
        self.tally.bytes += size
        target = self.path / name
        if target.is_file() and target.stat().st_size == size and _digest(target) == digest:
            self.tally.unchanged += 1
            return
        _make_open(target.parent)
        self._replace(target, lambda part: shutil.copyfile(source, part))
        self.tally.written += 1
        self.tally.bytes_written += size

    def finish(self, facts):
        """Remove what is no part of the copy any more, and say in the manifest what is, with the dictionary `facts`."""
        for name in sorted((self._before or {}).keys() - self._now.keys()):
            self._check(name, True)
            self._remove(self.path / name)
        self._write_manifest(facts, self._now)

    def _check(self, name, ours):
        """Nothing is written or removed through a link that leads elsewhere, nor over what somebody else put there."""
        target = self.path / name
        for above in target.relative_to(self.path).parents:
            if (self.path / above).is_symlink() and above.name:
                raise CopyError(f"{self.path / above} is a link: a copy is written to folders of its own.")
        if target.is_symlink() or target.is_dir() or (target.exists() and not ours):
            raise CopyError(f"{target} is in the way, and no earlier run wrote it: move it elsewhere.")

    def _remove(self, target):
        if target.exists():
            target.unlink()
            self.tally.removed += 1
        with suppress(OSError):  # somebody's files are in it: it stays
            for above in target.parents:
                if above == self.path:
                    break
                above.rmdir()

    def _read(self):
        """{name: what is told of the file} of the manifest; None when there is none."""
        file = self.path / MANIFEST
        if not file.is_file():
            return None
        try:
            files = json.loads(file.read_bytes())["files"]
            if all(_is_inside(name) for name in files):
                return dict(files)
        except (ValueError, KeyError, TypeError):
            pass
        raise CopyError(f"{file} is not what export_site wrote there: remove the folder and begin anew.")

    def _write_manifest(self, facts, files):
        said = (
            json.dumps({**facts, "files": dict(sorted(files.items()))}, indent=0, ensure_ascii=False).encode() + b"\n"
        )
        target = self.path / MANIFEST
        if not target.exists() or target.read_bytes() != said:
            self._replace(target, lambda part: part.write_bytes(said))

    def _replace(self, target, write):
        part = self.path / PART
        try:
            write(part)
            part.chmod(OPEN_FILE)
            part.replace(target)
        except OSError as error:  # which may name the file that was read
            raise CopyError(f"{target} can't be written: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)


def _make_open(folder):
    """Make `folder`, and what is missing above it, for all to read. What is there stays as it is."""
    if not folder.is_dir():
        _make_open(folder.parent)
        folder.mkdir()
        folder.chmod(OPEN_FOLDER)


def _is_inside(name):
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts and name != MANIFEST


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
