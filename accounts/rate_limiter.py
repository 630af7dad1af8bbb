"""Rate limiter: whoever does a thing often waits, and nobody is kept out by what others do.

Sliding-window log: what is counted is a row for its source (an IPv4 address, the /64 of an IPv6 one) and one for each
wider network round it, kept for an hour. Two rules read the log:

- Trying (`try_password`, `try_passkey`, `try_code`) is slowed down and never locked. A source that failed waits from
  its own last failure. How long grows with its failures, and with many in the networks round it or, from anywhere, on
  the same account. A source that has not failed never waits. The second step is the exception: only who knows the
  password gets there, and six digits can be guessed from many sources, so the failures of all count together.
- Sending in (`count_sending`) has quotas: of a source, of each network round it, of all. More is taken from those of
  whom nothing came yet, so that one network, or one part of it, can't use a quota up for the others.

Nothing tells where somebody came from or which name was typed: sources are digests under a secret that is made for one
day and then lost, and the site's own.
"""

import hashlib
import hmac
import math
import secrets
from datetime import timedelta
from ipaddress import ip_network
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.client_address import is_one_persons
from accounts.models import Counted, DaySecret

WINDOW = timedelta(hours=1)
FROM_ONE_SOURCE = 5
# How much is allowed before anybody is slowed down, and how much more is kept for newcomers: those in the network of
# whose own, narrower network nothing was counted. {version of the address: {bits of the network: (allowed, kept)}}, the
# source first. One customer of a provider has a /64, /56 or /48.
NETWORKS = {
    4: {32: (FROM_ONE_SOURCE, 0), 24: (10, 5), 16: (30, 15)},
    6: {64: (FROM_ONE_SOURCE, 0), 56: (6, 3), 48: (12, 6), 32: (30, 15)},
}
# The same for all together, of what is sent in: as much as editors can read, and how much more is kept for newcomers,
# which does no harm.
IN_ALL, KEPT = 60, 180
ALL = ""  # the name of all together: no digest, so it outlives the day's secret

FIRST_WAIT = 5  # seconds; each further failure doubles it
LONGEST_WAIT = 300  # seconds, for one's own failures
LONGEST_FOR_OTHERS = 60  # seconds, for what others did, or may have done


class SlowDown(Exception):
    """It is too early: `seconds` are left to wait."""

    def __init__(self, seconds):
        super().__init__(f"{seconds} seconds are left to wait")
        self.seconds = seconds


class Quota(NamedTuple):
    """How much of `name` is taken in an hour: `allowed`, and `kept` on top of it for newcomers."""

    name: str
    allowed: int = FROM_ONE_SOURCE
    kept: int = 0


class Attempt:
    """An attempt that was let through. It counts as failed until `passed` says otherwise: a hundred at once do too."""

    def __init__(self, rows):
        self._keys = [row.pk for row in rows]

    def passed(self):
        Counted.objects.filter(pk__in=self._keys).delete()


def try_password(address, account):
    """Let `address` (as client_address gives it) try a password of the `account` of that name, which need not exist.

    The answer is an Attempt. Raises SlowDown. Where an address is everybody's, or can't be told, the wait stays short.
    """
    return _try_from(address, "password", [Quota(f"account {account}")])


def try_passkey(address):
    """The same for a passkey, apart from passwords: it names its account itself."""
    return _try_from(address, "passkey", [])


def _try_from(address, what, others):
    own, *wider = quotas_of(address) or [Quota("unknown")]
    longest = LONGEST_WAIT if is_one_persons(address) else LONGEST_FOR_OTHERS
    return _begin(what, own, longest, [*wider, *others])


def try_code(user):
    """Let somebody who knows the password of `user` try a code: an Attempt. Raises SlowDown."""
    return _begin("code", Quota(f"user {user.pk}"), LONGEST_WAIT, [])


@transaction.atomic
def count_sending(what, address):
    """Count that `what`, a word for it, was sent in from `address` (as client_address gives it).

    Raises SlowDown, and then counts nothing. What comes from everybody's address, or from nobody knows where, has the
    quota of all to keep to, and is no newcomer.
    """
    log = _Log(what)
    networks = quotas_of(address) if is_one_persons(address) else []
    quotas = [*networks, Quota(ALL, IN_ALL, KEPT)]
    is_newcomer = bool(networks)
    for quota in quotas:
        times = log.times(quota.name)
        most = quota.allowed + (quota.kept if is_newcomer else 0)
        if len(times) >= most:
            raise SlowDown(int((times[most - 1] + WINDOW - log.now).total_seconds()) + 1)
        is_newcomer = not times
    log.add(quotas)


def wait_after(failures, longest, allowed=FROM_ONE_SOURCE):
    """The seconds between the last of so many failures and the next attempt, at most `longest`."""
    over = failures - allowed
    return min(longest, FIRST_WAIT * 2 ** min(over, 20)) if over >= 0 else 0


def forget_old():
    """Forget what is over: the hour of what was counted, and the day of a secret with what was counted under it."""
    now = timezone.now()
    Counted.objects.filter(at__lte=now - WINDOW).delete()
    lost, _by_model = DaySecret.objects.filter(day__lt=now.date()).delete()
    if lost:
        Counted.objects.exclude(source=ALL).delete()


@transaction.atomic
def _begin(what, own, longest, others):
    """An Attempt of `own`, a Quota. `others` are those of whom it is a part: they make it wait once it has failed."""
    log = _Log(what)
    failed = log.times(own.name)
    if failed:
        waits = [wait_after(len(log.times(other.name)), LONGEST_FOR_OTHERS, other.allowed) for other in others]
        wait = max([wait_after(len(failed), longest), *waits])
        left = wait - (log.now - failed[0]).total_seconds()
        if wait and left > 0:
            raise SlowDown(math.ceil(left))
    return Attempt(log.add([own, *others]))


def quotas_of(address):
    """The Quotas of the networks of `address`, that of the source first. Empty for None."""
    networks = NETWORKS[address.version] if address else {}
    return [Quota(str(ip_network((address, bits), strict=False)), *much) for bits, much in networks.items()]


class _Log:
    """What was counted of `what`, a word, in the hour before `now`. Others wait until the transaction is through."""

    def __init__(self, what):
        self._what, self.now = what, timezone.now()
        self._secret = f"{settings.SECRET_KEY}{_secret_of(self.now.date())}".encode()
        Counted.objects.filter(at__lte=self.now - WINDOW).delete()

    def times(self, name):
        """When `name` was counted, the newest first; no more than any rule asks for."""
        rows = Counted.objects.filter(what=self._what, source=self._digest(name)).order_by("-at")
        return list(rows.values_list("at", flat=True)[: IN_ALL + KEPT])

    def add(self, quotas):
        """Count one thing for each of `quotas`; the rows."""
        rows = [Counted(what=self._what, source=self._digest(quota.name), at=self.now) for quota in quotas]
        return Counted.objects.bulk_create(rows)

    def _digest(self, name):
        if name == ALL:
            return ALL
        return hmac.new(self._secret, f"{self._what} {name}".encode(), hashlib.sha256).hexdigest()


def _secret_of(day):
    """The secret of `day`, locked; made when there is none, and then what is over is forgotten."""
    found, is_new = DaySecret.objects.select_for_update().get_or_create(
        day=day, defaults={"secret": secrets.token_hex(32)}
    )
    if is_new:
        forget_old()
    return found.secret
