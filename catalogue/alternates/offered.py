"""All forms that lists and entries are taken away in."""

from catalogue.alternates import atom, data, literature, maps, message, pack, tables

# In the order in which readers are offered them.
ALTERNATES = (
    tables.XLSX,
    tables.CSV,
    pack.PACK,
    message.TEXT,
    maps.GEOJSON,
    literature.BIBTEX,
    literature.RIS,
    literature.CSL,
    atom.ATOM,
    data.JSON,
    data.JSONLD,
    tables.ARCHIVE,
    tables.CSV_DICTIONARY,
    tables.DATA_PACKAGE,
)


def of_lists():
    """{name: Alternate} of the forms that lists have, in the order they are offered."""
    return {one.name: one for one in ALTERNATES if one.of_list}


def of_entries():
    """{name: Alternate} of the forms that entries have."""
    return {one.name: one for one in ALTERNATES if one.of_entry}
