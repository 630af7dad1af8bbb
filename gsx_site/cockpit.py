"""The cockpit: all lists of what waits for an editor, in the order of the page."""

from itertools import chain

from catalogue.likeness_work import LookAlikes
from publishing.editing.cockpit import Answers, DeadLinks, Desk, EntryLists, Names, Suggestions

LISTS = (Answers, Names, Suggestions, EntryLists, LookAlikes, DeadLinks)


def work_lists(request, site):
    """Every WorkList that is for the user of `request`, those in which nothing waits included."""
    desk = Desk(request, site)
    lists = [kind(desk) for kind in LISTS]
    desk.read(chain.from_iterable(one.keys for one in lists))
    return [found for one in lists for found in one.work_lists()]
