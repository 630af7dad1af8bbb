"""Message catalogues (gettext): which are compiled, whether one is complete, and the sentences that it has to have.

`locale/<code>/LC_MESSAGES/django.po` is what translators write, and is in git. Beside it lies what Django reads,
django.mo, made of it by `manage.py prepare` as long as it is complete. So a language is offered when nothing of it
would be in English.
"""

import io
import os
import re
from collections import Counter
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("accounts", "catalogue", "gsx_site", "networks", "places", "practices", "publishing")
HEADER = "# The sentences of the site in another language. How they are kept up to date: docs/extending.md."
TEMPLATES = ("*.html", "*.txt", "*.xml")
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2)}
# What is put into a sentence: %(name)s, %s, {name}. One that has a name may be left out where a number is a word.
PUT_IN = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
NAMED = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def source(folder, code):
    """The file in which the sentences of the site stand in the language `code`, below the folder of all of them."""
    return folder / code / "LC_MESSAGES" / "django.po"


def compiled(folder, names):
    """[(code, name)] of those languages of `names`, {code: its own name}, whose catalogue was compiled."""
    return [(code, name) for code, name in names.items() if source(folder, code).with_suffix(".mo").exists()]


def sources(folder):
    """{code: path} of the catalogues in `folder`."""
    return {path.parent.parent.name: path for path in sorted(folder.glob("*/LC_MESSAGES/django.po"))}


def read(path):
    """The Catalog of the file at `path`."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def write(path, catalogue):
    """Write `catalogue` so that a change of it is a change of a sentence: without lines of code, dates and folds."""
    catalogue.project, catalogue.version, catalogue.header_comment = "GSX directory", "1", HEADER
    catalogue.last_translator = catalogue.language_team = ""
    made = io.BytesIO()
    write_po(made, catalogue, width=0, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    path.write_bytes(made.getvalue())


def compile_all(folder):
    """Compile the catalogues in `folder` that changed. Returns {code: how many sentences fail} of those left out."""
    left_out = {}
    for code, path in sources(folder).items():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        catalogue = read(path)
        if wrong := sum(bool(faults(message, catalogue)) for message in messages(catalogue)):
            left_out[code] = wrong
            target.unlink(missing_ok=True)
        else:
            _compile(catalogue, target)
    return left_out


def _compile(catalogue, target):
    """Write the compiled `catalogue` to `target`, which others read meanwhile, and which others may write too."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    part = target.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(made.getvalue())
    part.replace(target)


def brought_up_to_date(path):
    """The Catalog of the file at `path`, which need not be there, with the sentences that the site has now.

    A new one that is much like one that went has its translation, marked as fuzzy.
    """
    code = path.parent.parent.name
    catalogue = read(path) if path.exists() else Catalog(locale=code, fuzzy=False)
    date = catalogue.creation_date
    catalogue.update(sentences(), update_header_comment=False)
    catalogue.creation_date = date
    return catalogue


def messages(catalogue):
    """The messages of `catalogue` without its header."""
    return [message for message in catalogue if message.id]


def faults(message, catalogue):
    """What is wrong with the translation of `message`, in words: missing, fuzzy, a plural or a placeholder."""
    ids = message.id if message.pluralizable else (message.id,)
    strings = message.string if message.pluralizable else (message.string,)
    if not all(strings) or (message.pluralizable and len(strings) != catalogue.num_plurals):
        return ["not translated"]
    wrong = ["fuzzy"] if message.fuzzy else []
    if not all(_puts_in_the_same(ids[-1], string, message.pluralizable) for string in strings):
        wrong.append("other things are put in")
    return wrong


def _puts_in_the_same(original, translated, plural):
    asked, given = Counter(PUT_IN.findall(original)), Counter(PUT_IN.findall(translated))
    if not plural:
        return asked == given
    return given <= asked and all(NAMED.fullmatch(one) for one in asked - given)


def sentences():
    """The Catalog of all sentences in the code and the templates, without translations."""
    found = Catalog(fuzzy=False)
    for path, method in [*_code(), *_templates()]:
        where = path.relative_to(ROOT).as_posix()
        with path.open("rb") as file:
            for line, text, comments, context in extract(method, file, KEYWORDS, (), {"encoding": "utf-8"}):
                found.add(text, locations=[(where, line)], auto_comments=comments, context=context)
    return found


def _code():
    return [(path, "python") for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def _templates():
    return [(path, in_template) for form in TEMPLATES for path in sorted((ROOT / "templates").rglob(form))]


def in_template(file, keywords, comment_tags, options):
    """The extractor for templates: Django turns them into Python for us, which has no indentation of its own."""
    from django.utils.translation.template import templatize  # not above: the settings read this module

    code = templatize(file.read().decode()).encode()
    return extract_python(io.BytesIO(b"(\n" + code + b"\n)"), keywords, comment_tags, options)
