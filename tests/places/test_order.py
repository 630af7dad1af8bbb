"""Names in order: by the Unicode collation, as the language of the page has it."""

import pytest

from places.order import in_order, initial

NAMES = [
    *("3 villages", "Åland", "Azerbaijan", "“Bridges”", "(Cairo) talks", "Dakar", "Đakovo", "Dz", "École", "Ecole a"),
    *("Étude", "L'Aquila", "Lecole", "l’école", "Lodz", "Łódź youth", "Ñandú", "New York", "Newark", "Nz"),
    *("Odense", "Œuvre", "Oeuvre b", "Øresund", "Oslo", "Zebra", "السلام", "بناء"),
]
SPANISH = [one for one in NAMES if one != "Ñandú"]
SPANISH.insert(SPANISH.index("Odense"), "Ñandú")  # a letter of its own there
ARABIC = [*NAMES[-2:], *NAMES[:-2]]  # its own script first


@pytest.mark.parametrize(("language", "names"), [("en-gb", NAMES), ("fr", NAMES), ("es", SPANISH), ("ar", ARABIC)])
def test_accents_strokes_ligatures_and_signs_stand_where_readers_look_for_them(language, names):
    assert in_order(reversed(names), language=language) == names


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("École", "E"),
        ("“Bridges”", "B"),
        ("Łódź", "L"),
        ("Œuvre", "O"),
        ("السلام", "ا"),
        ("3 villages", "#"),
        ("…", "#"),
    ],
)
def test_an_index_has_the_plain_capital(name, letter):
    assert initial(name) == letter
