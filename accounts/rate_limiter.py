"""Rate limiter: whoever does a thing often waits, and nobody is kept out by what others do.

Sliding-window log: what is counted is a row for its source (an IPv4 address, the /64 of an IPv6 one) and one for each
wider network round it, kept for an hour. Two rules read the log:

- Trying (`try_password`, `try_code`) is slowed down and never locked. A source that failed waits from its own last
  failure. How long grows with its failures, and with many in the networks round it or, from anywhere, on the same
  account. A source that has not failed never waits. The second step is the exception: only who knows the password gets
  there, and six digits can be guessed from many sources, so the failures of all count together.
- Sending in (`count_sending`) has quotas: of a source, of each network round it, of all. A part of each is kept for
  those of whom nothing came yet, so that one network, or one part of it, can't use it up for the others.

Nothing tells where somebody came from or which name was typed: sources are digests under a secret that is made for one
day and then lost, and the site's own.
"""

import hashlib
import hmac
import math
import secrets
from datetime import timedelta
from ipaddress import ip_network

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.client_address import is_one_persons
from accounts.models import Counted, DaySecret

WINDOW = timedelta(hours=1)
# How much is allowed before anybody is slowed down: {version of the address: {bits of the network: how much}}, that of
# the source first. One customer of a provider has a /64, /56 or /48.
ALLOWED = {4: {32: 5, 24: 15, 16: 45}, 6: {64: 5, 56: 9, 48: 18, 32: 45}}
FROM_ONE_SOURCE = 5
IN_ALL = 90  # sent in, by all together
KEPT = 3  # one part of so many is for those of whom nothing came yet
ALL = ""  # the name of all together: no digest, so it outlives the day's secret

FIRST_WAIT = 5  # seconds; each further failure doubles it
LONGEST_WAIT = 300  # seconds, for one's own failures
LONGEST_FOR_OTHERS = 60  # seconds, for what others did, or may have done


class SlowDown(Exception):
    """It is too early: `seconds` are left to wait."""

    def __init__(self, seconds):
        super().__init__(f"{seconds} seconds are left to wait")
        self.seconds = seconds


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
    own, *wider = _networks(address) or [("unknown", FROM_ONE_SOURCE)]
    longest = LONGEST_WAIT if is_one_persons(address) else LONGEST_FOR_OTHERS
    return _begin("password", own, longest, [*wider, (f"account {account}", FROM_ONE_SOURCE)])


def try_code(user):
    """Let somebody who knows the password of `user` try a code: an Attempt. Raises SlowDown."""
    return _begin("code", (f"user {user.pk}", FROM_ONE_SOURCE), LONGEST_WAIT, [])


@transaction.atomic
def count_sending(what, address):
    """Count that `what`, a word for it, was sent in from `address` (as client_address gives it).

    Raises SlowDown, and then counts nothing. What comes from everybody's address, or from nobody knows where, has the
    quota of all to keep to, and no part in what is kept for others.
    """
    log = _Log(what)
    networks = [*(_networks(address) if is_one_persons(address) else []), (ALL, IN_ALL)]
    is_new = len(networks) > 1
    for name, allowed in networks:
        quota = allowed if is_new else allowed - allowed // KEPT
        times = log.times(name)
        if len(times) >= quota:
            raise SlowDown(int((times[quota - 1] + WINDOW - log.now).total_seconds()) + 1)
        is_new = not times
    log.add(name for name, _allowed in networks)


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
    """An Attempt of the source `own`, in a row with `others`: pairs of a name and how often it is free."""
    log = _Log(what)
    failed = log.times(own[0])
    if failed:
        waits = [wait_after(len(log.times(name)), LONGEST_FOR_OTHERS, allowed) for name, allowed in others]
        wait = max([wait_after(len(failed), longest), *waits])
        left = wait - (log.now - failed[0]).total_seconds()
        if wait and left > 0:
            raise SlowDown(math.ceil(left))
    return Attempt(log.add(name for name, _allowed in [own, *others]))


def _networks(address):
    """The networks of `address`, its source first: pairs of a name and how much is allowed. Empty for None."""
    if address is None:
        return []
    allowed = ALLOWED[address.version]
    return [(str(ip_network((address, bits), strict=False)), most) for bits, most in allowed.items()]


class _Log:
    """What was counted of `what`, a word, in the hour before `now`. Others wait until the transaction is through."""

    def __init__(self, what):
        self._what, self.now = what, timezone.now()
        self._secret = f"{settings.SECRET_KEY}{_secret_of(self.now.date())}".encode()
        Counted.objects.filter(at__lte=self.now - WINDOW).delete()

    def times(self, name):
        """When `name` was counted, the newest first; no more than any rule asks for."""
        rows = Counted.objects.filter(what=self._what, source=self._digest(name)).order_by("-at")
        return list(rows.values_list("at", flat=True)[:IN_ALL])

    def add(self, names):
        rows = [Counted(what=self._what, source=self._digest(name), at=self.now) for name in names]
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
