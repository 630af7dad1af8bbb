"""The site's own settings, as production has them, under an environment that is the same on every machine.

Only the database may be chosen from outside.
"""

import os
import tempfile

OWN = (
    "ALLOWED_HOSTS",
    "CONSENT_GRACE_DAYS",
    "DATABASE_POOLER",
    "DATABASE_SECONDS",
    "DATA_LICENCE_NAME",
    "DATA_LICENCE_URL",
    "HSTS",
    "LEAVE_URL",
    "LINK_CHECKS",
    "LINK_CHECK_CONTACT",
    "PAGE_CACHE_MB",
    "PROXY_ADDRESS_HEADER",
    "PROXY_HTTPS_HEADER",
    "REQUEST_LOG",
    "SECURITY_CONTACT",
)
for name in OWN:
    os.environ.pop(name, None)
# Plain HTTP, so that a test's client is not redirected at every step. What HTTPS adds has tests of its own.
os.environ |= {"DEBUG": "off", "HTTPS": "off", "SECRET_KEY": "of-the-tests-" * 5}
# So that the walks over all addresses find the file in which it stands.
os.environ["SECURITY_CONTACT"] = "mailto:security@example.org"

from gsx_site import translations  # noqa: E402

translations.compile_all(translations.ROOT / "locale")  # as `manage.py prepare` does: what is compiled is offered

from gsx_site.settings import *  # noqa: E402, F403

# Filled by a fixture with what `collectstatic` makes of the sources as they are now.
STATIC_ROOT = tempfile.mkdtemp(prefix="gsx-static-")
# Hashing a password safely takes long, and the tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A file and not memory: some tests write from several processes at once. The other name is of no file that anyone has:
# a test that goes past its test database must not find the real one.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"] |= {  # noqa: F405
        "NAME": f"{STATIC_ROOT}.none.sqlite3",
        "TEST": {"NAME": f"{STATIC_ROOT}.sqlite3"},
    }
