"""File permissions: what the site keeps is for the account that it runs under, and for nobody else on the machine.

Everything it makes is made so (the umask stands in the settings). Here what an earlier version left open is closed.
"""

from pathlib import Path

from django.conf import settings
from django.db import connection

FOLDER, FILE = 0o700, 0o600
# The database and what SQLite keeps beside it, which has the permissions that the database had at that time.
OF_SQLITE = ("", "-wal", "-shm", "-journal")


def tighten():
    """Take away from others what they may. Returns the paths that stay, as another account owns them."""
    wanted = {settings.VAR_DIR: FOLDER, settings.VAR_DIR / "secret-key": FILE, **dict.fromkeys(_database_files(), FILE)}
    return [path for path, mode in wanted.items() if path.exists() and not _close(path, mode)]


def _database_files():
    if connection.vendor != "sqlite":
        return []
    return [Path(f"{connection.settings_dict['NAME']}{end}") for end in OF_SQLITE]


def _close(path, mode):
    """Whether nobody may do with `path` now what `mode` does not allow."""
    now = path.stat().st_mode & 0o777
    try:
        if now & ~mode:
            path.chmod(now & mode)
    except PermissionError:
        return False
    return True
