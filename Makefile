# The commands of README.md. Everything is installed in .venv, nothing elsewhere,
# except Debian's Chromium, which `make test` installs when it is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RIVALS := .build/rivals

.PHONY: site serve test check law style bench search-bench lock clean

site: $(VENV)/site.stamp ## Install what is needed and build the site into site/
	@scripts/build-site

serve: $(VENV)/site.stamp ## Live preview: rebuilds when a guide or a directory file changes
	@$(BIN)/python -m mkdocs serve

check: $(VENV)/dev.stamp ## Lint, types and the strict build
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@scripts/build-site

test: $(VENV)/dev.stamp ## Install what the tests need, the browser included, and run them all
	@scripts/install-browser
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest

law: $(VENV)/site.stamp ## Compare the register of articles with official texts: make law CODES=folder
	@test -n "$(CODES)" || { echo "Which texts? make law CODES=folder" >&2; exit 2; }
	@PYTHONPATH=hooks $(BIN)/python -m reperes.commands.law "$(CODES)" $(if $(NOTER),--noter)

style: $(VENV)/site.stamp ## Print the share of short sentences of each guide
	@PYTHONPATH=hooks $(BIN)/python -m reperes.commands.style

bench: $(VENV)/dev.stamp ## Measure the site, here and with a larger directory (BENCH=100: 20,000 permanences)
	@scripts/install-browser
	@PYTHONPATH=hooks $(BIN)/python -m scripts.bench $(if $(BENCH),--up-to $(BENCH))

search-bench: $(VENV)/dev.stamp $(if $(ONLY_OURS),,$(RIVALS)/stamp) ## Measure the search, beside two others
	@scripts/install-browser
	@PYTHONPATH=hooks $(BIN)/python -m scripts.search_bench \
		$(if $(ONLY_OURS),--only-ours) $(if $(JSON),--json $(JSON)) $(QUERIES)

lock: $(VENV)/dev.stamp ## Refresh the lock files (hashes, no index line)
	@scripts/lock

clean: ## Remove what was built and installed
	@rm -rf $(VENV) .build site

$(VENV)/site.stamp: requirements.txt
	@scripts/install-python $(PYTHON) requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/site.stamp
	@scripts/install-python $(PYTHON) requirements-dev.txt
	@touch $@

$(RIVALS)/stamp: requirements-bench.txt
	@scripts/install-python $(PYTHON) requirements-bench.txt $(RIVALS)
	@touch $@
