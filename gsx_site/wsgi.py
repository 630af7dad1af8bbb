"""What a WSGI server runs: `gunicorn gsx_site.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gsx_site.settings")

django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from gsx_site.own_address import OwnAddress  # noqa: E402
from gsx_site.page_cache import PageCache  # noqa: E402 – its models need the applications that Django has just loaded
from gsx_site.probes import Probes  # noqa: E402
from gsx_site.request_log import RequestLog  # noqa: E402

application = PageCache(django_application, megabytes=settings.PAGE_CACHE_MB)
if settings.REQUEST_LOG:
    application = RequestLog(application)
application = Probes(OwnAddress(application))
