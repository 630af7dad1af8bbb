import re

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http.request import validate_host
from django.template.defaultfilters import filesizeformat

from gsx_site.mirror import CopyError
from gsx_site.mirror.copying import copy_site
from gsx_site.mirror.folder import Folder


class Progress:
    """Says to `out` (a stream) how far a copy is: one line on a terminal, every tenth elsewhere."""

    def __init__(self, out):
        self._out, self._on_terminal = out, out.isatty()
        self._told = {}  # {what: the tenth that was told last}

    def __call__(self, what, done, of):
        if self._on_terminal:
            self._say(f"\r{what} {done:,} of {of:,}\033[K", end="")
        elif 10 * done // of > self._told.get(what, 0):
            self._say(f"{what} {done:,} of {of:,}", end="\n")
            self._told[what] = 10 * done // of

    def end(self):
        """Leave the line free for what is said next."""
        if self._on_terminal:
            self._say("\r\033[K", end="")

    def _say(self, words, end):
        self._out.write(words, ending=end)
        self._out.flush()


class Command(BaseCommand):
    help = (
        "Writes the whole public site as files to a folder, for a plain web server, a memory stick or a mirror. "
        "A second run writes only what changed and removes what is gone."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", help="the folder: a new or an empty one, or one that an earlier run wrote")
        parser.add_argument(
            "--address",
            default=own_address(),
            help="the address of the site, as it stands in references and feeds (default: %(default)s)",
        )

    def handle(self, *args, path, address, **options):
        if settings.DEBUG:
            raise CommandError("A copy is made of the site as readers get it: set DEBUG=off.")
        check_address(address)
        progress = Progress(self.stdout)
        try:
            folder = Folder(path)
            copy_site(folder, address, progress)
        except CopyError as error:
            progress.end()
            raise CommandError(str(error)) from error
        except OSError as error:
            progress.end()
            raise CommandError(f"{error.filename or path} can't be written: {error.strerror}.") from error
        progress.end()
        self.stdout.write(told(folder.tally))


def own_address():
    """The address of the site as far as the settings tell it."""
    hosts = [host for host in settings.ALLOWED_HOSTS if not host.startswith(("*", "."))]
    return f"{'https' if settings.SECURE_SSL_REDIRECT else 'http'}://{(hosts or ['localhost'])[0]}"


def check_address(address):
    match = re.fullmatch(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?", address)
    if not match:
        raise CommandError(f"The address is “{address}”, but must be like https://example.org, without a path.")
    if not validate_host(match[2], settings.ALLOWED_HOSTS):
        raise CommandError(f"The site does not answer as “{match[2]}”: name it in ALLOWED_HOSTS.")
    if settings.SECURE_SSL_REDIRECT and match[1] == "http":
        raise CommandError("HTTPS is on, so the address must start with https://.")


def told(tally):
    """What was done, in a line."""
    files = tally.written + tally.unchanged
    return (
        f"{files:,} files, {filesizeformat(tally.bytes)}: {tally.written:,} written "
        f"({filesizeformat(tally.bytes_written)}), {tally.unchanged:,} unchanged, {tally.removed:,} removed."
    )
