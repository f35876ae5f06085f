"""Data to build: read, check, derive, and check the pages written by hand against what follows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from macros.catalogue.calendar_events import list_changes
from macros.catalogue.views import derive_catalogue
from macros.data.checking import Checked, check_data, fold_consequences
from macros.data.model import Dataset
from macros.data.yaml_reader import MAX_BYTES, Place, Problem, read_bytes
from macros.history.git_log import read_head, read_log
from macros.history.revisions import History, derive_history
from macros.pages.former_addresses import list_former_pages
from macros.pages.listing import list_pages
from macros.site.build import Build
from macros.site.handwritten import PageError, call_macros, read_handwritten
from macros.site.ledger import Ledger, list_addresses
from macros.site.page_links import check_links
from macros.site.page_macros import Authoring

AUDIT = "docs/audit.json"


def prepare_build(
    data: Path, history: History | None = None, checked: Checked | None = None
) -> tuple[Build | None, tuple[Problem, ...]]:
    """Read, check and derive. Without a valid data set and every old address, the problems alone.

    A `history` or `checked` data that were read before are not read again.
    """
    checked = checked or check_data(data)
    if checked.dataset is None:
        return None, checked.problems
    root = data.absolute().parent
    build = derive_build(root, checked, checked.dataset, history)
    problems = [*_check_handwritten(build)]
    if build.audit is None and (root / AUDIT).is_file():
        message = "ce fichier n’est pas celui que « make audit » écrit : le refaire ou le retirer"
        problems.append(Problem(Place(AUDIT), "page-content", message))
    if not problems:  # what cannot be rendered has no anchors
        problems += check_links(build, root / "docs")
    problems += build.ledger.list_problems(checked.dataset.site.updated)
    return (None, fold_consequences(problems)) if problems else (build, ())


def derive_build(root: Path, checked: Checked, dataset: Dataset, history: History | None) -> Build:
    """Derive a build from valid data, whatever its pages and the ledger say."""
    history = history or replace(derive_history(read_log(root), dataset), head=read_head(root))
    catalogue = derive_catalogue(dataset, history, checked.editions)
    listed = list_pages(catalogue)
    pages = {page.url: page for page in (*list_former_pages(catalogue, listed), *listed)}
    handwritten = read_handwritten(root / "docs")
    [permalinks], [published] = map(checked.loaded.get, ("permalinks", "published"))
    page_urls = (*handwritten, *(page.url for page in pages.values() if page.listed))
    addresses = frozenset(f"/{url}" for url in list_addresses(catalogue, page_urls))
    ledger = Ledger(permalinks, published, addresses, list_changes(catalogue))
    audit = _read_audit(root)
    return Build(catalogue, pages, handwritten, audit, ledger)


def _read_audit(root: Path) -> dict[str, Any] | None:
    """Return the last audit; nothing without a file, or with one of another form, which is a problem."""
    try:
        audit = json.loads(read_bytes(root / AUDIT, MAX_BYTES))
        return {name: audit[name] for name in ("date", "groups")}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _check_handwritten(build: Build) -> Iterator[Problem]:
    """A page written by hand has an address of its own, and its calls of macros give something."""
    for url, page in build.handwritten.items():
        if url in build.pages and build.pages[url].listed:
            message = f"le site fait lui-même une page à cette adresse, /{url} : la renommer"
            yield Problem(Place(page.source), "page-name", message)
        authoring = Authoring(build, partial(str, url))
        macros = authoring.macros() | {"block": authoring.check_block}
        try:
            call_macros(page.source, page.text, macros)
        except PageError as error:
            yield error.problem
