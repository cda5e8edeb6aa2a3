# Everything a contributor needs, each from a bare checkout: make help lists it.

PYTHON ?= python3
VENV := .venv
PREFIX ?= $(HOME)/.local
BIN := $(VENV)/bin
GERMAN := resources/translations/ipclip_de
export PIP_DISABLE_PIP_VERSION_CHECK := 1

require = missing=$$(.ci/missing-packages $(PYTHON) $(1)); test -z "$$missing" || \
  { echo "Debian packages are missing; run: apt-get install" $$missing >&2; exit 1; }

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: install-desktop uninstall-desktop help demo test lint wheel translations bench clean system test-system

help: ## show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/.demo ## train and evaluate on the sample project and print the table; no network beyond the packages
	$(BIN)/ipclip demo

test: export OMP_NUM_THREADS = 1 # models of a few weights are slower on several threads
test: $(VENV)/.test lint ## run every check: format, rules, types, layers, tests, wheel
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest tests/wheel/check_wheel.py

lint: $(VENV)/.test ## check format, rules, types and layers
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(VENV)/.test ## build the wheel into dist/
	$(BIN)/hatchling build

translations: $(VENV)/.test ## gather the window's texts for translators and build what they have translated
	$(BIN)/pyside6-lupdate $$(find ipclip_app/gui -name '*.py' | LC_ALL=C sort) -ts $(GERMAN).ts -no-obsolete -locations none
	$(BIN)/pyside6-lrelease $(GERMAN).ts -qm $(GERMAN).qm

bench: $(VENV)/.demo ## measure the speed of this machine
	$(BIN)/ipclip bench

install-desktop: $(VENV)/.demo ## put the window into the menus of a Linux desktop, below PREFIX
	packaging/linux/install.sh install "$(PREFIX)" "$(abspath $(BIN)/ipclip-app)"

uninstall-desktop: ## take the window out of the menus again
	packaging/linux/install.sh uninstall "$(PREFIX)"

clean: ## remove what was built and cached, but not the virtual environment
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

system: # name what the system lacks before anything fails for want of it
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is $$($(PYTHON) --version 2>&1), but Python 3.11 or newer is needed; run make PYTHON=python3.x" >&2; exit 1; }
	@$(call require,demo)

test-system: # likewise for the tests, which open windows
	@$(call require,test)

$(BIN)/python: | system
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python test-system
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.demo
