"""Sessions of the staff: over after 30 minutes without a request and after 12 hours in any case.

This is Django's database engine with a table that knows whose a session is, so that they can be listed and ended.
"""

import time
from datetime import UTC, datetime, timedelta

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.translation import gettext as _

# In this order: most browsers also name those that they want to be taken for.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Macintosh": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_words(user_agent):
    """For example “Firefox on Windows”. What the browser sent is not kept."""
    browser = next((words for part, words in BROWSERS.items() if part in user_agent), _("A browser"))
    system = next((words for part, words in SYSTEMS.items() if part in user_agent), "")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser


IDLE = 30 * 60  # seconds
LONGEST = 12 * 60 * 60  # seconds
NOTED_EVERY = 60  # seconds: a page more is no reason to write
NEW = 5 * 60  # seconds: who has just signed in need not confirm it
BEGUN, SEEN, DEVICE = "begun", "seen", "device"  # what the session itself holds


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from accounts.models import Session  # Django loads engines before models

        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        session.begun_at = datetime.fromtimestamp(data[BEGUN], UTC) if BEGUN in data else None
        session.device = data.get(DEVICE, "")
        return session

    def get_expiry_age(self, **kwargs):
        """The seconds until the session is over, if nobody comes back to it."""
        return min(IDLE, self.longest_left())

    def longest_left(self):
        """The seconds until the session is over in any case."""
        now = time.time()
        return max(0, int(self.get(BEGUN, now) + LONGEST - now))

    def get_expiry_date(self, **kwargs):
        return timezone.now() + timedelta(seconds=self.get_expiry_age())


def begin(request):
    """Start the clocks of the session in which somebody has just signed in."""
    request.session[BEGUN] = request.session[SEEN] = time.time()
    request.session[DEVICE] = device_words(request.headers.get("User-Agent", ""))


def keep_awake(session):
    """Somebody is at work in `session`: its 30 minutes start anew."""
    if SESSION_KEY in session and time.time() - session.get(SEEN, 0) > NOTED_EVERY:
        session[SEEN] = time.time()


def is_new(request):
    """Whether somebody signed in to the session within the last minutes."""
    return time.time() - request.session.get(BEGUN, 0) < NEW


def second_step_was_taken(request):
    """Whether a second factor was shown in this session, for the account that is signed in."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def of(user):
    return SessionStore.get_model_class().objects.of(user)


def end_others(request):
    """End all sessions of the account but this one; the answer is their number."""
    return of(request.user).exclude(session_key=request.session.session_key).delete()[0]
