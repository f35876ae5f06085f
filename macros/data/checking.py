"""The data, read and checked: either a data set, or every problem at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.data.loading import Loaded, load_data
from macros.data.model import Dataset
from macros.data.project_files import check_pages, check_tracked, find_unsafe
from macros.data.rules import amounts, ledger, references, structure, texts
from macros.data.yaml_reader import Problem

Check = Callable[[Loaded], Iterator[Problem]]
RULES: tuple[Check, ...] = (
    references.check_references,
    references.check_articles,
    texts.check_quotes,
    texts.check_terms,
    texts.check_corrections,
    texts.check_wording,
    texts.check_fidelity,
    amounts.check_dates,
    amounts.check_figures,
    references.check_orphans,
    references.check_unused_articles,
    structure.check_requirements,
    structure.check_numbering,
    structure.check_counts,
    structure.check_relations,
    structure.check_hierarchy,
    structure.check_forms,
    structure.check_actors,
    references.check_addresses,
    references.check_article_anchors,
    ledger.check_ledger,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """`dataset` is None exactly when there are problems."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    loaded: Loaded


def check_data(root: Path) -> Checked:
    """Read and check everything under `root`, the folder `data/`, and the files beside it."""
    if unsafe := find_unsafe(root):
        return Checked(None, tuple(sorted(unsafe)), Loaded({}, {}, frozenset(), (), None))
    files = (*check_pages(root), *check_tracked(root))
    loaded = load_data(root)
    found = (problem for rule in RULES for problem in rule(loaded))  # sometimes twice
    problems = tuple(sorted({*files, *loaded.problems, *found}))
    return Checked(None if problems else loaded.dataset(), problems, loaded)
