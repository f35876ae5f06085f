"""The data, read and checked: either a data set, or every problem at once."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from macros.loading import Loaded, load_data
from macros.model import Dataset
from macros.reading import Problem
from macros.rules import amounts, cells, fidelity, ledger, quotes, references, structure

RULES: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    references.check_references,
    references.check_articles,
    references.check_orphans,
    quotes.check_quotes,
    quotes.check_evidence,
    quotes.check_corrections,
    quotes.check_wording,
    structure.check_numbering,
    structure.check_counts,
    structure.check_relations,
    structure.check_hierarchy,
    structure.check_forms,
    fidelity.check_fidelity,
    amounts.check_dates,
    amounts.check_figures,
    ledger.check_ledger,
    cells.check_cells,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """`dataset` is None exactly when there are problems."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    loaded: Loaded


def check_data(root: Path) -> Checked:
    """Read and check everything under `root`, the folder `data/`."""
    with _without_collector():
        loaded = load_data(root)
        found = set(loaded.problems)
        for rule in RULES:
            found.update(rule(loaded))
        problems = tuple(sorted(found))
        return Checked(None if problems else loaded.dataset(), problems, loaded)


@contextmanager
def _without_collector() -> Iterator[None]:
    # Nearly all that is made here stays: looking for garbage in it takes a tenth of the time.
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
