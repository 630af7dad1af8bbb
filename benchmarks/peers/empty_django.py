"""The memory of a Django worker that serves one view and nothing else: what any site starts from."""

import gc
import subprocess
import sys

from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from benchmarks.measure import megabytes
from benchmarks.report import Figure, read
from benchmarks.synthetic.databases import ROOT

PAGES_SERVED = 50


def hello(request):
    return HttpResponse("Hello")


urlpatterns = [path("", hello)]


def measure(run):
    """Its Figure, from a process that has none of the site in it."""
    done = subprocess.run([sys.executable, "-m", __name__], cwd=ROOT, capture_output=True, text=True, check=True)
    yield from read(done.stdout.splitlines())


def main():
    import django
    from django.test import Client

    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="of-the-benchmarks")
    django.setup()
    for _ in range(PAGES_SERVED):
        Client().get("/")
    gc.collect()
    own, mapped = megabytes()
    what, note = f"after {PAGES_SERVED} pages", f"{mapped:.0f} MB mapped"
    print(Figure("memory", what, own, "MB", "an empty Django worker", note=note).line())


if __name__ == "__main__":
    main()
