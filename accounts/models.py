"""Who is signed in, what happened at the door, and who has to wait before it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

EVENTS_KEPT, USED_CODES_KEPT = timedelta(days=400), timedelta(days=1)


class SessionQuerySet(models.QuerySet):
    def of(self, user):
        """The sessions of `user` that are not over, the newest first."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by("-begun_at")


class Session(AbstractBaseSession):
    """A browser that is signed in, or on its way there. accounts.sessions writes it."""

    # No constraint: a session may outlive its account by a request, and then belongs to nobody.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(auto_now=True)
    device = models.CharField(max_length=60, blank=True)

    objects = SessionQuerySet.as_manager()

    @property
    def handle(self):
        """What a page may call the session: its key opens the door, so no page shows it."""
        return salted_hmac("accounts.session", self.session_key, algorithm="sha256").hexdigest()[:20]


class LanguageChoice(models.Model):
    """The language that somebody of the staff works in: a code of LANGUAGES. It goes with the account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)

    def __str__(self):
        return self.language


class SignInEventManager(models.Manager):
    def note(self, what, by=None):
        """Write down `what` (a SignInEvent.What) was done by the account `by`; None for a name that nobody has."""
        return self.create(what=what, by=by)


class SignInEvent(models.Model):
    """One thing that happened at sign-in. Neither a network address nor what was typed is kept."""

    class What(models.TextChoices):
        SIGNED_IN = "signed-in", _("Signed in")
        SIGNED_OUT = "signed-out", _("Signed out")
        SESSION_ENDED = "session-ended", _("Session ended from another")
        WRONG_PASSWORD = "wrong-password", _("Wrong password")
        WRONG_CODE = "wrong-code", _("Wrong code")
        CODE_USED = "code-used", _("Recovery code used")
        CODES_MADE = "codes-made", _("Recovery codes made")
        FACTOR_ADDED = "factor-added", _("Second step added")
        FACTOR_REMOVED = "factor-removed", _("Second step removed")
        FACTORS_RESET = "factors-reset", _("Second step reset by an operator")
        PASSWORD_CHANGED = "password-changed", _("Password changed")
        DEACTIVATED = "deactivated", _("Account deactivated")
        INVITED = "invited", _("Account made by an invitation")

    what = models.CharField(_("what"), max_length=16, choices=What)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)

    objects = SignInEventManager()

    class Meta:
        verbose_name = _("sign-in event")
        verbose_name_plural = _("sign-in events")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.get_what_display()


class InvitationQuerySet(models.QuerySet):
    def open(self, day=None):
        """Those that nobody used, that have not ended, and whose maker is still among the superusers."""
        day = day or timezone.localdate()
        return self.filter(expires_on__gte=day, made_by__is_active=True, made_by__is_superuser=True)


class Invitation(models.Model):
    """An invitation to take a role, gone once it was used. `digest` is the SHA-256 of its token, which is not here."""

    digest = models.CharField(max_length=64, unique=True)
    role = models.ForeignKey(Group, verbose_name=_("role"), on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(_("last day"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # superusers alone make them
        ordering = ["pk"]

    def __str__(self):
        return str(self.role)


class DaySecret(models.Model):
    """What the digests of one day's sources are made with. It goes with its day: nobody can tell whose they were."""

    day = models.DateField(primary_key=True)
    secret = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.day}"


class Counted(models.Model):
    """One thing that accounts.rate_limiter counted. Kept for an hour.

    `what` was done is a word such as password. `source` says who only to whoever knows that, the day's secret and the
    site's; it is empty where all are counted together.
    """

    what = models.CharField(max_length=20)
    source = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["what", "source", "at"], name="counted_by_source")]

    def __str__(self):
        return f"{self.what} {self.at}"


class UsedCode(models.Model):
    """A code of the app, or an answered challenge of a passkey, that let somebody in; `key` tells nobody which."""

    key = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.key


def is_first_use(user, code):
    """Whether `code`, which was right, has not let `user` in before: each lets in once."""
    key = salted_hmac("accounts.code", f"{user.pk} {code}", algorithm="sha256").hexdigest()
    return UsedCode.objects.get_or_create(key=key, defaults={"at": timezone.now()})[1]
