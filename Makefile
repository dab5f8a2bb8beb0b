# Every command that CI runs, and the two that a newcomer needs: `make brief TOPIC=china` and `make test`.
TOPIC ?= china
VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough; a newcomer may name another: make PYTHON=python3.12 …
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help brief test test-fast lint types imports format check bench examples lock clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/python:
	@test -n "$(PYTHON)" || { echo "briefbot needs Python 3.11 or newer: install it, then run make again."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks venv: install it (Debian, Ubuntu: apt install python3-venv), then run make again."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/python
	@echo "Installing briefbot into $(VENV) (once; about a minute) …"
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tools: requirements-dev.txt $(VENV)/installed
	@echo "Installing the tools for tests into $(VENV) (once) …"
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

brief: $(VENV)/installed ## Print a brief: make brief TOPIC=china
	@$(BIN)/briefbot brief $(TOPIC)

test: $(VENV)/tools ## Run all tests, real PostgreSQL included
	@$(BIN)/python -m pytest

lint: $(VENV)/tools ## Check style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/tools ## Check types
	@$(BIN)/mypy
	@$(BIN)/mypy tests benchmarks

imports: $(VENV)/tools ## Check that imports point inward
	@$(BIN)/lint-imports

format: $(VENV)/tools ## Put the code into the house's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

check: lint types imports test ## All that CI runs

bench: $(VENV)/tools ## Print the ratios of benchmarks/
	@$(BIN)/python -m benchmarks

examples: $(VENV)/tools ## Print the documentation's sessions and picture anew, after a change of what is printed
	@$(BIN)/python -m tests.support.console README.md docs/tutorial.md
	@DATABASE_URL=sqlite:// $(BIN)/briefbot stance matrix '"putin-kim pact"' --picture docs/who-stands-where.png >/dev/null

lock: ## Pin all dependencies again, with hashes (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --all-extras --group build pyproject.toml -o requirements.txt
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --all-extras --group dev -c requirements.txt pyproject.toml \
		-o requirements-dev.txt

clean: ## Remove what make has made
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis htmlcov dist build .coverage
