"""BibTeX, for LaTeX. All of its characters are UTF-8; those that mean something to TeX are written as commands."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.alternates.alternate import Alternate
from catalogue.alternates.citations import cited

# The names that every style of BibTeX knows the months by.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Braces by name: BibTeX counts those after a backslash as well, and one alone would run into the next entry.
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
_commands = str.maketrans(COMMANDS)
# Two of these would become one other character: -- a dash.
_ligature = re.compile(r"(?<=([-',]))(?=\1)")


def _in_tex(text):
    return _ligature.sub("{}", text.translate(_commands))


def _entry(one):
    """The entry of a Cited. Of type misc, which every style and reader knows; the title keeps its capital letters."""
    keywords = ", ".join(_in_keywords(keyword.label) for keyword in one.keywords)
    fields = {
        "author": f"{{{{{_in_tex(one.publisher)}}}}}",
        "title": f"{{{{{_in_tex(one.title)}}}}}",
        "publisher": f"{{{_in_tex(one.publisher)}}}",
        "year": f"{{{one.date.year}}}",
        "month": MONTHS[one.date.month - 1],
        "edition": f"{{{one.number}}}",
        "note": f"{{{_in_tex(_note(one))}}}",
        "url": f"{{{one.url}}}",
        "urn": f"{{{one.urn}}}",
        "language": f"{{{one.language}}}",
        "abstract": f"{{{_in_tex(one.abstract)}}}" if one.abstract else "",
        "keywords": f"{{{keywords}}}" if keywords else "",
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@misc{{{one.key},\n{lines}\n}}\n"


def _note(one):
    """What styles print of the edition: most of them pass over the field of that name in a misc."""
    return _("Edition %(number)s, %(date)s") % {"number": one.number, "date": date_format(one.date, "DATE_FORMAT")}


def _in_keywords(label):
    """`label` among others that commas divide."""
    return f"{{{_in_tex(label)}}}" if "," in label else _in_tex(label)


BIBTEX = Alternate(
    name="bib",
    label="BibTeX",
    use=gettext_lazy("for lists of literature in LaTeX"),
    media_type="application/x-bibtex; charset=utf-8",
    of_list=lambda taken: (_entry(cited(one)) + "\n" for one in taken),
    weight=(1650, 410, 0.063),
    cites=True,
    of_entry=lambda taken: _entry(cited(taken)),
)
