"""Which of the forms are for reference managers, and where an entry's page links to them."""

from catalogue.alternates.bibtex import BIBTEX
from catalogue.alternates.csl import CSL
from catalogue.alternates.ris import RIS
from catalogue.shapes import Reference

FORMS = (BIBTEX, RIS, CSL)


def citation_files(kind, slug, number, *, query=""):
    """References to the files that cite the edition `number` of the entry at `slug`."""
    address = kind.edition_address(slug, number).removesuffix("/")
    return [Reference(form.label, f"{address}.{form.name}" + (f"?{query}" if query else "")) for form in FORMS]
