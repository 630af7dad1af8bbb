"""RIS, which every reference manager reads: lines of a tag, two spaces, a hyphen, a space and a value."""

from django.utils.translation import gettext_lazy as _

from catalogue.alternates.alternate import Alternate
from catalogue.alternates.citations import cited


def _entry(one):
    """The lines of a Cited. No value holds a line break, so that none starts a tag of its own."""
    tags = [
        ("TY", "ELEC"),  # a web page
        ("ID", one.key),
        ("TI", one.title),
        ("AU", one.publisher),
        ("PB", one.publisher),
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


RIS = Alternate(
    name="ris",
    label="RIS",
    use=_("for reference managers such as Zotero, EndNote, Mendeley"),
    media_type="application/x-research-info-systems; charset=utf-8",
    of_list=lambda taken: (_entry(cited(one)) for one in taken),
    weight=(1620, 330, 0.064),
    cites=True,
    of_entry=lambda taken: _entry(cited(taken)),
)
