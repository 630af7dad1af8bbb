"""The least that modelsearch needs, on the database of DATABASE_URL."""

from pathlib import Path

from gsx_site import database

ROOT = Path(__file__).resolve().parent.parent.parent.parent
SECRET_KEY = "of-the-benchmarks"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "modelsearch",
    "benchmarks.peers.modelsearch",
]
DATABASES = {"default": database.named("DATABASE_URL", "", ROOT)}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.insert(0, "django.contrib.postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
MODELSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "modelsearch.backends.database",
        "AUTO_UPDATE": False,
        "SEARCH_CONFIG": "english",
    }
}
