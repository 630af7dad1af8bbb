"""Running code where memory is short: what holds more than its bound fails there, on every machine alike."""

import importlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
CPU_SECONDS = 300  # only so that what never ends is a failure; what is tested takes a few


def within(megabytes, where, folder, files):
    """What the function at `where` ("module:name") gives for each of `files` (bytes), or the sentence that it raises.

    A list of {"gave": …} or {"refused": …}. It runs in a process of its own that may hold so many `megabytes` more
    than it does when it begins.
    """
    paths = [folder / str(number) for number in range(len(files))]
    for path, file in zip(paths, files, strict=True):
        path.write_bytes(file)
    done = subprocess.run(
        [sys.executable, "-m", "tests.limited"],
        input=json.dumps([megabytes, where, *map(str, paths)]),
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=CPU_SECONDS,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def main():
    megabytes, where, *files = json.loads(sys.stdin.read())
    django.setup()
    module, name = where.split(":")
    call = getattr(importlib.import_module(module), name)
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + megabytes * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS,) * 2)
    print(json.dumps([said(call, Path(file).read_bytes()) for file in files], default=str))


def said(call, file):
    try:
        return {"gave": call(file)}
    except MemoryError:
        raise
    except Exception as refused:
        return {"refused": str(refused)}


if __name__ == "__main__":
    main()
