"""Slow down, never lock out: whoever failed at the door waits a little longer each time.

A source (a network address; the network of an IPv6 address) that failed waits from its own last failure. How long grows
with its failures, and with those on the same account from anywhere. A source that has not failed never waits for what
others did, so nobody can keep an editor out. The second step is the exception: only who knows the password gets there,
and six digits can be guessed from many sources, so the failures of all count together.

Nothing tells where somebody came from or which name was typed: keys are hashes under a secret that is made for one day.
"""

import hashlib
import hmac
import ipaddress
import math
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Attempts, DaySecret

FREE = 4  # failures without a wait: slips
FIRST_WAIT = 5  # seconds; each further failure doubles it
LONGEST_WAIT = 300  # seconds, for one's own failures
LONGEST_FOR_OTHERS = 60  # seconds, for what others did to the account
FORGIVEN_AFTER = timedelta(hours=1)
KEPT = timedelta(days=1)


class SlowDown(Exception):
    """It is too early for another attempt: `seconds` are left to wait."""

    def __init__(self, seconds):
        super().__init__(f"{seconds} seconds are left to wait")
        self.seconds = seconds


class Attempt:
    """An attempt that was let through. It counts as failed until `passed` says otherwise: a hundred at once do too."""

    def __init__(self, keys):
        self._keys = keys

    def passed(self):
        Attempts.objects.filter(key__in=self._keys, failures__gt=0).update(failures=F("failures") - 1)


@transaction.atomic
def begin(who, account=None):
    """Let `who` try, on `account` if that has a name of its own; the answer is an Attempt. Raises SlowDown."""
    now = timezone.now()
    key = _hash_of_the_day(now)
    own = _counted(key(who), now)
    others = _counted(key(account), now) if account else None
    wait = wait_after(own.failures, LONGEST_WAIT)
    if own.failures and others:
        wait = max(wait, wait_after(others.failures, LONGEST_FOR_OTHERS))
    left = wait - (now - own.last).total_seconds()
    if wait and left > 0:
        raise SlowDown(math.ceil(left))
    rows = [row for row in (own, others) if row]
    for row in rows:
        row.failures, row.last = row.failures + 1, now
        row.save(update_fields=["failures", "last"])
    return Attempt([row.key for row in rows])


def wait_after(failures, longest):
    """The seconds between the last of so many failures and the next attempt."""
    over = failures - FREE
    return min(longest, FIRST_WAIT * 2 ** min(over - 1, 20)) if over > 0 else 0


def is_first_use(user, code):
    """Whether `code`, which was right, has not let `user` in before: each lets in once."""
    key = salted_hmac("accounts.code", f"{user.pk} {code}", algorithm="sha256").hexdigest()
    return Attempts.objects.get_or_create(key=key, defaults={"last": timezone.now()})[1]


def source_of(request):
    """Where `request` came from, as far as slowing down goes."""
    named = request.headers.get(settings.PROXY_ADDRESS_HEADER, "") if settings.PROXY_ADDRESS_HEADER else ""
    # A proxy adds to what the client sent: only the last part is its own word.
    text = named.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "source unknown"
    if address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False)
    return f"source {address}"


def forget_old():
    """Forget what is older than a day."""
    now = timezone.now()
    Attempts.objects.filter(last__lt=now - KEPT).delete()
    DaySecret.objects.filter(day__lt=now.date()).delete()


def _counted(key, now):
    """The row of `key`, locked until the transaction ends; failures of long ago are forgiven."""
    Attempts.objects.get_or_create(key=key, defaults={"last": now})
    row = Attempts.objects.select_for_update().get(key=key)
    if now - row.last > FORGIVEN_AFTER:
        row.failures = 0
    return row


def _hash_of_the_day(now):
    """A function that hides a name for today."""
    found, is_new = DaySecret.objects.get_or_create(day=now.date(), defaults={"secret": secrets.token_hex(32)})
    if is_new:
        forget_old()
    secret = f"{settings.SECRET_KEY}{found.secret}".encode()
    return lambda name: hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()
