"""How static files are stored for production.

While one works on it, `css/site.css` is a list of imports, one small file a component, and the browser fetches them
all. A reader on a slow line must not: `collectstatic` puts the parts into that one file, each in its cascade layer.
Hashed names and compression are then WhiteNoise's, as for every other file.
"""

import posixpath
import re

from django.core.files.base import ContentFile
from django.core.management.base import CommandError
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/site.css"
IMPORT = re.compile(r"""@import\s+url\(["']?(?P<file>[\w-]+\.css)["']?\)\s+layer\((?P<layer>[\w.-]+)\)\s*;""")
# Spaces and comments between tokens; strings, addresses and escapes are matched first, so that none is cut.
UNTOUCHED = r"""(?P<untouched>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|\\(?:[0-9a-f]{1,6}\s?|.))"""
SPACE = re.compile(UNTOUCHED + r"|(?:\s|/\*.*?\*/)+", re.DOTALL | re.IGNORECASE)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed, and with the style sheet in one file."""

    def post_process(self, paths, dry_run=False, **options):
        """Takes and yields what Django's `post_process` does: `paths` is {name: (storage, path in that storage)}."""
        if BUNDLE in paths and not dry_run:
            css, parts = bundle(paths)
            self.delete(BUNDLE)
            self._save(BUNDLE, ContentFile(css.encode()))
            for part in parts:
                self.delete(part)
            paths = {name: place for name, place in paths.items() if name not in parts}
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def bundle(paths: dict) -> tuple[str, set[str]]:
    """The style sheet with its imports in place, and the names of the files that went into it.

    Raises CommandError for a part that is missing and for an import in any other form: left in the middle of a file,
    a browser would ignore it without a word.
    """
    parts: set[str] = set()

    def inline(match: re.Match) -> str:
        part = posixpath.join(posixpath.dirname(BUNDLE), match["file"])
        if part not in paths:
            raise CommandError(f"{BUNDLE} imports {match['file']}, but there is no {part}.")
        parts.add(part)
        return f"@layer {match['layer']} {{\n{read(paths, part)}\n}}"

    css = IMPORT.sub(inline, read(paths, BUNDLE))
    if left := re.search(r"@(import|charset)[^;]*;?", css):
        raise CommandError(f'{BUNDLE} or a part of it has “{left[0]}”: only @import url("x.css") layer(name); works.')
    return css, parts


def read(paths: dict, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return without_comments(file.read().decode())


def without_comments(css: str) -> str:
    """The same style sheet without comments and indentation; one space or line break stays where there was any."""

    def shorter(match: re.Match) -> str:
        if match["untouched"]:
            return match[0]
        space = re.sub(r"/\*.*?\*/", "", match[0], flags=re.DOTALL)
        if not space:  # a comment that touches both its neighbours keeps them apart
            return "/**/"
        return "\n" if "\n" in space else " "

    return SPACE.sub(shorter, css).strip()
