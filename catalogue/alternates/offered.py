"""All forms that lists and entries are taken away in."""

from catalogue.alternates import atom, bibtex, csl, data, jsonld, maps, message, pack, package, ris, tables, xlsx

# In the order in which readers are offered them.
ALTERNATES = (
    xlsx.XLSX,
    tables.CSV,
    pack.PACK,
    message.TEXT,
    maps.GEOJSON,
    bibtex.BIBTEX,
    ris.RIS,
    csl.CSL,
    atom.ATOM,
    data.JSON,
    jsonld.JSONLD,
    package.ARCHIVE,
    tables.CSV_DICTIONARY,
    package.DATA_PACKAGE,
)


def of_lists():
    """{name: Alternate} of the forms that lists have, in the order they are offered."""
    return {one.name: one for one in ALTERNATES if one.of_list}


def of_entries():
    """{name: Alternate} of the forms that entries have."""
    return {one.name: one for one in ALTERNATES if one.of_entry}
