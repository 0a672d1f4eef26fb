# Every command asks of the machine only Python 3.11+ and make; the rest comes from package registries.
# `make` without a target prints what there is.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
STAMPS := $(VENV)/.stamps
# Tests wait for peers, browsers and databases more than they compute. Each worker takes some 600 MB. Three a core gain
# nothing over two: what takes long is the browser, and that computes.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(6, 2 * (os.cpu_count() or 1)))')
# Node's folder first on PATH: the system's when it is new enough, else the one from PyPI (tools/node_path.py).
NODE = export PATH="$$($(BIN)/python tools/node_path.py):$(CURDIR)/web/node_modules/.bin:$$PATH";
# Else every command compiles 1,200 files first wherever Python may not keep them (PYTHONDONTWRITEBYTECODE, read-only).
COMPILED = $(BIN)/python -m compileall -q -j 0 $(VENV)/lib || true
WEB_SOURCES = $(shell find web/src web/public web/index.html web/vite.config.ts web/tsconfig.json -type f 2>/dev/null)

.PHONY: help
help: ## List what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

.PHONY: run
run: install web ## Start everything and print the address to open
	@exec $(BIN)/miauflix serve

.PHONY: install
install: $(STAMPS)/runtime ## Put the program and what it needs into .venv

.PHONY: web
web: web/dist/index.html ## Build the web app into web/dist

.PHONY: test
test: dev web $(STAMPS)/services ## Run all tests, browser and web included
	$(BIN)/python -m pytest -n $(WORKERS)
	$(NODE) cd web && npm test

.PHONY: check
check: dev $(STAMPS)/web ## Lint, types, import rules, docs and generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/basedpyright
	$(BIN)/python tools/settings_docs.py --check
	$(BIN)/python tools/openapi.py --check
	$(NODE) cd web && npm run check

.PHONY: fix
fix: dev $(STAMPS)/web ## Format and mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NODE) cd web && npm run fix

.PHONY: bench
bench: dev web $(STAMPS)/services ## Measure, each figure beside a peer or a limit of the same run
	ONLY=$(ONLY) $(BIN)/python -m bench

.PHONY: pictures
pictures: dev web $(STAMPS)/services ## Photograph every screen at three sizes into docs/pictures
	$(BIN)/python -m tools.pictures

.PHONY: lab
lab: dev ## Stand in for TMDB (5,000 made-up titles) and Trakt, and print the settings that use them
	@trap 'kill $$(jobs -p) 2>/dev/null || true' EXIT; \
	$(BIN)/python -m tests.fakes.trakt --port 4081 & \
	$(BIN)/python -m tests.fakes.tmdb --titles 5000 --port 4080

.PHONY: generate
generate: dev $(STAMPS)/web ## Write .env.example, the OpenAPI document and the web client anew
	$(BIN)/python tools/settings_docs.py
	$(BIN)/python tools/openapi.py
	$(NODE) cd web && npm run generate

.PHONY: migration
migration: dev ## Draft a migration from the tables: make migration NAME=accounts
	$(BIN)/python tools/migration.py "$(NAME)"

.PHONY: lock
lock: $(STAMPS)/tools ## Resolve every dependency anew into requirements/ and web/package-lock.json
	for group in tools runtime dev; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make lock" -o requirements/$$group.txt $$(case $$group in tools) echo requirements/tools.in;; runtime) echo pyproject.toml;; dev) echo "pyproject.toml --group dev";; esac); done
	$(NODE) cd web && npm install --package-lock-only --ignore-scripts

.PHONY: clean
clean: ## Remove what make has built; data/ stays
	rm -rf $(VENV) web/node_modules web/dist .cache

# --- how the above is made -------------------------------------------------------------------------------------

.PHONY: dev
dev: $(STAMPS)/dev

$(STAMPS)/tools: requirements/tools.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/tools requirements/runtime.txt pyproject.toml
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/runtime.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(COMPILED)
	touch $@

$(STAMPS)/dev: $(STAMPS)/runtime requirements/dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	$(COMPILED)
	touch $@

$(STAMPS)/web: $(STAMPS)/runtime web/package-lock.json
	$(NODE) cd web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

web/dist/index.html: $(STAMPS)/web $(WEB_SOURCES)
	$(NODE) cd web && npm run build
	touch $@

$(STAMPS)/services: $(STAMPS)/dev $(wildcard tests/services/node/package-lock.json)
	$(BIN)/python -m tests.services.install
	touch $@
