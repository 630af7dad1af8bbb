"""How static files are stored for production.

While one works on it, the bundles are lists of imports, one small file a component or behaviour, and the browser
fetches them all. A reader on a slow line must not: `collectstatic` puts the parts into the bundles, each part of a
style sheet in its cascade layer. Hashed names and compression are then WhiteNoise's, as for every other file.
"""

import posixpath
import re

from django.core.files.base import ContentFile
from django.core.management.base import CommandError
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of styles, every page takes the first and one with tables or forms the second too; a list takes the second script, and
# no other page does.
STYLES = ("css/site.css", "css/more.css")
SCRIPTS = ("js/site.js", "js/list.js")
STYLE = re.compile(r"""@import\s+url\(["']?(?P<file>[\w-]+\.css)["']?\)\s+layer\((?P<layer>[\w.-]+)\)\s*;""")
SCRIPT = re.compile(r"""^import "\./(?P<file>[\w-]+\.js)";$""", re.MULTILINE)
# Spaces and comments between tokens; strings, addresses and escapes are matched first, so that none is cut.
UNTOUCHED = r"""(?P<untouched>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|\\(?:[0-9a-f]{1,6}\s?|.))"""
SPACE = re.compile(UNTOUCHED + r"|(?:\s|/\*.*?\*/)+", re.DOTALL | re.IGNORECASE)
# Lines of a script that hold a comment and nothing else, and what stands before the first letter of the others.
REMARK = re.compile(r"^[ \t]*(?://.*\n)?", re.MULTILINE)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed, and with the parts of style sheets and scripts in their bundles."""

    def post_process(self, paths, dry_run=False, **options):
        """Takes and yields what Django's `post_process` does: `paths` is {name: (storage, path in that storage)}."""
        if not dry_run:
            paths = self._bundled(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundled(self, paths):
        """`paths` with the bundles made and without what went into them. A part may stand in several."""
        makers = [*((name, bundled_styles) for name in STYLES), *((name, bundled_scripts) for name in SCRIPTS)]
        made = {name: maker(paths, name) for name, maker in makers if name in paths}
        gone = set().union(*(parts for _whole, parts in made.values()))
        for name in (*made, *gone):
            self.delete(name)
        for name, (whole, _parts) in made.items():
            self._save(name, ContentFile(whole.encode()))
        kept = {name: place for name, place in paths.items() if name not in gone}
        return kept | {name: (self, name) for name in made}


def bundled_styles(paths: dict, name: str) -> tuple[str, set[str]]:
    """The style sheet `name` with its imports in place, and the names of the files that went into it.

    Raises CommandError for a part that is missing and for an import in any other form: left in the middle of a file,
    a browser would ignore it without a word.
    """
    css, parts = _inlined(
        paths, name, STYLE, without_comments, lambda match, part: f"@layer {match['layer']} {{\n{part}\n}}"
    )
    if left := re.search(r"@(import|charset)[^;]*;?", css):
        raise CommandError(f'{name} or a part of it has “{left[0]}”: only @import url("x.css") layer(name); works.')
    return css, parts


def bundled_scripts(paths: dict, name: str) -> tuple[str, set[str]]:
    """The script `name` with its imports in place, and the names of the files that went into it; as bundled_styles."""
    script, parts = _inlined(paths, name, SCRIPT, without_remarks, lambda match, part: part)
    if left := re.search(r"^(import|export)\b.*", script, re.MULTILINE):
        raise CommandError(f'{name} or a part of it has “{left[0]}”: only import "./x.js"; works.')
    return script, parts


def _inlined(paths, bundle, pattern, shorten, wrap):
    """The file `bundle` with `wrap(match, part)` for each import that `pattern` matches, and the names of the parts."""
    parts: set[str] = set()

    def inline(match: re.Match) -> str:
        part = posixpath.join(posixpath.dirname(bundle), match["file"])
        if part not in paths:
            raise CommandError(f"{bundle} imports {match['file']}, but there is no {part}.")
        parts.add(part)
        return wrap(match, shorten(read(paths, part)))

    return pattern.sub(inline, shorten(read(paths, bundle))), parts


def read(paths: dict, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def without_comments(css: str) -> str:
    """The same style sheet without comments, and of spaces only those that part two words."""

    def shorter(match: re.Match) -> str:
        if match["untouched"]:
            return match[0]
        if css[match.start() - 1] in "{};,:" or css[match.end() : match.end() + 1] in "{};,":
            return ""
        space = re.sub(r"/\*.*?\*/", "", match[0], flags=re.DOTALL)
        if not space:  # a comment that touches both its neighbours keeps them apart
            return "/**/"
        return " "

    return SPACE.sub(shorter, css).strip()


def without_remarks(script: str) -> str:
    """The same script without the lines that hold only a comment, and without indentation."""
    return REMARK.sub("", script)
