"""The facet of what work cost: bands of amounts, each in its own currency and for one thing; none is converted."""

from catalogue.facets import Facet, Option
from practices.amounts import band_in_words, band_of


class CostFacet(Facet):
    """Bands such as “10,000 to 100,000 US dollars a year”; only those that some entry tells are options."""

    def __init__(self, **options):
        super().__init__(values=_bands, **options)

    def options(self, catalogue, index):
        used = index.values.get(self.field_name, {})
        largest_first = sorted(used, key=lambda key: (-len(used[key]), _parts(key)))
        return [Option(key, self.label_of(key, catalogue), key) for key in largest_first]

    def label_of(self, key, catalogue):
        words = band_in_words(*_parts(key))
        return words[:1].upper() + words[1:]


def _bands(record):
    return {_key(one.currency, one.per, band_of(one.amount)) for one in record.costs if one.amount is not None}


def _key(currency, per, least):
    return f"{currency}-{per}-{least}"


def _parts(key):
    currency, per, least = key.split("-")
    return currency, per, int(least)
