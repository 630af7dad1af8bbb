"""Entries as lists of literature cite them: BibTeX for LaTeX, RIS and CSL-JSON for reference managers.

What is cited is always one edition, at the address where it stays. The directory is its author, as an institution: who
did the work did not write about it here, and those who may be named are named in the entry alone. Its name stands once:
as publisher or site beside the author, styles would print it two or three times in a row.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.alternates.alternate import Alternate
from catalogue.citing import directory

# The names that every style of BibTeX knows the months by.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Characters that mean something to TeX, as commands. Braces by name: BibTeX counts those after a backslash as well, and
# one alone would run into the next entry.
COMMANDS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
} | {special: f"\\{special}" for special in "$&#_%"}
# What parts one keyword from the next.
PARTED = re.compile(r"\s*[,;]")
_commands = str.maketrans(COMMANDS)
# Two of these would become one other character: -- a dash.
_ligature = re.compile(r"(?<=([-',]))(?=\1)")


class Keyword(NamedTuple):
    """A term that stands for what an entry is about; `vocabulary` is the one it is of."""

    vocabulary: str
    slug: str
    label: str


@dataclass(frozen=True)
class Cited:
    """An edition of an entry as it is cited. `key` names it in a list: kind, address and edition; no two are the same.

    Every text is one line of characters that all of the formats can hold. `language` is a BCP 47 tag, that of
    `abstract`; `title_language` differs from it when the title is a neutral one.
    """

    key: str
    title: str
    title_language: str
    author: str
    date: date
    number: int
    url: str
    urn: str
    language: str
    abstract: str
    keywords: list[Keyword]


def cited(taken):
    """The Cited of a TakenEntry. Its keywords are its themes, by which libraries find it."""
    edition, text = taken.edition, taken.text
    themes = [taken.catalogue.term("themes", slug) for slug in getattr(taken.record, "themes", ())]
    return Cited(
        key=f"{edition.kind}-{edition.slug}-{edition.number}",
        title=plain(taken.title),
        title_language=text.language if text.title else get_language(),
        author=directory(),
        date=edition.published_at.date(),
        number=edition.number,
        url=taken.edition_url,
        urn=taken.urn,
        language=text.language,
        abstract=plain(taken.summary),
        keywords=[Keyword("themes", theme.slug, plain(theme.label)) for theme in themes],
    )


def citation_metas(taken):
    """[(name, content)] of the meta elements by which reference managers read a page (Highwire Press tags)."""
    one = cited(taken)
    return [
        ("citation_title", one.title),
        ("citation_author", f"{one.author},"),  # with a comma, as in RIS
        ("citation_online_date", f"{one.date:%Y/%m/%d}"),
        ("citation_language", one.title_language),
        ("citation_public_url", one.url),
    ]


def plain(text):
    """`text` as one line, without what XML 1.0 has no way to write (section 2.2) and no reader could show."""
    return " ".join("".join(one for one in text if one.isspace() or _can_be_written(one)).split())


def _can_be_written(letter):
    return unicodedata.category(letter) not in ("Cc", "Cs") and letter not in "\ufffe\uffff"


def _bibtex(one):
    """The entry of a Cited. Of type misc, which every style and reader knows; the title keeps its capital letters."""
    # What styles print of the edition: most of them pass over the field of that name in a misc.
    edition = {"number": one.number, "date": date_format(one.date, "DATE_FORMAT")}
    # Readers cut at every comma and semicolon, whatever braces stand around them.
    labels = [_in_tex(PARTED.sub(" /", keyword.label)) for keyword in one.keywords]
    fields = {
        "author": f"{{{_in_tex(one.author)}}}",
        "title": f"{{{_in_tex(one.title)}}}",
        "date": f"{one.date:%Y-%m-%d}",  # for biblatex; BibTeX knows the year and the month
        "year": one.date.year,
        "month": MONTHS[one.date.month - 1],
        "edition": one.number,
        "note": _in_tex(_("Edition %(number)s, %(date)s") % edition),
        "url": one.url,
        "urn": one.urn,
        "language": one.language,
        "abstract": _in_tex(one.abstract),
        "keywords": ", ".join(labels),
    }
    lines = ",\n".join(
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    )
    return f"@misc{{{one.key},\n{lines}\n}}\n"


def _in_tex(text):
    return _ligature.sub("{}", text.translate(_commands))


def _ris(one):
    """The lines of a Cited: a tag, two spaces, a hyphen, a space, a value. No value holds a line break."""
    tags = [
        ("TY", "ELEC"),  # a web page
        ("ID", one.key),
        ("TI", one.title),
        ("AU", f"{one.author},"),  # with a comma, or the last word of a body is taken for somebody's family name
        ("PY", one.date.year),
        ("DA", f"{one.date:%Y/%m/%d}/"),
        ("ET", one.number),
        ("UR", one.url),
        ("AN", one.urn),
        ("LA", one.language),
        ("AB", one.abstract),
        *(("KW", keyword.label) for keyword in one.keywords),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _csl(one):
    """The item of a Cited, by schema 1.0.2.

    A web page: of the types that fit, the only one that reference managers keep as what it is (`entry` becomes a
    document without a kind, and a case study is no `dataset`).
    """
    item = {
        "id": one.key,
        "type": "webpage",
        "title": one.title,
        "author": [{"literal": one.author}],
        "issued": {"date-parts": [[one.date.year, one.date.month, one.date.day]]},
        "version": str(one.number),
        "URL": one.url,
        "note": one.urn,
        "language": one.language,
        "abstract": one.abstract,
        "keyword": "; ".join(keyword.label for keyword in one.keywords),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _csl_of_list(taken):
    separator = "["
    for one in taken:
        yield f"{separator}\n{_csl(cited(one))}"
        separator = ","
    yield "\n]\n" if separator == "," else "[]\n"


BIBTEX = Alternate(
    name="bib",
    label="BibTeX",
    use=gettext_lazy("for lists of literature in LaTeX"),
    media_type="application/x-bibtex; charset=utf-8",
    of_list=lambda taken: (_bibtex(cited(one)) + "\n" for one in taken),
    of_entry=lambda taken: _bibtex(cited(taken)),
    cites=True,
)
RIS = Alternate(
    name="ris",
    label="RIS",
    use=gettext_lazy("for reference managers such as Zotero, EndNote, Mendeley"),
    media_type="application/x-research-info-systems; charset=utf-8",
    of_list=lambda taken: (_ris(cited(one)) for one in taken),
    of_entry=lambda taken: _ris(cited(taken)),
    cites=True,
)
CSL = Alternate(
    name="csl.json",
    label="CSL-JSON",
    use=gettext_lazy("for citation processors and Zotero"),
    media_type="application/vnd.citationstyles.csl+json",
    of_list=_csl_of_list,
    of_entry=lambda taken: f"[\n{_csl(cited(taken))}\n]\n",
    cites=True,
)
