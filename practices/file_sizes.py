"""About how large files of lists are: bytes whatever is in them, for each entry, for each byte of its JSON.

Fitted to the files of some twenty selections of practices; tests/gsx_site/test_real_pages.py says when a form has
grown away from them.
"""

PRACTICES = {
    "xlsx": (11_230, 671, 0.229),
    "csv": (998, 1_286, 0.677),
    "zip": (8_407, 215, 0.211),
    "html": (20_387, 2_200, 1.169),
    "txt": (274, 285, 0.02),
    "bib": (-17, 696, 0.001),
    "ris": (-22, 614, 0.001),
    "csl.json": (-14, 673, 0.001),
    "atom": (964, 1_068, 0.015),
    "json": (-1_363, 1_528, 0.906),
}
