# make run    the site with its demo year        make test   everything
# make check  the quick half of it               make bench  how fast it is, as ratios

PORT ?= 8000
BASE_PYTHON := $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore
PO := $(wildcard translations/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)

# What is compiled once starts twice as fast.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench help
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# make/make/p' Makefile

run: .venv/run.stamp $(MO)
	@$(PYTHON) -m compileall -q workforce
	@exec .venv/bin/workforce run --port $(PORT)

test: .venv/test.stamp $(MO)
	@$(PYTHON) -m compileall -q workforce tests
	@$(PYTHON) -m tests

check: .venv/test.stamp $(MO)
	@$(PYTHON) -m tests check

bench: .venv/test.stamp $(MO)
	@$(PYTHON) -m tests.bench --scale $(or $(SCALE),small)

$(MO): %.mo: %.po .venv/run.stamp
	@.venv/bin/workforce translations compile $<

.venv/run.stamp: pyproject.toml constraints.txt | $(PYTHON)
	@echo "Installing what the site needs …"
	@$(PIP) --constraint constraints.txt --editable .
	@touch $@

.venv/test.stamp: pyproject.toml constraints.txt | $(PYTHON)
	@echo "Installing what the site and its tests need …"
	@$(PIP) --constraint constraints.txt --editable '.[test]'
	@touch .venv/run.stamp $@

# Debian keeps a part of venv in a package of its own.
$(PYTHON):
	@test -n "$(BASE_PYTHON)" || { echo "Python 3.11 or newer is needed: please install it and try again."; exit 1; }
	@$(BASE_PYTHON) -m venv .venv || { rm -rf .venv; apt-get install -y python3-venv && $(BASE_PYTHON) -m venv .venv; }
