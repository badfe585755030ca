# `make` lists what there is. Nothing here needs anything but Python 3.11 and a network once.

PYTHON := $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
COMPILE = uv pip compile --quiet --no-header --no-annotate --generate-hashes \
          --no-emit-index-url --python-version 3.11 --extra build

# A stamp bears the hash of the lock it was installed from, so an unchanged lock costs nothing.
digest = $(shell cat requirements/$(1).txt pyproject.toml | sha256sum | cut -c1-16)
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
RUN   := $(VENV)/installed-run-$(call digest,run)
DEV   := $(VENV)/installed-dev-$(call digest,dev)

.DEFAULT_GOAL := help
.PHONY: help run test check bench fuzz drill lock

help: ## list these
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: $(RUN) ## open everything at http://localhost:8000 (PORT=… for another port)
	@SANVAT_DEMO=$${SANVAT_DEMO-1} exec $(BIN)/sanvat serve --with-parent

test: $(DEV) ## run the tests; ARGS="tests/rules -k star" for some of them
	@# Many processes start, and none should have to compile what another has compiled.
	@# A fifth of the time a test waits, for a browser, a server or a thread: one worker more than
	@# there are processors.
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(DEV) ## look for what the tests do not: style, types, the map of rooms, the English
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src
	$(BIN)/mypy -p sanvat
	$(BIN)/lint-imports
	$(BIN)/sanvat messages check
	$(BIN)/sanvat manage makemigrations --check --dry-run
	$(BIN)/sanvat tables check
	$(BIN)/python -m pytest -q tests/test_house.py tests/test_house_rooms.py tests/test_house_security.py

bench: $(DEV) ## time the programme and compare with what it may cost
	@$(BIN)/python -m bench $(ARGS)

fuzz: $(DEV) ## ask the API odd things, others in every run; ARGS="--fuzz 2000" for more
	@$(BIN)/python -m pytest -n 2 tests/api/test_every_answer.py --fuzz 300 $(ARGS)

drill: $(DEV) ## kill processes under people who write, and count what is lost; ARGS="--kills 60"
	@PYTHONPATH=src $(BIN)/python -m drill $(ARGS)

lock: ## write requirements/*.txt anew from pyproject.toml (needs uv)
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# What is installed for development is enough to run.
$(RUN): | $(BIN)/python
	@if [ -e $(DEV) ]; then touch $@; else $(call install,run); fi

$(DEV): | $(BIN)/python
	@$(call install,dev)

define install
echo "  Cài các gói của requirements/$(1).txt (chỉ lần đầu) …" && \
$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/$(1).txt && \
$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e . && \
rm -f $(VENV)/installed-$(1)-* && touch $(VENV)/installed-$(1)-$(call digest,$(1))
endef
