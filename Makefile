# newsarchive: two commands do all the set-up, `make crawl` and `make test`; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
SOURCE ?= newsroom
PEERS ?= yes
FUZZ_SECONDS ?= 60
FUZZ_GUIDE ?= mutation
SITE := $(BIN)/sphinx-build -q -W --keep-going -E docs var/docs
export CI

.PHONY: help install crawl test test-fast test-nightly browser check types style site format lock migration evaluate floors bench docs screenshots clean fuzz
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(INSTALLED): requirements.lock pyproject.toml
	@echo "Setting up .venv: one to five minutes, most of it without a word."
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

install: $(INSTALLED) ## make .venv with newsarchive in .venv/bin

crawl: $(INSTALLED) ## crawl the sample newsroom (or SOURCE=name) into var/newsarchive.db and show what came of it
	$(BIN)/newsarchive demo $(SOURCE)

# Four at a time, on two cores too: a part of the time tests wait for servers and clocks.
test: $(INSTALLED) browser ## run every test, on SQLite and PostgreSQL, and with a real Chromium
	$(BIN)/python -m pytest -n 4 --dist loadgroup

# What needs no server, no crawl and no archive of its own: text, words, discovery, the spider's parts, the rules
# of the house. Tests marked `slow` there measure time.
FAST := $(addprefix tests/,text words similarity discovery planning politeness newsroom spiders middlewares pipelines \
        extensions logs house/test_imports.py house/test_names.py documents/test_links.py cli/test_startup.py benchmarks/test_own_pages.py)

test-fast: $(INSTALLED) ## run the tests of the pure code and the text's gate: half of them, in less than a minute
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q -m "not slow" $(FAST)

# Some hours: what CI has too little time for. Examples that fail are kept in .hypothesis.
test-nightly: $(INSTALLED) browser ## run every test with 1,000 random examples of each property, and every simulated site in Chromium
	HYPOTHESIS_PROFILE=nightly EVERY_FEEDLESS_SITE=1 $(BIN)/python -m pytest -n 4 --dist loadgroup

# Without any the tests that need one skip, loudly; with CI=1 they fail. A headless shell takes a quarter of the
# processor time of a whole Chromium; where there is only that, root gets Debian's shell beside it.
DEBIANS := timeout 600 apt-get install -qy --no-install-recommends chromium-headless-shell
browser: $(INSTALLED) ## find a Chromium, or install one (Debian's headless shell where this is root, or Playwright's)
	@command -v chromium-headless-shell || command -v chrome-headless-shell \
	|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	     && { $(DEBIANS) >/dev/null 2>&1 || { timeout 300 apt-get update -q && $(DEBIANS); }; }; } \
	|| $(BIN)/python -m newsarchive.browser.chromium \
	|| timeout 600 $(BIN)/playwright install --only-shell chromium >/dev/null 2>&1 \
	|| echo "No Chromium: see README, Try it."

check: $(INSTALLED) ## format, lint, types, import rules, and the site of the documents without warnings
	@$(MAKE) --no-print-directory -j 2 types style site

# On a fresh clone mypy takes as long as all else of `check` twice, and one of two processors.
types: $(INSTALLED)
	$(BIN)/mypy

style: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

site: $(INSTALLED)
	$(SITE)

format: $(INSTALLED) ## format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fuzz: $(INSTALLED) ## hostile pages through the stages for FUZZ_SECONDS; failures are kept in var/fuzz (FUZZ_GUIDE=coverage with atheris)
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS) --guide $(FUZZ_GUIDE)

lock: ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --all-extras --no-annotate --no-header -o requirements.lock pyproject.toml

migration: $(INSTALLED) ## write a migration from the models: make migration m="add_feeds"
	$(BIN)/newsarchive db migration "$(m)"

evaluate: $(INSTALLED) ## score the text beside the peers into benchmarks/RESULTS.md (quick: PEERS=no SETS=aeb,gne; ABLATE=spam)
	$(BIN)/python -m benchmarks.evaluation $(if $(SETS),--sets $(SETS)) $(if $(filter no,$(PEERS)),--no-peers) $(if $(ABLATE),--ablate $(ABLATE))

floors: $(INSTALLED) ## raise the floors CI holds to what the text reaches now
	$(BIN)/python -m benchmarks.evaluation --no-peers --raise-floors

bench: $(INSTALLED) ## what a page costs, beside trafilatura
	$(BIN)/python -m benchmarks.speed

docs: $(INSTALLED) ## write the pages that come from the code, and build the site into var/docs
	$(BIN)/python -m docs.generators
	$(SITE)

screenshots: $(INSTALLED) ## take the pictures of README anew, from the sample newsroom in a Chromium
	$(BIN)/python -m docs.screenshots

clean: ## remove what tools left behind (not var/)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build
