# The commands of the project. Needs make and Python 3.11 or later; everything else goes into .venv.
# Messages are in French: the people who edit the data run these commands.

PYTHON ?= python3
PORT ?= 8000
# More options for pytest (make test ARGS='-k schema') or for uv (make lock ARGS=--upgrade).
ARGS ?=
# VERBOSE=1 shows what pip and MkDocs say.
VERBOSE ?=
export VERBOSE
# How many tests run side by side.
WORKERS ?= auto

RUN := .venv/bin/python -m
PIP := $(RUN) pip install --disable-pip-version-check
SCHEMA := $(RUN) check_jsonschema --quiet --builtin-schema vendor
LOCK := $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# Material announces another product on each build.
export NO_MKDOCS_2_WARNING := 1
# Compiled code goes to .venv alone (below); without it each command takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

# What the machine makes is never taken from a proposal: Python would run it.
$(if $(shell git ls-files -- .venv .venv-engines .cache .site.next '*.pyc' 2>/dev/null),$(error \
  .venv, .cache, .site.next et *.pyc ne vont pas dans le dépôt : « git rm -r --cached » les retire))

# A .venv whose Python is gone or was upgraded is built anew.
$(shell test ! -d .venv || .venv/bin/python -c 'import pip' 2>/dev/null || rm -rf .venv)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site publish serve check fix new rename move withdraw edition archive import diff test test-fast lint audit nightly lock clean

# What editors need; the rest is in MAINTAINING.md.
help:
	@printf '%s\n' \
	  '  make check    vérifie les données (dossier data/) et liste les problèmes' \
	  '  make fix      met les données en forme, sans en changer le sens (ARGS=--check : montre)' \
	  '  make new      ajoute une fiche à remplir (make new ARGS=measure ; ARGS=--help : les autres)' \
	  '  make rename   change un identifiant partout (make rename ARGS="actor maire maires")' \
  '  make move, make withdraw   disent où est passée une adresse, ou pourquoi elle est retirée' \
	  '  make diff     dit ce qui change depuis une version (make diff REV=main)' \
	  '  make serve    montre le site et le recharge à chaque modification (PORT=8001 : autre port)' \
	  '  make site     construit le site dans le dossier site/' \
	  '  make publish  construit le site à mettre en ligne ; refuse si data/site.yml est incomplet' \
	  '  make test     lance tous les tests (code : voir MAINTAINING.md)'

# Built beside, then put in place in one step: whatever goes wrong, the last good site stays.
site: .venv/.build
	@$(RUN) macros site
	@printf '%s\n' '' "Le site est construit dans $$PWD/site" \
	  'Pour le voir, lancez :  python3 -m http.server -d site $(PORT)' \
	  'puis ouvrez :           http://localhost:$(PORT)/' \
	  'Ctrl+C pour arrêter.'

publish: .venv/.build
	@$(RUN) macros site --public
	@$(RUN) macros permalinks
	@echo "À mettre en ligne : le contenu du dossier $$PWD/site"

serve: .venv/.build
	@$(RUN) macros serve --port $(PORT)

check: .venv/.build
	@$(RUN) macros check

fix: .venv/.build
	@$(RUN) macros fix $(ARGS)

# Against where the present work left REV.
REV ?= main
diff: .venv/.build
	@$(RUN) macros diff '$(REV)'

new rename move withdraw edition: .venv/.build
	@$(RUN) macros $@ $(ARGS)

# Asks the internet: never in CI.
archive: .venv/.build
	@$(RUN) macros archive $(ARGS)

# Read from the environment, where make puts them: a name may hold an apostrophe.
import: .venv/.build
	@test -n "$$FILE" || { echo 'Quel texte ?  make import FILE=plan.txt TO=brouillon/data' >&2; exit 2; }
	@$(RUN) macros import "$$FILE" --to "$${TO:-brouillon/data}" $(ARGS)

test: .venv/.dev
	@$(RUN) tests.browser.chromium
	@$(RUN) tests.servers
	@$(RUN) pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS) || { printf '%s\n' '' \
	  'Des tests ont échoué : le détail est ci-dessus.' \
	  'Relancer seulement ceux-là :   make test ARGS="--last-failed -vv"' \
	  'En regardant le navigateur :   HEADED=1 make test WORKERS=0 ARGS="--last-failed -vv"' >&2; exit 1; }

# The everyday run: neither browser, server, built site nor second engine.
test-fast: .venv/.dev
	@$(RUN) pytest --numprocesses $(WORKERS) --dist worksteal -m 'not site and not browser' $(ARGS)

lint: .venv/.dev
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@.venv/bin/zizmor --offline --quiet .github
	@$(SCHEMA).github-workflows .github/workflows/*.yml
	@$(SCHEMA).github-issue-forms .github/ISSUE_TEMPLATE/[!c]*.yml
	@$(SCHEMA).github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(SCHEMA).dependabot .github/dependabot.yml
	@$(SCHEMA).gitlab-ci --data-transform gitlab-ci .gitlab-ci.yml

# Its npm tools are installed on first use, and nothing else needs them.
audit: .venv/.dev site
	@$(RUN) tests.browser.chromium
	@$(RUN) tests.servers
	@$(RUN) tests.audit

# What takes hours, or needs the internet: see tests/nightly.py. ARGS='slow links': these alone.
nightly: .venv/.dev
	@MAKE='$(MAKE)' $(RUN) tests.nightly $(ARGS)

lock: .venv/.dev
	@$(LOCK) $(ARGS) pyproject.toml --output-file requirements.txt
	@$(LOCK) $(ARGS) pyproject.toml --extra dev --constraints requirements.txt \
	  --output-file requirements-dev.txt
	@$(LOCK) $(ARGS) pyproject.toml tests/engines/requirements.in --constraints requirements.txt \
	  --output-file tests/engines/requirements.txt
	@echo 'requirements.txt, requirements-dev.txt et tests/engines/requirements.txt sont à jour.'

clean:
	rm -rf site .site.next .venv .venv-engines .cache tests/audit/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf "$${XDG_CACHE_HOME:-$$HOME/.cache}/plan-50-mesures"
	find macros tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What the site needs, and what the tests need: the second contains the first.
.venv/.build: requirements.txt | .venv/bin/python
	@$(PYCACHE)
	@$(call install,requirements.txt)
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/bin/python
	@$(PYCACHE)
	@$(call install,requirements-dev.txt)
	@touch $@ .venv/.build

# Compiled code is kept in .venv, never read from the folders of the project; pip puts there what it compiles.
PYCACHE = echo 'import sys; sys.pycache_prefix = sys.prefix + "/pycache"' > \
  "$$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/pycache.pth"

# The engines that the site is compared with, apart: see tests/engines/requirements.in.
.venv-engines/.ready: tests/engines/requirements.txt | .venv/bin/python
	@test -x .venv-engines/bin/python || .venv/bin/python -m venv .venv-engines
	@echo 'Installation des autres moteurs ($<) dans .venv-engines/…'
	@$(call quiet,.venv-engines/bin/python -m pip install --require-hashes --requirement $<)
	@touch $@

# What a command says is shown if it fails, or with VERBOSE=1.
quiet = $(if $(VERBOSE),$(1),said=$$($(1) 2>&1) || { printf '%s\n' "$$said" >&2; false; })

define install
echo 'Installation des dépendances ($<) dans .venv/…' >&2; \
$(call quiet,$(PIP) --require-hashes --requirement $(1)) || { printf '%s\n' '' \
  'L’installation a échoué (le message de pip est ci-dessus).' \
  'Vérifiez la connexion à internet, puis relancez la commande.' \
  'Si cela ne suffit pas : make clean, puis la commande.' >&2; exit 1; }
endef

# Debian and Ubuntu keep what `venv` needs (ensurepip) in a package of its own.
.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo '$(PYTHON) est introuvable : installez Python 3.11 ou plus récent.' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Il faut Python 3.11 ou plus récent ; $(PYTHON) est : $$($(PYTHON) --version)." >&2; \
	  echo 'Si un autre est installé, nommez-le, par exemple : make site PYTHON=python3.12' >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo 'Installation du paquet python3-venv…'; \
	    apt-get install -y python3-venv || { apt-get update && apt-get install -y python3-venv; }; \
	  else \
	    printf '%s\n' 'Il manque le module « venv » de Python. Installez-le, puis relancez :' \
	      '  sudo apt-get install -y python3-venv' >&2; exit 1; \
	  fi; }
	@$(PYTHON) -m venv --clear .venv
