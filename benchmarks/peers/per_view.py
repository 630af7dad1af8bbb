"""The site with Django's own cache around the list, in the memory of each worker, and no page cache before it."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.peers.per_view_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
