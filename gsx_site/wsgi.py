"""What a WSGI server runs: `gunicorn gsx_site.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gsx_site.settings")

application = get_wsgi_application()
