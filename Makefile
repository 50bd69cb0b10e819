# make demo: set up, build a record from examples/ and show it.   make test: set up and run the tests.
# make check: linters, types, layers, docs, tests.   Everything lives in .venv; delete it to start anew.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
SHARED ?= ../shared

.PHONY: demo test lint docs check accuracy lock model clean
.DEFAULT_GOAL := check

$(VENV)/runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Crosswire needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	@echo "$(CURDIR)/src" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/crosswire.pth"
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/runtime
	$(BIN)/python -m crosswire build examples/reports -o demo.duckdb
	@$(BIN)/python -m crosswire status demo.duckdb
	@echo
	@echo "The record is demo.duckdb. Open it in your browser:   $(BIN)/python -m crosswire serve demo.duckdb"
	@echo "In the terminal:   $(BIN)/python -m crosswire show demo.duckdb"
	@echo "What the twelve reports are about, and what a careful reader finds in them: examples/README.md"

test: $(VENV)/dev
	@tests/browser/install.sh
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports

docs: $(VENV)/dev
	$(BIN)/mkdocs build --strict --quiet --site-dir site

check: lint docs test

accuracy: $(VENV)/dev
	$(BIN)/python -m bench.accuracy --shared $(SHARED)

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes -q pyproject.toml -o requirements.lock --custom-compile-command "make lock"
	uv pip compile --universal --python-version 3.11 --generate-hashes -q pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock --custom-compile-command "make lock"

# Trains the language pipeline anew (about three hours on two cores) from the corpora that training/README.md names.
CORPORA ?= $(SHARED)/corpora
model: $(VENV)/dev
	$(PIP) -r training/requirements.txt
	HF_HUB_OFFLINE=1 KMP_BLOCKTIME=0 $(BIN)/python -m training --corpora $(CORPORA) --run training/run

clean:
	rm -rf $(VENV) site demo.duckdb .mypy_cache .ruff_cache .pytest_cache .hypothesis
