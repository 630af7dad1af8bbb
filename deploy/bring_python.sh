#!/bin/sh
# Makes .venv with a Python 3.13 that uv brings, for machines whose own is too old (Debian 12, Ubuntu 22.04, macOS).
# uv itself runs anywhere: it comes from the package registry, in the version and with the hash of the requirement file,
# into .venv-uv. What it downloads it keeps beside that.
set -u
sorry() {
    echo "No Python 3.12 or newer was found, and $1. Install one with its venv module (Debian 13 and Ubuntu 24.04 have it in python3 and python3-venv), and run make again." >&2
    exit 1
}
old=
for name in ${PYTHON:-} python3 python; do
    "$name" -c 'import sys, ensurepip, venv; assert sys.version_info >= (3, 8)' 2>/dev/null && old=$name && break
done
[ -n "$old" ] || sorry "none older either that could fetch one"
pin=$(mktemp) && trap 'rm -f "$pin"' EXIT
awk '/^uv==/ { on = 1 } on { print; if ($0 !~ /\\$/) exit }' requirements/dev.txt >"$pin"
echo "No Python 3.12 or newer is here: uv brings one." >&2
{ "$old" -m venv --clear .venv-uv && .venv-uv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --no-deps -r "$pin"; } >&2 || sorry "uv, which would bring one, could not be installed"
UV_PYTHON_INSTALL_DIR=$PWD/.venv-uv/pythons .venv-uv/bin/uv venv --quiet --allow-existing --seed --managed-python --python 3.13 .venv ||
    sorry "the one that uv would bring could not be downloaded"
