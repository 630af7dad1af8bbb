"""Reconciliation (the W3C group's protocol, version 0.2, that OpenRefine speaks): names in somebody's table are matched
with what there is here, and get its facts.

Whatever may be named and taken away can be matched, by the names that the directory has for it anyway: entries by the
search in their titles, places by the gazetteer, themes by their labels and aliases.
"""
