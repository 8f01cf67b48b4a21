# make demo and make test do everything on a fresh machine that has Python 3.11+ and make.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed

.PHONY: demo test check lint types imports tests long goldens older oracle histories bench golden docs setup clean

demo: $(SETUP)
	$(BIN)/sqlgen -C tests/projects/bookshop upgrade a1:b2 > migration.sql
	$(BIN)/python tests/demo.py migration.sql

test: check

check: lint types imports tests goldens older

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
	$(BIN)/python -m pytest -n 2 --timeout 400 -m "not long"

# What make test leaves out: every range of every project through the cache, and pre-commit from PyPI.
long: $(SETUP)
	$(BIN)/python -m pytest -n 2 --timeout 900 -m long

goldens: $(SETUP)
	$(BIN)/sqlgen golden check --once

# The same code with the older SQLAlchemy that is supported, in an environment of its own: what SQLAlchemy has
# a part in, without servers. All of it: make older OLDER_TESTS=tests OLDER_ENGINES=postgresql-15,mariadb,sqlite
OLDER := .venv-sqlalchemy-2.0
OLDER_TESTS := tests/golden/test_repository.py tests/operations tests/lowering tests/replay tests/reflection \
	tests/patterns/test_surface.py tests/patterns/test_live_world.py tests/patterns/test_hardest.py \
	tests/rows/test_sessions.py tests/catalogue/test_sql_server_and_oracle.py
OLDER_ENGINES := sqlite
older: $(OLDER)/.installed
	$(OLDER)/bin/python -c "import sqlalchemy as sa; assert sa.__version__.startswith('2.0.'), sa.__version__"
	SQLGEN_TEST_ENGINES=$(OLDER_ENGINES) SQLGEN_REQUIRE_ENGINES= \
	$(OLDER)/bin/python -m pytest -n 2 --timeout 400 -q --deselect tests/operations/test_parses.py $(OLDER_TESTS)

# It has SQLAlchemy; all other packages are found behind it, in $(VENV).
$(OLDER)/.installed: $(SETUP)
	test -x $(OLDER)/bin/python || $(BIN)/python -m venv $(OLDER)
	$(OLDER)/bin/python -m pip install --quiet --disable-pip-version-check 'sqlalchemy>=2.0.40,<2.1'
	site() { $$1/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))"; }; \
	echo "import site; site.addsitedir('$$(site $(BIN)/..)')" > "$$(site $(OLDER))/behind.pth"
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
	$(BIN)/sqlgen golden update

# Writes docs/cli.md and the example in README.md.
docs: $(SETUP)
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) $(OLDER) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
