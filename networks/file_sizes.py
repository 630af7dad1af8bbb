"""About how large files of lists are: bytes whatever is in them, for each entry, for each byte of its JSON.

Fitted to the files of some twenty selections of networks and organisations; tests/gsx_site/test_real_pages.py says
when a form has grown away from them.
"""

NETWORKS = {
    "xlsx": (8_013, -16, 0.419),
    "csv": (492, 205, 0.898),
    "zip": (5_114, -196, 0.405),
    "html": (14_755, 308, 1.963),
    "txt": (199, 0, 0.275),
    "bib": (39, 440, 0.08),
    "ris": (39, 348, 0.082),
    "csl.json": (42, 419, 0.08),
    "atom": (647, 602, 0.159),
    "json": (-570, 671, 0.914),
}

ORGANISATIONS = {
    "xlsx": (8_044, 363, 0.002),
    "csv": (351, 613, 0.34),
    "zip": (5_422, 226, -0.05),
    "html": (17_057, 925, 0.799),
    "txt": (313, 171, 0.039),
    "bib": (11, 461, 0.008),
    "ris": (11, 371, 0.009),
    "csl.json": (14, 440, 0.009),
    "atom": (854, 689, 0.022),
    "json": (-238, 399, 0.994),
}
