# Mien: `make run` starts the app, `make test` checks everything. `make` alone lists the rest.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# Tried in this order, unless PYTHON names one. 3.11 comes first because the tests ran with it; TensorFlow has nothing for 3.14 yet.
PYTHON ?=
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
INSTALL := $(BIN)/python -m pip install --quiet -c constraints.txt
STREAMLIT := $(BIN)/python -m streamlit
RUN := runs/mine
BLAZEFACE := models/detectors/README.md
PROGRAM := emotion/browser/built/manifest.json
CLUSTER := .venv-cluster
HOSTING := buildah coturn ffmpeg firefox-esr libnss3-tools mmdebstrap nginx-light openssl strace

.DEFAULT_GOAL := help
.PHONY: help setup run dev test test-hosting test-cluster lint format screenshots bench train reproduce sbom audit clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1 - /p' Makefile

setup: $(VENV)/app.stamp $(BLAZEFACE) $(PROGRAM) ## install the app's libraries into .venv, a face detector, and build the program for browsers

run: setup ## start the app and open it in the browser
	@$(STREAMLIT) run serve.py

# Polling looks at the files that the app has imported from here, and at nothing else.
dev: setup ## the same for developers: the page runs anew when a file of ours has changed
	@$(STREAMLIT) run app.py --server.fileWatcherType poll --server.runOnSave true

test: lint ## check style and types, then run every test, those in a real browser included
	@browser=$$($(BIN)/python tests/browser/chromium.py) && \
		MIEN_TEST_BROWSER="$$browser" $(BIN)/python -m pytest

test-hosting: $(VENV)/dev.stamp $(BLAZEFACE) ## build the image, put nginx and coturn before the app, open it in Firefox: Debian, as root
	@dpkg -s $(HOSTING) >/dev/null 2>&1 || [ "$$(id -u)" != 0 ] || { \
		apt-get update -q && \
		DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(HOSTING); }
	@browser=$$($(BIN)/python tests/browser/chromium.py) && \
		MIEN_TEST_BROWSER="$$browser" $(BIN)/python -m pytest -m hosting tests/hosting

test-cluster: $(CLUSTER)/stamp $(BLAZEFACE) ## read and serve on clusters of this machine, with Ray in an environment of its own
	@$(CLUSTER)/bin/python -m pytest --confcutdir=tests/cluster -o filterwarnings=default tests/cluster

# Here the program for browsers has to be built: what its tests need is not left out.
lint: $(VENV)/dev.stamp $(BLAZEFACE) ## check style, types, and who imports whom
	@$(BIN)/python -m emotion.browser.build
	@$(BIN)/python -m emotion.browser.node browser/node_modules/.bin/tsc -p browser
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache

format: $(VENV)/dev.stamp ## rewrite the code in the house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

screenshots: $(VENV)/dev.stamp $(BLAZEFACE) $(PROGRAM) ## take a picture of every page into screenshots/, and those of the README into docs/
	@$(BIN)/python -m tests.browser.screenshots

bench: $(VENV)/dev.stamp $(BLAZEFACE) $(PROGRAM) ## measure what a start, a frame, a picture and cameras cost here, and write it into docs/
	@$(BIN)/python -m bench

train: $(VENV)/train.stamp ## install TensorFlow too and train a network on data/fer2013.csv: RUN=runs/mine ARGS="--epochs 20"
	@$(BIN)/python -m training train --run $(RUN) $(ARGS)

reproduce: $(VENV)/train.stamp ## train a network anew from data/fer2013.csv (hours) and compare the figures: mirrored-large, or NETWORK=compact
	@$(BIN)/python -m training reproduce $(if $(NETWORK),--name $(NETWORK))

sbom: $(VENV)/dev.stamp ## write what the app runs with, libraries and models with hashes, into sbom.cdx.json
	@$(BIN)/python -m tests.deploy.sbom

audit: $(VENV)/dev.stamp ## compare the app's libraries with the pins, and look up known weaknesses: needs the network
	@$(BIN)/python -m tests.deploy.audit

clean: ## remove both environments, what was built for browsers and the tools' caches; data, runs and models stay
	@rm -rf $(VENV) $(CLUSTER) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@rm -rf browser/node_modules browser/generated emotion/browser/built*/
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/app.stamp: requirements-app.txt constraints.txt | $(BIN)/python
	@echo "Installing the app's libraries into $(VENV): about 1 GB."
	@$(INSTALL) -r requirements-app.txt
	@touch $@

# Without it the app still runs, so a host without a way to PyPI is told and nothing ends.
$(BLAZEFACE): | $(VENV)/app.stamp
	@$(BIN)/python -m emotion.detection.fetch || true

# The same holds for the program for browsers, which needs Node and npm's registry. It knows by itself whether it has to
# be built; these are all that it is made of, the core with its constants among them.
$(PROGRAM): $(shell find browser -name node_modules -prune -o -name generated -prune -o -type f -print) \
		$(wildcard emotion/*.py emotion/*/*.py) | $(VENV)/app.stamp
	@$(BIN)/python -m emotion.browser.build && touch $@ || true

$(VENV)/train.stamp: requirements.txt $(VENV)/app.stamp
	@echo "Installing the libraries of training into $(VENV): about 2 GB more, most of it TensorFlow."
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/train.stamp
	@echo "Installing the tools for the tests into $(VENV)."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

$(CLUSTER)/stamp: requirements-cluster.txt constraints.txt pyproject.toml | $(BIN)/python
	@echo "Installing Ray and the core into $(CLUSTER): about 1.2 GB."
	@$(BIN)/python -m venv --clear $(CLUSTER)
	@$(CLUSTER)/bin/python -m pip install --quiet -c constraints.txt -e ".[cluster]" pytest httpx2 psutil
	@touch $@

$(BIN)/python:
	@chosen=; bare=; \
	for name in $(PYTHONS); do \
		"$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || continue; \
		if "$$name" -c 'import venv, ensurepip' 2>/dev/null; then chosen=$$name; break; fi; \
		bare=$${bare:-$$name}; \
	done; \
	if [ -z "$$chosen" ] && [ -n "$$bare" ]; then \
		echo "$$bare cannot make a virtual environment: its venv module is missing." >&2; \
		echo "On Debian and Ubuntu install it with: apt install python3-venv" >&2; \
		exit 1; \
	elif [ -z "$$chosen" ]; then \
		echo "Mien needs Python 3.11, 3.12 or 3.13; none was found as: $(PYTHONS)." >&2; \
		echo "Install one, or name it: make run PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$chosen."; \
	"$$chosen" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
