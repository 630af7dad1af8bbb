from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import sessions
from accounts.backend import account_called
from accounts.models import SignInEvent


class Command(BaseCommand):
    help = (
        "For somebody who lost phone, passkeys and recovery codes: removes the second steps of an account and ends its "
        "sessions. At the next sign-in it is led to set up a new one. (A new password: changepassword.)"
    )

    def add_arguments(self, parser):
        parser.add_argument("account", help="user name or e-mail address")

    @transaction.atomic
    def handle(self, *args, account, **options):
        user = account_called(account)
        if user is None:
            raise CommandError(f"There is no account “{account}”: give its user name.")
        Authenticator.objects.filter(user=user).delete()
        sessions.of(user).delete()
        SignInEvent.objects.note(SignInEvent.What.FACTORS_RESET, user)
        self.stdout.write(
            f"{user.get_username()} signs in with the password alone once, and then sets up a second step."
        )
