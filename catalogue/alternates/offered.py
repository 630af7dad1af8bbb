"""All forms that there are."""

from catalogue.alternates import atom, bibtex, csl, data, linked_data, maps, message, pack, package, ris, tables, xlsx

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
    linked_data.JSONLD,
    package.ARCHIVE,
    tables.CSV_DICTIONARY,
    package.DATA_PACKAGE,
)
