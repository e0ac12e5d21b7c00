# Teachback. Two commands matter: `make demo` to see it, `make test` to trust it.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
RUN_TESTS := $(BIN)/python -m pytest -n 2 --dist loadgroup

.PHONY: help demo demo-fresh test test-fast check fix bench lock videos screenshots clean

help:
	@echo "make demo    see it at http://127.0.0.1:$(PORT) (PORT= changes the port; Ctrl-C stops it)"
	@echo "make test    all tests, browser and accessibility included"
	@echo "make check   lint, contracts, migrations, deployment checks"
	@echo "make fix     format and mend what ruff can"
	@echo "make bench   speed, as ratios to the bare framework (about ten minutes)"

demo: $(VENV)/.base
	@$(BIN)/python manage.py demo --port $(PORT)

demo-fresh:
	rm -rf var
	@$(MAKE) --no-print-directory demo

test: $(VENV)/.dev
	@$(BIN)/python -m tests.chromium
	$(RUN_TESTS) -m "not bench"

test-fast: $(VENV)/.dev
	$(RUN_TESTS) -m "not browser and not site and not bench"

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") ALLOWED_HOSTS=teachback.example \
		DJANGO_SETTINGS_MODULE=lms.settings.production $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/djlint --lint --quiet lms/templates courses/templates

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.logbooks

# The finished videos are in the repository; this makes them again (needs espeak-ng and ffmpeg).
videos: $(VENV)/.dev
	$(BIN)/python manage.py make_videos

screenshots: $(VENV)/.dev
	@$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.screenshots

# Pins with hashes, and without the address of any index.
lock: $(VENV)/.dev
	for part in base production dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-header --no-annotate requirements/$$part.in --output-file requirements/$$part.txt || exit 1; \
	done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Teachback needs Python 3.11 or newer: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python has no venv here. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.base: $(VENV)/bin/python requirements/base.txt
	@echo "Installing what Teachback needs (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements/dev.txt
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) var
