"""The ties of a practice: who led it, took part and paid, its networks, what it was adapted from, and into what."""

from networks.ties import WORDS


def practice_ties(record, ties):
    """Adds the ties of a practice."""
    for one in record.participations:
        ties.of("organisation", one.organisation, one.role, WORDS[one.role])
    for uid in record.run_by:
        ties.of("network", uid, "runs", WORDS["runs"])
    for uid in record.networks:
        ties.to("network", uid, "practice_of", WORDS["practice_of"])
    ties.to("practice", record.adapted_from, "adapted_from", WORDS["adapted_from"])
    index = ties.catalogue.kinds["practice"]
    for uid in ties.naming("practice", index.having("adapted_from", record.uid)):
        ties.of("practice", uid, "adapted_from", WORDS["adapted_from"])
