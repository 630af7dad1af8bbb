"""One-time codes: one of the app, or an answered challenge of a passkey, that let somebody in lets nobody in again."""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import UsedCode

KEPT = timedelta(days=1)


def is_first_use(user, code):
    """Whether `code`, which was right, has not let `user` in before: each lets in once."""
    key = salted_hmac("accounts.code", f"{user.pk} {code}", algorithm="sha256").hexdigest()
    return UsedCode.objects.get_or_create(key=key, defaults={"at": timezone.now()})[1]


def forget_old():
    """Forget what is older than a day."""
    UsedCode.objects.filter(at__lt=timezone.now() - KEPT).delete()
