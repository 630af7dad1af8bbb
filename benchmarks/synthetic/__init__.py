"""Invented catalogues of any size, marked as synthetic, the same ones for the same seed."""

VERSION = 1
"""Goes up when what is generated changes, so that databases of an earlier one are built anew."""

PREFIX = "syn"
"""What every synthetic uid begins with. Real ones are drawn from an alphabet without y, so none looks like it."""


def uid_of(number):
    """The uid of the synthetic entry `number`, the same in every catalogue that has so many."""
    return f"{PREFIX}{number:07d}"
