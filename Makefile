# Everything that people type, in one place. `make` alone says what there is.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DECLARED := setup.cfg pyproject.toml
export PYTHON CHRONOLOGY_CHROMIUM

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test test-fast test-browser lint screenshots example-data clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' $(MAKEFILE_LIST) | tr '#' '\t' | expand -t 22

install: $(VENV)/.installed ## make .venv and install Chronology into it

demo: install ## open the example case in the browser
	$(BIN)/chronology demo

test: lint test-fast test-browser ## everything that a change must pass

lint: $(VENV)/.installed-test ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test-fast: $(VENV)/.installed-test ## tests without a browser
	$(BIN)/python -m pytest -n auto tests --ignore=tests/browser

test-browser: $(VENV)/.installed-test ## tests in a browser
	@CHRONOLOGY_CHROMIUM="$$(scripts/install_chromium.sh)" && export CHRONOLOGY_CHROMIUM && \
	$(BIN)/python -m pytest -n auto --dist loadfile tests/browser

screenshots: $(VENV)/.installed-test ## pictures of every page, for the documents
	@CHRONOLOGY_CHROMIUM="$$(scripts/install_chromium.sh)" && export CHRONOLOGY_CHROMIUM && \
	$(BIN)/python -m scripts.screenshots

example-data: $(VENV)/.installed ## write the example cases anew from tests/cases
	$(BIN)/python -m example_data.make_example_data

clean: ## remove .venv and everything else that the commands above made
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Where Python was upgraded or moved, this link leads nowhere and the environment is made anew.
$(BIN)/python:
	@python="$$(scripts/find_python.sh)" && "$$python" -m venv --clear $(VENV)

$(VENV)/.installed: $(DECLARED) | $(BIN)/python
	$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.installed-test: $(DECLARED) | $(BIN)/python
	$(PIP) install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.installed
