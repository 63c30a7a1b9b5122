# Two commands matter: `make demo` (see it work) and `make test` (everything CI runs).
# Needed: Python 3.11 or newer with pip, and make. All else goes into .venv, from locks with hashes.

VENV := .venv
BIN  := $(VENV)/bin
# The first Python that is new enough: python3, else a newer one beside it. PYTHON=/path/to/python overrides.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
# One pip for all: the machine's own, pointed at our environment (so neither ensurepip nor an upgrade is needed).
PIP  := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input
SYNC := $(PIP) install -qq --require-hashes --only-binary :all: --no-deps
SELF := $(PIP) install --quiet --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help demo test check lint bench accuracy floors lock chromium clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 18

# --- install ---------------------------------------------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Onrecord needs Python 3.11 or newer; found: $$(python3 --version 2>&1 || true)." \
		"Install one, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { echo "Onrecord needs pip: '$(PYTHON) -m pip' does not run." \
		"Install it (Debian, Ubuntu: apt install python3-pip python3-venv)." >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.installed: $(BIN)/python requirements.lock pyproject.toml
	@echo "Installing what Onrecord needs (requirements.lock)"
	@$(SYNC) -r requirements.lock
	@$(SELF)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing what its tests need (requirements-dev.lock)"
	@$(SYNC) -r requirements-dev.lock
	@touch $@

# --- see it work -----------------------------------------------------------------------------------------------

demo: $(VENV)/.installed ## read the bundled sample, audit it, leave demo.db and demo.html
	@echo "Reading the General Staff's daily lists of a week into demo.db, then an article that leans on them"
	@$(BIN)/onrecord read samples/lists.jsonl --ledger demo.db >/dev/null
	@$(BIN)/onrecord read samples/article.txt --ledger demo.db
	@$(BIN)/onrecord read samples/article.txt --ledger demo.db --format html >demo.html
	@echo
	@echo "Left here: demo.html, the article with each claim marked where it stands (open it in a browser),"
	@echo "and demo.db, the ledger (any SQLite tool opens it). Try next:"
	@echo "  $(BIN)/onrecord claims --ledger demo.db --kind loss --source 'General Staff'"
	@echo "  $(BIN)/onrecord read samples/article.txt --dry-run --format json"
	@echo "  $(BIN)/onrecord check YOUR-DRAFT.txt --ledger demo.db"

# --- check it --------------------------------------------------------------------------------------------------

test: check ## everything CI runs: lint, types, rooms, tests
	$(BIN)/pytest -n 2

check: $(VENV)/.installed-dev chromium
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# The report is looked at in a real browser. Where none is to be had, those tests are skipped and say so.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium for the tests of pages"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null \
		|| echo "chromium could not be installed: the tests of pages will be skipped" >&2; \
	fi

bench: $(VENV)/.installed-dev ## words a second, cold starts, peak memory, beside a floor (PEERS=1 installs other readers to compare with)
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/marks.py $(if $(PEERS),--setup)
	$(BIN)/python bench/tally.py
	$(BIN)/python bench/audit.py
	$(BIN)/python bench/mutations.py --times 20
	$(BIN)/python bench/rivals.py
	$(BIN)/python bench/control.py
	$(BIN)/python bench/ledger.py $(if $(PEERS),--setup)

accuracy: $(VENV)/.installed-dev ## how well claims are read, over the gold texts at hand
	$(BIN)/python bench/accuracy.py

floors: $(VENV)/.installed-dev ## raise the accuracy gate to what is reached now (LOWER=1, DATA=1: see tests/gate.py)
	$(BIN)/python tests/gate.py --raise $(if $(LOWER),--lower) $(if $(DATA),--data)

# --- maintain it -----------------------------------------------------------------------------------------------

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml

lock: ## write both locks anew (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv (pip install uv)" >&2; exit 1; }
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove .venv and what the demo left
	rm -rf $(VENV) demo.db demo.db-wal demo.db-shm demo.html
