# make run    starts FourGood with the sample province      make test   checks everything
# Both install what they need into .venv; nothing but Python 3.11 (and make) has to be there.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-compile
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

define COMPILE_WORDS
from pathlib import Path
from django.conf import settings
settings.configure(PACKAGE=Path("fourgood").absolute())
from fourgood.common.messages import compile_all
compile_all()
endef
export COMPILE_WORDS

# Compiled modules are kept: without them, every process of FourGood compiles two thousand files when it starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run install test lint types contracts tests browser bench lock screenshots clean
.DELETE_ON_ERROR:

help: ## Say what there is to make
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s%s\n", $$1, $$2}'

run: .venv/.run ## Start FourGood with the sample province, on this machine only
	@$(BIN)/fourgood up

install: .venv/.run ## Install what FourGood needs to run into .venv; again after every update of the code
	@$(BIN)/python -c "$$COMPILE_WORDS"

test: ## Check style, imports, types, and run all tests
	@$(MAKE) --no-print-directory --jobs .venv/.test browser
	@$(MAKE) --no-print-directory lint contracts
	@$(MAKE) --no-print-directory --jobs types tests

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "FourGood needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=python3.11 …"; exit 1; }
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv --clear .venv || \
	  { echo "Python can't make a virtual environment. On Debian: apt install python3-venv"; exit 1; }
	@touch $@

.venv/.run: .venv/.made requirements.lock pyproject.toml
	@echo "Installing the packages, once; this may take a minute …"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.made requirements-dev.lock pyproject.toml
	@echo "Installing the packages for the tests, once; this may take a minute …"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ .venv/.run

browser:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing the browser for the tests …"; \
	  apt-get update -qq >/dev/null && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null; \
	else \
	  echo "The tests need the browser Chromium. As root, on Debian: apt install chromium fonts-noto-core"; exit 1; \
	fi

lint: .venv/.test ## Check the style of the code
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

contracts: .venv/.test ## Check that imports run one way
	@$(BIN)/lint-imports --no-logo > .venv/contracts.log 2>&1 || { cat .venv/contracts.log; exit 1; }

types: .venv/.test ## Check the types
	@$(BIN)/mypy --no-error-summary

# Three at once, also on two cores: who waits for a server that starts again leaves a core to the others.
tests: .venv/.test
	@$(BIN)/pytest --quiet --numprocesses 3 --no-loadscope-reorder

bench: .venv/.test ## Measure speed and memory (minutes)
	@$(BIN)/python -m benchmarks

lock: .venv/.test ## Choose the newest allowed versions and write them down with their hashes
	@$(PIP) uv
	@$(LOCK) --upgrade pyproject.toml --extra install --output-file requirements.lock
	@$(LOCK) --upgrade pyproject.toml --extra install --extra dev --constraint requirements.lock --output-file requirements-dev.lock

screenshots: .venv/.test browser ## Make the pictures of the README
	@DJANGO_SETTINGS_MODULE=fourgood.settings $(BIN)/python -m docs.screenshots

clean: ## Remove what was installed and made, but no data
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	@find fourgood tests -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -delete
	@echo "Removed. The data stays in .data"
