"""Settings, for every use of the site: what differs comes from environment variables, listed in `.env.example`.

The defaults are those of production. Debugging and plain HTTP are asked for.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from gsx_site import database, environment, translations

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what is made here: database, secret key, collected files
os.umask(0o077)  # all that the site makes is for its own account; a copy for readers is opened by who writes it

# --- how it runs

DEBUG = environment.flag("DEBUG", False)
HTTPS = environment.flag("HTTPS", not DEBUG)
SECRET_KEY = environment.text("SECRET_KEY", "insecure-and-only-for-debugging" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: give the site a secret of at least 50 random characters, the same at every start "
        "(or set DEBUG=on to work on it on your own machine)."
    )
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
# A form with its rows: seven fields for each of a thousand members of a network. Django would take a thousand fields,
# and still does in addresses (gsx_site.few_parameters).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WSGI_APPLICATION = "gsx_site.wsgi.application"
ROOT_URLCONF = "gsx_site.urls"
FORCE_SCRIPT_NAME = ""  # it stands at the root of its host: nothing that a server was told puts a path before its links

# --- what it is made of

INSTALLED_APPS = [
    "gsx_site.apps.EditorsAdminConfig",  # django.contrib.admin with our first page
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # The rooms, from the lowest floor up.
    "accounts",
    "places",
    "publishing",
    "catalogue",
    "networks",
    "practices",
    "gsx_site",
]

MIDDLEWARE = [
    "gsx_site.request_log.route_middleware",
    "gsx_site.headers.SecurityHeaders",  # above all that answers: files, redirects and errors carry them too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gsx_site.few_parameters.FewParameters",
    "gsx_site.page_language.LanguageOfPath",  # instead of LocaleMiddleware, which varies by cookie and header
    "gsx_site.turns.Turns",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.language.LanguageOfStaff",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondStepMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gsx_site.retyped.RetypedAddress",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gsx_site.context.site",
            ],
        },
    },
]

# --- data

if not environment.text("DATABASE_URL"):
    if HTTPS:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set: say which database the site serves. The one of a machine of one's own, "
            "sqlite:///var/gsx.sqlite3, is taken by itself only where HTTPS is off."
        )
    VAR_DIR.mkdir(exist_ok=True)  # SQLite makes its file, but no folder for it
DATABASES = {"default": database.named("DATABASE_URL", "sqlite:///var/gsx.sqlite3", BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Public pages kept by each worker, in megabytes. None while debugging: a template that changed would not be seen.
PAGE_CACHE_MB = environment.number("PAGE_CACHE_MB", 0 if DEBUG else 64, 0, 4096)

# Days for which an entry stays public after the consent it rests on has run out.
CONSENT_GRACE_DAYS = environment.number("CONSENT_GRACE_DAYS", 30, 0, 365)

# --- words, dates, places

LANGUAGE_CODE = "en-gb"  # the language of the code, and of addresses without a language
LOCALE_PATHS = [BASE_DIR / "locale"]
# Each by its own name, in the order in which readers are offered them: those whose catalogue is complete.
LANGUAGES = [
    (LANGUAGE_CODE, "English"),
    *translations.compiled(LOCALE_PATHS[0], {"fr": "Français", "ar": "العربية", "es": "Español"}),
]
USE_I18N = True
FORMAT_MODULE_PATH = ["gsx_site.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- static files: hashed and compressed by `collectstatic`; straight from the source tree while debugging

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "gsx_site.staticfiles.BundledStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- readers: nothing is stored at theirs, nothing is told about them

LEAVE_URL = environment.matching(
    "LEAVE_URL",
    "https://en.wikipedia.org/wiki/Weather",
    r"https://[^\s\"'<>]+",
    "an address that starts with https://",
)

# Where somebody who found a weakness of the site reaches whoever runs it; without it there is no security.txt.
SECURITY_CONTACT = environment.matching(
    "SECURITY_CONTACT",
    "",
    r"(https://|mailto:|tel:)[!-~]{3,200}",
    "where you are reached, an address that starts with https://, mailto: or tel:",
)

# The licence of texts and data, as readers meet it on every page and in every file.
DATA_LICENCE_NAME = environment.matching(
    "DATA_LICENCE_NAME", "CC BY 4.0", r"[^\n<>&\"]{2,60}", "a short name, such as CC BY 4.0"
)
DATA_LICENCE_URL = environment.matching(
    "DATA_LICENCE_URL",
    "https://creativecommons.org/licenses/by/4.0/",
    r"https://[^\s\"'<>]+",
    "an address that starts with https://",
)

# By `gsx_site.headers`, with what has no setting of Django's. Images may stand in the page itself: the site's icon,
# which so costs no request, and the picture from which a phone reads the secret of a second step.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = HTTPS
# Browsers that were here once come over HTTPS alone, for a year. What else is under the name of the host, and what is
# built into browsers and can't be taken back for months, only the operator can know.
HSTS = environment.matching("HSTS", "host", r"off|host|subdomains|preload", "off, host, subdomains or preload")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS and HSTS != "off" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and HSTS in ("subdomains", "preload")
SECURE_HSTS_PRELOAD = HTTPS and HSTS == "preload"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W021"]  # which of them is meant is said above
# Believed only when the operator names it: anyone could send the header to a site that no proxy stands before.
PROXY_HTTPS_HEADER = environment.matching(
    "PROXY_HTTPS_HEADER", "", r"[A-Za-z][A-Za-z-]*", "the name of a header, such as X-Forwarded-Proto"
)
if PROXY_HTTPS_HEADER:
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + PROXY_HTTPS_HEADER.upper().replace("-", "_"), "https")
# The same for the header that tells the address a request comes from: by it, who guesses or sends in too much is
# slowed down.
PROXY_ADDRESS_HEADER = environment.matching(
    "PROXY_ADDRESS_HEADER", "", r"[A-Za-z][A-Za-z-]*", "the name of a header, such as X-Forwarded-For"
)

# --- staff

# `__Host-`: the browser refuses the cookie unless it is secure, for this host alone and for every path.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = COOKIE_PREFIX + "sessionid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "accounts.sessions"  # how long sessions last stands there
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = COOKIE_PREFIX + "csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gsx_site.given_back.csrf_failure"
# In the session, not in a cookie of its own that would know neither name nor prefix from here.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
    {"NAME": "accounts.passwords.PredictableValidator"},
]
# The first one makes hashes; the others only check those that are there, until their owners sign in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["accounts.backend.StaffBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

# allauth: the accounts are the staff's, made in the admin. No e-mail is sent, and accounts.rate_limiter is our own.
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "GSX directory"
MFA_TOTP_TOLERANCE = 1  # a code of half a minute ago still counts: slow typing, a clock that is off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- links to sources: asked whether they still answer only where the operator wants it (see `check_links`)

LINK_CHECKS = environment.flag("LINK_CHECKS", False)
LINK_CHECK_CONTACT = environment.matching(
    "LINK_CHECK_CONTACT",
    "",
    r"(https://|mailto:)[!-~]{3,200}",
    "where the owners of sites reach you, an address that starts with https:// or mailto:",
)
if LINK_CHECKS and not LINK_CHECK_CONTACT:
    raise ImproperlyConfigured(
        "LINK_CHECKS is on, but LINK_CHECK_CONTACT is not set: say where the owners of the sites that are asked reach "
        "you, such as https://example.org/about/ or mailto:editors@example.org."
    )

# --- what is written down: faults, on standard error; never who asked, nor for what

# A line for each request on standard output: see `gsx_site.request_log` for what it has.
REQUEST_LOG = environment.flag("REQUEST_LOG", not DEBUG)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # While the database is gone, that is said once, and not for every reader with what they asked for.
    "filters": {
        "not_unavailable": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", None) != 503,
        },
    },
    "formatters": {
        "plain": {"class": "gsx_site.faults.FaultFormatter", "format": "{levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A page that was not found is a warning there, with its path: what readers look for is not ours to keep.
        "django.request": {"level": "ERROR", "filters": ["not_unavailable"]},
    },
}
