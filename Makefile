# The two commands of the README, `make graph` and `make test`, and what maintainers need.
# Each sets up what it stands on: a virtual environment with the pinned libraries and the package itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The question that `make graph` answers at its end.
QUESTION ?= exhibitors

.PHONY: graph test oracles stores browser assets reasoner docs lint bench lock clean

graph: $(READY)
	@$(BIN)/expograph build
	@$(BIN)/expograph validate
	@printf '\n$$ expograph query $(QUESTION)\n'
	@$(BIN)/expograph query $(QUESTION)

test: $(READY)
	@$(BIN)/python -m pytest -n 2 -m "not slow and not stores and not reasoner and not browser"

# The real graph under owlrl and pySHACL: minutes.
oracles: $(READY)
	@$(BIN)/python -m pytest -n 2 -m slow

# Virtuoso (Debian's virtuoso-opensource) and rdflib-endpoint: loaded, and asked all named questions.
stores: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[stores]"
	@$(BIN)/python -m pytest -m stores

# Pages in Chromium (Debian's chromium, fonts-noto-core, fonts-noto-cjk), under axe-core (npm); takes docs/screens.
browser: $(READY) assets
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[browser]"
	@$(BIN)/python -m pytest -n 2 -m browser

# What pages use from npm: the editor and the shapes of countries. Without npm they do without.
assets: $(READY)
	@$(BIN)/python scripts/assets.py

# HermiT and the OWL API, in a Java virtual machine: consistency, classes, profiles.
reasoner: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[reasoner]"
	@$(BIN)/python -m pytest -m reasoner

# The reference of the ontology, docs/ontology.html, from the ontology, the graph and the questions.
docs: $(READY)
	@$(BIN)/python scripts/reference.py

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(READY)
	@$(BIN)/python scripts/bench.py

# Exact versions with hashes for every platform and every Python that pyproject.toml allows; no addresses.
lock: $(READY)
	@$(PYTHON) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip install --quiet uv
	@$(VENV)/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=...") if sys.version_info < (3, 11) else 0'
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
