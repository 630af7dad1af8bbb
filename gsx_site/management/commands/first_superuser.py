import os
import sys

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.names import is_taken

TAKEN = "Somebody signs in as “%s” already, perhaps in other capitals: choose another name."


class Asking(createsuperuser.Command):
    def get_input_data(self, field, message, default=None):
        typed = super().get_input_data(field, message, default)
        if typed and field == self.username_field and is_taken(typed):
            self.stderr.write(TAKEN % typed)
            return None
        return typed


class Command(BaseCommand):
    help = "Creates the first superuser: asked for, or from DJANGO_SUPERUSER_USERNAME, _EMAIL and _PASSWORD."

    def handle(self, *args, **options):
        first = get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if first:
            self.stdout.write(f"There is a superuser already: {first.get_username()}. Others are added in the admin.")
        elif "DJANGO_SUPERUSER_PASSWORD" in os.environ:
            self.create_from_environment()
        elif sys.stdin.isatty():
            # Nothing is ever sent there: whoever wants to sign in by an address gives it to the account later.
            call_command(Asking(), email=os.environ.get("DJANGO_SUPERUSER_EMAIL", ""))
        else:
            raise CommandError("Nobody to ask: set DJANGO_SUPERUSER_USERNAME and DJANGO_SUPERUSER_PASSWORD.")

    def create_from_environment(self):
        # Django checks a password that is typed in, but not one from the environment.
        try:
            validate_password(os.environ["DJANGO_SUPERUSER_PASSWORD"])
        except ValidationError as error:
            raise CommandError(f"DJANGO_SUPERUSER_PASSWORD is too weak: {' '.join(error.messages)}") from error
        if is_taken(name := os.environ.get("DJANGO_SUPERUSER_USERNAME", "")):
            raise CommandError(TAKEN % name)
        os.environ.setdefault("DJANGO_SUPERUSER_EMAIL", "")
        call_command("createsuperuser", interactive=False)
