"""Slowing down whoever sends too much, without keeping an address.

A source is a digest of its address under a key that is made anew every day and then lost: nobody can tell afterwards
where something came from, or that two days had the same source. Digests count for an hour. What is over is deleted
when something else is sent in, and by the daily command.
"""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from publishing.models import Sending, SourceKey

WINDOW = timedelta(hours=1)
FROM_ONE_SOURCE = 5
# Of all sources together: when it can't be told where things come from, or when they come from everywhere.
IN_ALL = 60


class TooMuch(Exception):
    """More was sent than is taken in an hour; `seconds` is how long to wait."""

    def __init__(self, seconds):
        super().__init__(seconds)
        self.seconds = seconds


@transaction.atomic
def count_one(address):
    """Count something that was sent from `address`, which is as address_of gives it.

    Raises TooMuch, and then counts nothing.
    """
    now = timezone.now()
    source = _source(address, _key_of(timezone.localdate(now)))
    Sending.objects.filter(at__lte=now - WINDOW).delete()
    own = Sending.objects.filter(source=source) if source else Sending.objects.none()
    for sent, most in ((own, FROM_ONE_SOURCE), (Sending.objects.all(), IN_ALL)):
        times = list(sent.order_by("-at").values_list("at", flat=True)[:most])
        if len(times) == most:
            raise TooMuch(int((times[-1] + WINDOW - now).total_seconds()) + 1)
    Sending.objects.create(source=source, at=now)


def forget_sources(now):
    """Delete what is older than an hour at `now` (a datetime), and the key when its day is over."""
    Sending.objects.filter(at__lte=now - WINDOW).delete()
    SourceKey.objects.exclude(day=timezone.localdate(now)).delete()


def address_of(request):
    """The network address that `request` comes from, for count_one; None when it can't be told.

    Behind a proxy that is the last address in the header that PROXY_ADDRESS_HEADER names. Without that, the address of
    a proxy, or of the machine's own network, is not one reader's but everybody's.
    """
    name = settings.PROXY_ADDRESS_HEADER
    if settings.PROXY_HTTPS_HEADER and not name:
        return None
    said = request.headers.get(name, "").rpartition(",")[2] if name else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(said.strip())
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    return address if address.is_global else None


def _source(address, key):
    """A digest of `address`; of the network of an IPv6 address, in which one person has as many as they like."""
    if address is None:
        return ""
    network = ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False)
    return hmac.new(key.encode(), str(network).encode(), hashlib.sha256).hexdigest()[:16]


def _key_of(day):
    """The key of `day`, made when there is none; that of another day is gone. Others wait until this one is through."""
    row, _created = SourceKey.objects.select_for_update().get_or_create(
        pk=1, defaults={"day": day, "key": secrets.token_hex(32)}
    )
    if row.day != day:
        row.day, row.key = day, secrets.token_hex(32)
        row.save()
        Sending.objects.exclude(source="").update(source="")  # under the lost key they say nothing
    return row.key
