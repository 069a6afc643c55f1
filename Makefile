# Everything a working day needs; `make help` lists it. On the machine: Python 3.11 or newer, and make.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python new enough. A name on the path may be an empty shim, so each one is asked.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV_VERSION := 0.13.9
# Tests whose archives have records; whether another process or a cluster reads is all one to the database.
ON_BOTH := tests/store tests/services tests/web tests/cli/test_kill.py --ignore=tests/services/test_cluster.py
COMPILE := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

.PHONY: help setup demo test golden check fix bench evaluate docs lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/dev.stamp ## Make .venv with everything to work on Fonds

demo: .venv/runtime.stamp ## Set up what running needs, build the demo archive and serve it
	$(BIN)/fonds demo

# With ARGS, which pick some tests, on SQLite only; or on PostgreSQL with ARGS='--database=postgresql ...'.
test: setup ## Run every test; those of the store, the services and the pages on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)
ifndef ARGS
	$(BIN)/python -m pytest -n 2 --dist loadfile --database=postgresql $(ON_BOTH)
endif

golden: setup ## Write what is read of the golden cases (tests/golden) beside them
	$(BIN)/python tests/golden/write.py

check: setup ## Look at style, types and import layers; write nothing
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/test_layers.py

fix: setup ## Mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## Measure speed
	@$(BIN)/python -m compileall -q src  # as after a first run; where nothing is written, each start would compile anew
	$(BIN)/python -m benchmarks $(ARGS)

evaluate: setup ## Measure the reader on the editions in ../shared, and write the page of figures
	$(BIN)/python -m evaluation $(ARGS)

docs: setup ## Write the reference pages that come from the code
	$(BIN)/python -m docs.generate

lock: .venv-lock/uv-$(UV_VERSION).stamp ## Pin the versions that pyproject.toml allows (ARGS=--upgrade takes newer ones)
	$(COMPILE) $(ARGS) pyproject.toml -o requirements/runtime.txt
	$(COMPILE) $(ARGS) --group build -o requirements/build.txt
	$(COMPILE) $(ARGS) -c requirements/runtime.txt --extra server pyproject.toml -o requirements/server.txt
	$(COMPILE) $(ARGS) -c requirements/server.txt -c requirements/build.txt --all-extras --group dev pyproject.toml -o requirements/dev.txt

clean: ## Remove both environments and every cache
	rm -rf .venv .venv-lock .demo dist test-results .hypothesis .mypy_cache .pytest_cache .ruff_cache

# requirements/dev.txt holds the other three, so the environment for work can also run Fonds.
.venv/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch .venv/runtime.stamp $@

.venv/runtime.stamp: requirements/runtime.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

# What running needs where records are in PostgreSQL.
.venv/server.stamp: requirements/server.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/server.txt -r requirements/build.txt
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch .venv/runtime.stamp $@

.venv/bin/python:
ifeq ($(PYTHON),)
	@echo "Fonds needs Python 3.11 or newer; none was found on the path (name one with: make PYTHON=/path/to/python3)." >&2
	@exit 1
else
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Fonds needs Python 3.11 or newer; $(PYTHON) is %d.%d." % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
endif

.venv-lock/uv-$(UV_VERSION).stamp: | .venv/bin/python
	$(BIN)/python -m venv .venv-lock
	.venv-lock/bin/python -m pip --disable-pip-version-check --quiet install uv==$(UV_VERSION)
	@touch $@
