"""The data, read and checked: either a data set, or every problem at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from macros.collecting import without_collector
from macros.kept_records import KeptRecords, hash_files, hash_lists
from macros.loading import LIST_FILES, MEASURES, RECORD_FILES, Entry, Loaded, load_data
from macros.model import Dataset, Measure
from macros.project_files import check_pages, check_tracked, find_unsafe
from macros.reading import Problem
from macros.rules import addresses, amounts, cells, fidelity, ledger, quotes, references, structure

Check = Callable[[Loaded], Iterator[Problem]]
# Of a measure, these look at nothing but itself and the lists: they see the measures by and by.
APART: tuple[Check, ...] = (
    references.check_references,
    references.check_articles,
    quotes.check_quotes,
    quotes.check_evidence,
    quotes.check_corrections,
    quotes.check_wording,
    amounts.check_dates,
    amounts.check_figures,
    cells.check_cells,
)
TOGETHER: tuple[Check, ...] = (
    references.check_orphans,
    references.check_unused_articles,
    structure.check_numbering,
    structure.check_counts,
    structure.check_relations,
    structure.check_hierarchy,
    structure.check_forms,
    addresses.check_addresses,
    fidelity.check_fidelity,
    ledger.check_ledger,
)
MEASURES_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """`dataset` is None exactly when there are problems."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    loaded: Loaded


def check_data(root: Path, kept: KeptRecords | None = None) -> Checked:
    """Read and check everything under `root`, the folder `data/`; not again what is kept."""
    if unsafe := find_unsafe(root):
        return Checked(None, tuple(sorted(unsafe)), Loaded({}, {}, frozenset(), (), None))
    files = (*check_pages(root), *check_tracked(root))
    lists = [root / f"{name}.yml" for name in (*RECORD_FILES, *LIST_FILES)]
    with without_collector():
        before = hash_files(lists) if kept else b""
        loaded = load_data(root, kept)
        # Nothing is known of lists that changed while they were read.
        if kept is None or loaded.problems or before != hash_files(lists):
            problems = tuple(sorted({*files, *loaded.problems, *find_problems(loaded)}))
            return Checked(None if problems else loaded.dataset(), problems, loaded)
        beside = hash_lists(before, loaded.ids[MEASURES])
        unknown = tuple(
            entry
            for entry in loaded.get(MEASURES)
            if not kept.was_sound(Path(entry.document.file).name, beside)
        )
        problems = tuple(sorted({*files, *find_problems(loaded, unknown)}))
        if not problems:
            kept.write(beside)
        return Checked(None if problems else loaded.dataset(), problems, loaded)


def find_problems(
    loaded: Loaded, unknown: tuple[Entry[Measure], ...] | None = None
) -> Iterator[Problem]:
    """Yield what the rules find, sometimes twice; only the measures not `unknown` are sound apart."""
    for part in _list_parts(loaded, loaded.get(MEASURES) if unknown is None else unknown):
        for rule in APART:
            yield from rule(part)
    for rule in TOGETHER:
        yield from rule(loaded)


def _list_parts(loaded: Loaded, measures: tuple[Entry[Measure], ...]) -> Iterator[Loaded]:
    """Yield the data with some of the measures: the values of all of them, in rows, fill the memory."""
    for start in range(0, max(len(measures), 1), MEASURES_AT_ONCE):
        some = measures[start : start + MEASURES_AT_ONCE]
        yield replace(loaded, entries={**loaded.entries, MEASURES: some})
