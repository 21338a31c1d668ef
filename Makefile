# Every target makes the environment it needs, once, in .venv; delete .venv to make it anew.

PYTHON ?= python3.10
BIN := .venv/bin
READY := .venv/.ready
UV := $(shell command -v uv 2>/dev/null)

.PHONY: run chat train test lint bench cluster soak lock
.DEFAULT_GOAL := run

run: $(READY)
	@$(BIN)/rls-triage serve

chat: $(READY)
	@$(BIN)/rls-triage chat

train: $(READY)
	@$(BIN)/rls-triage train

test: $(READY)
	@$(BIN)/rls-triage train
	@$(BIN)/pytest -n 2 --dist loadgroup

lint: $(READY)
	@echo "== ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== mypy" && $(BIN)/mypy
	@echo "== rasa data validate" && RASA_TELEMETRY_ENABLED=false $(BIN)/rasa data validate --fail-on-warnings \
	  > .validation.log 2>&1 || { cat .validation.log; exit 1; }

bench: $(READY)
	@$(BIN)/python -m tests.bench

# CLUSTER bots behind the proxy on one PostgreSQL, with locks in Redis where RLS_LOCKS=redis.
cluster: $(READY)
	@$(BIN)/python -m tests.bench --only cluster --bots $(or $(CLUSTER),2)

# SOAK turns on one bot; with KILLS also so many processes killed in the middle of a turn, on each database.
soak: $(READY)
	@$(BIN)/python -m tests.bench --only soak --turns $(or $(SOAK),20000)
ifdef KILLS
	@RLS_TEST_KILLS=$(KILLS) $(BIN)/pytest -q tests/bot/transcripts/test_crashes.py
endif

# The one step that asks the package index what is new.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.10 --generate-hashes \
	  --no-header --no-emit-index-url --upgrade --quiet --output-file requirements.txt

$(READY): requirements.txt pyproject.toml
	@echo "== 1/3 making .venv with Python 3.10"
ifneq ($(UV),)
	@test -x $(BIN)/python || uv venv --quiet --python 3.10 .venv
	@echo "== 2/3 installing the locked packages (about a gigabyte; minutes the first time)"
	@uv pip install --python $(BIN)/python --no-deps --require-hashes -r requirements.txt
	@echo "== 3/3 installing this project"
	@uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo "== 2/3 installing the locked packages (about a gigabyte; minutes the first time)"
	@$(BIN)/python -m pip install --progress-bar on --no-deps --require-hashes -r requirements.txt
	@echo "== 3/3 installing this project"
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
endif
	@touch $@
