"""Which addresses are due, and what is written down of their answers."""

from collections import defaultdict
from itertools import zip_longest
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from publishing.editing.link_checks.cited import public_addresses
from publishing.models import LinkCheck

LONGEST = LinkCheck._meta.get_field("url").max_length
FAILED = {LinkCheck.Outcome.GONE, LinkCheck.Outcome.UNREACHABLE}


def due(most):
    """At most `most` addresses that public pages show: those never asked first, then those asked longest ago.

    Neighbours in the list are of different hosts as far as can be, so that waiting for one host is rare. Forgets what
    is no longer shown.
    """
    shown = {url for url in public_addresses() if len(url) <= LONGEST}
    asked = dict(LinkCheck.objects.order_by("checked_at").values_list("url", "checked_at"))
    LinkCheck.objects.filter(url__in=set(asked) - shown).delete()
    urls = [*sorted(shown - set(asked)), *(url for url in asked if url in shown)]
    return spread(urls[:most])


def spread(urls):
    """The same `urls`, one of each host in turn."""
    by_host = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc].append(url)
    return [url for turn in zip_longest(*by_host.values()) for url in turn if url]


@transaction.atomic
def note(url, answer, now):
    """Write down that `url` gave `answer` (an Answer) at `now` (a datetime). Returns the LinkCheck.

    A day on which it failed counts once, however often it was asked; any other answer ends the row.
    """
    check = LinkCheck.objects.select_for_update().filter(url=url).first() or LinkCheck(url=url)
    if answer.outcome not in FAILED:
        check.failures, check.since = 0, None
    elif not check.failures or timezone.localdate(check.checked_at) < timezone.localdate(now):
        check.failures += 1
        check.since = check.since or now
    check.outcome, check.status = answer.outcome, answer.status
    check.moved_to, check.etag, check.checked_at = answer.moved_to[:2000], answer.etag, now
    check.save()
    return check
