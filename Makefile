# make demo and make test do everything on a fresh machine that has Python 3.11+ and make.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed

.PHONY: demo test check lint types imports tests older oracle histories bench golden docs setup clean

demo: $(SETUP)
	$(BIN)/sqlgen -C tests/projects/bookshop upgrade a1:b2 > migration.sql
	$(BIN)/python tests/demo.py migration.sql

test: check

check: lint types imports tests

setup: $(SETUP)

$(SETUP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

lint: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(SETUP)
	$(BIN)/mypy
	$(BIN)/mypy tests/typing/public_api.py

imports: $(SETUP)
	$(BIN)/lint-imports

tests: $(SETUP)
	$(BIN)/python -m pytest -n 2 --timeout 400

# The same code with the older SQLAlchemy that is supported, in an environment of its own.
OLDER := .venv-sqlalchemy-2.0
older: $(OLDER)/.installed
	$(OLDER)/bin/python -m pytest -n 2 --timeout 400 -q tests/operations tests/lowering tests/test_golden.py tests/replay

$(OLDER)/.installed: $(SETUP)
	test -x $(OLDER)/bin/python || $(BIN)/python -m venv $(OLDER)
	$(OLDER)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' 'sqlalchemy>=2.0.40,<2.1'
	touch $@

oracle: $(SETUP)
	$(BIN)/python -m pytest tests/oracle -q
	$(BIN)/python -m tests.oracle.report --ranges
	$(BIN)/python -m tests.oracle.report

histories: $(SETUP)
	$(BIN)/python -m tests.histories.run
	$(BIN)/python -m tests.patterns.packages

bench: $(SETUP)
	$(BIN)/python -m tests.bench.run

# Rewrites the expected scripts under golden/ and shows the diff, to be read as a DBA would.
golden: $(SETUP)
	$(BIN)/python -m tests.goldens

# Writes docs/cli.md and the example in README.md.
docs: $(SETUP)
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) $(OLDER) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
