# Everything one does here, by name. Needs make and Python 3.12 or newer, or an older one that can fetch one; the rest
# goes into .venv and var, which git does not see. Works with GNU make 3.81 and any POSIX shell.

HOST ?= 127.0.0.1
PORT ?= 8000
# Which catalogues are measured: make bench SIZES="10000 100000"
SIZES ?= 10000 100000 1000000
# Which drills are done, all without it: make drills DRILLS=hanging
DRILLS ?=
# More for pytest: make test ARGS="-k places -x"
ARGS ?=

PY := .venv/bin/python
MANAGE := $(PY) manage.py

# As in production, but for what one machine can only invent. What the environment sets, wins.
# A wildcard address is reached under names that nobody can know here; any other under its own and those of this machine.
hosts = case "$(HOST)" in (0.0.0.0|::) echo "*" ;; (*:*) echo "[$(HOST)],$(own_names)" ;; \
	(*) echo "$(HOST),$(own_names)" ;; esac
own_names = localhost,127.0.0.1,[::1]
as_served = SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret-key)}" HTTPS="$${HTTPS:-off}" \
	ALLOWED_HOSTS="$${ALLOWED_HOSTS:-$$($(hosts))}"
in_debug = DEBUG=on HTTPS=off ALLOWED_HOSTS="$${ALLOWED_HOSTS:-$$($(hosts))}"
# For what is only looked at: no database, nobody's secret.
as_checked = DEBUG=off HTTPS=on SECRET_KEY=not-a-secret-but-long-enough-for-the-checks-of-this-file \
	DATABASE_URL=sqlite:///:memory:
# Into the database of one's own machine; another one is only filled when somebody says so: make run LOAD=--load
LOAD ?= $(if $(DATABASE_URL),,--load)
address = "$$(case "$(HOST)" in (*:*) echo "[$(HOST)]" ;; (*) echo "$(HOST)" ;; esac):$(PORT)"

compile = $(PY) -m uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" pyproject.toml
compile_run = $(compile) --output-file
compile_dev = $(compile) --group dev --constraints requirements/run.txt --output-file
compile_audit = $(compile) --group audit --constraints requirements/run.txt --output-file
compile_bench = $(compile) --group bench --constraints requirements/run.txt --output-file

# Written last, by collectstatic.
static = var/static/staticfiles.json
# A Python that was upgraded or moved away leaves an environment that does not run: it is made anew, if it was made here.
# (One that somebody else made, with uv, say, has this stamp not, perhaps no pip either, and is never touched.)
made = .venv/made.stamp
stamps = run dev audit bench
healed := $(shell if [ -e $(made) ] && ! $(PY) -c 'import pip' >/dev/null 2>&1; then \
	rm -f .venv/bin/python $(stamps:%=.venv/%.stamp); fi)
foreign = There is a .venv here that make did not make and that it can not use. Take it away, or put a Python 3.12 or newer \
	with pip into it, and run make again.

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run dev admin test explore measure bench bench-quick drills check check-code check-requirements audit sbom fix \
	messages requirements

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp var/secret-key $(static) ## serve the directory on http://127.0.0.1:8000/ (PORT=, HOST=)
	@$(as_served) $(MANAGE) prepare $(LOAD)
	@$(as_served); export SECRET_KEY HTTPS ALLOWED_HOSTS; \
		exec $(PY) -m gunicorn --config deploy/gunicorn.conf.py --bind $(address)

dev: .venv/run.stamp ## the same with debugging on, and restarts when a file changes
	@$(in_debug) $(MANAGE) prepare $(LOAD)
	@$(in_debug); export DEBUG HTTPS ALLOWED_HOSTS; exec $(MANAGE) runserver $(address)

admin: .venv/run.stamp var/secret-key ## the first superuser, asked for or from DJANGO_SUPERUSER_USERNAME, _EMAIL, _PASSWORD
	@$(as_served) $(MANAGE) prepare $(LOAD)
	@$(as_served) $(MANAGE) first_superuser

test: .venv/dev.stamp ## the test suite, in some twenty minutes on SQLite, or on the PostgreSQL of DATABASE_URL (ARGS= for pytest)
	@$(PY) -m pytest --numprocesses auto --dist worksteal $(ARGS)

explore: .venv/dev.stamp ## the suite in an order of its own, with late pages, and its property tests at random with twenty times the examples
	@EXAMPLES=20 LATE_PAGES=on $(PY) -m pytest --numprocesses auto --dist worksteal --hypothesis-profile explore $(ARGS)

measure: .venv/run.stamp var/secret-key $(static) ## counts per facet, and queries, time and weight of each page
	@$(as_served) $(MANAGE) prepare $(LOAD)
	@$(as_served) DJANGO_SETTINGS_MODULE=gsx_site.settings $(PY) -m benchmarks.real_directory

bench: .venv/bench.stamp $(static) ## speed at 10 k, 100 k and 1 M synthetic entries beside other programs, into benchmarks/RESULTS.md (hours)
	@$(PY) -m benchmarks.bench $(SIZES)

bench-quick: .venv/bench.stamp $(static) ## the same at 10 k and without repeats, into var/bench (two minutes)
	@$(PY) -m benchmarks.bench quick

drills: .venv/run.stamp $(static) ## what the site does when its database hangs, and the like, into docs/drills.md (minutes; needs PostgreSQL)
	@$(PY) -m drills $(DRILLS)

check: check-code check-requirements ## what must hold before a commit; changes nothing
	@echo "All is well."

check-code: .venv/dev.stamp
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(as_checked) $(MANAGE) makemigrations --check --dry-run
	@$(as_checked) $(MANAGE) check --deploy --fail-level WARNING

# Asks the package registry.
check-requirements: .venv/dev.stamp
	@now=$$(mktemp -d) && trap 'rm -rf "$$now"' EXIT && cp requirements/*.txt "$$now" && \
		$(compile_run) "$$now/run.txt" && $(compile_dev) "$$now/dev.txt" && $(compile_audit) "$$now/audit.txt" && \
		$(compile_bench) "$$now/bench.txt" && { diff -r requirements "$$now" >&2 || \
		{ echo "The requirement files do not match pyproject.toml: make requirements" >&2; exit 1; }; }

audit: .venv/audit.stamp ## whether a weakness of the parts that run the site is known (asks the package registry)
	@$(PY) .ci/audit.py

sbom: .venv/audit.stamp ## the list of these parts with their hashes, as CycloneDX, into var/sbom.json
	@umask 077 && mkdir -p var && $(PY) -W ignore::UserWarning -m cyclonedx_py requirements --pyproject pyproject.toml --mc-type application \
		--output-reproducible --of JSON --output-file var/sbom.json requirements/run.txt
	@echo "The list of parts is in var/sbom.json."

fix: .venv/dev.stamp ## put right what check finds and a tool can
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

messages: .venv/run.stamp ## bring locale/ up to date with the sentences of the code and say what is not translated
	@$(as_checked) $(MANAGE) messages

requirements: .venv/dev.stamp ## write the requirement files anew from pyproject.toml (ARGS=--upgrade for new versions)
	@$(compile_run) requirements/run.txt $(ARGS)
	@$(compile_dev) requirements/dev.txt $(ARGS)
	@$(compile_audit) requirements/audit.txt $(ARGS)
	@$(compile_bench) requirements/bench.txt $(ARGS)

# --- what these stand on

# The first Python that really runs: version managers put names on the path that fail when called. It is asked for
# its own file, first here (where .python-version may choose), then from / (where it does not).
.venv/bin/python:
	@if [ -e $(made) ]; then find .venv/ -mindepth 1 ! -name $(notdir $(made)) -delete; \
	elif [ -e .venv ] || [ -L .venv ]; then echo "$(foreign)" >&2; exit 1; \
	else mkdir .venv && touch $(made); fi
	@for place in . /; do for name in $(PYTHON) python3.14 python3.13 python3.12 python3 python; do \
		found=$$(cd "$$place" && "$$name" -c 'import sys, ensurepip, venv; assert sys.version_info >= (3, 12); print(sys.executable)' \
			2>/dev/null) && break 2; done; done; \
	if [ -n "$$found" ]; then "$$found" -m venv .venv; else sh deploy/bring_python.sh; fi

# A stamp is younger than the requirement file whose packages are installed.
$(stamps:%=.venv/%.stamp): .venv/%.stamp: requirements/%.txt | .venv/bin/python
	@$(PY) -c 'import pip' 2>/dev/null || { echo "$(foreign)" >&2; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

var/secret-key: | .venv/bin/python
	@umask 077 && mkdir -p var && $(PY) -c 'import secrets; print(secrets.token_urlsafe(64))' > $@.part && mv $@.part $@

# Folders count among what it depends on: a file that went away changes them.
$(static): $(shell find static) gsx_site/staticfiles.py requirements/run.txt | .venv/run.stamp var/secret-key
	@$(as_served) $(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@
