"""Which addresses are due, where they are cited, and what is written down of their answers."""

import json
import re
from collections import defaultdict
from itertools import zip_longest
from urllib.parse import urlsplit

from django.db import models, transaction
from django.utils import timezone

from places.levels import Level
from publishing.models import Citation, Edition, Entry, LinkCheck

ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
LONGEST = LinkCheck._meta.get_field("url").max_length
FAILED = {LinkCheck.Outcome.GONE, LinkCheck.Outcome.UNREACHABLE}


def public_addresses():
    """The addresses that current editions show. To ask a draft's, or a hidden one's, would tell its host of it."""
    editions = Edition.objects.current().filter(level=Level.OPEN)
    records = editions.values_list("record", flat=True)
    return {url for record in records.iterator() for url in _addresses(json.loads(record))}


def _addresses(value):
    """The strings in `value` (parsed JSON) that are addresses as a whole."""
    if isinstance(value, str):
        return [value] if ADDRESS.fullmatch(value) else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [url for part in parts for url in _addresses(part)]


def address_fields():
    """{model: names of its fields} that hold addresses, such as an organisation's website; each has some."""
    found = defaultdict(list)
    for model in Entry.kinds.values():
        for field in model._meta.fields:
            if isinstance(field, models.URLField):
                found[model].append(field.name)
    return dict(found)


def citing(sources):
    """{key of a source: [(model's label, key), …]} of the entries that cite these `sources`."""
    cited = Citation.objects.filter(source__in=sources).order_by("source", "entry__entry_kind", "entry")
    found = defaultdict(list)
    for source, kind, entry in cited.values_list("source", "entry__entry_kind", "entry").distinct():
        found[source].append((Entry.kinds[kind]._meta.label, entry))
    return found


def due(most):
    """At most `most` public addresses, first those never asked, then the oldest; hosts in turn. Forgets the rest."""
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
    """Write down that `url` gave `answer` at `now`; the LinkCheck. A day on which it failed counts once."""
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
