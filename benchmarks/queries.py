"""The mix of searches: rare and common words, two words, a prefix, a phrase, a misspelt word, Arabic."""

from random import Random

from benchmarks.synthetic.words import INVENTED, invented

SEED = 7
EACH = 4
COMMON = ("youth", "peace", "women", "community")
TWO = ("youth dialogue", "police trust", "women mediation", "school football")
BEGINNINGS = ("reconc", "radio", "mediat", "young")
PHRASES = ('"local youth"', '"young women"', '"peace community"', '"the police"')
MISSPELT = ("comunity", "dialoge", "prevnetion", "reconcilliation")
ARABIC = ("السلام", "الشباب", "المصالحة", "الحوار المدني")


def rare(seed):
    """Invented words from the lower half of the frequencies: in some texts of a hundred thousand."""
    words = invented(seed)
    return tuple(words[Random(SEED + at).randrange(INVENTED // 2, INVENTED)] for at in range(EACH))


def mix(seed):
    """{what kind of search: the searches}, as a reader types them; a prefix ends in *."""
    return {
        "rare": rare(seed),
        "common": COMMON,
        "two words": TWO,
        "prefix": tuple(f"{beginning}*" for beginning in BEGINNINGS),
        "phrase": PHRASES,
        "misspelt": MISSPELT,
        "Arabic": ARABIC,
    }
