from django.core.management.base import BaseCommand, CommandError

from accounts import names, second_step


class Command(BaseCommand):
    help = (
        "For somebody who lost phone, passkeys and recovery codes: removes the second steps of an account and ends its "
        "sessions. At the next sign-in it is led to set up a new one. (A new password: changepassword.)"
    )

    def add_arguments(self, parser):
        parser.add_argument("account", help="user name or e-mail address")

    def handle(self, *args, account, **options):
        user = names.called(account)
        if user is None:
            raise CommandError(f"There is no account “{account}”: give its user name.")
        second_step.reset(user)
        self.stdout.write(
            f"{user.get_username()} signs in with the password alone once, and then sets up a second step."
        )
