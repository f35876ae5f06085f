"""The data, read and checked: either a data set, or every problem at once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from macros.data.editions import Edition, read_editions
from macros.data.loading import RECORD_FILES, Loaded, load_data
from macros.data.model import Dataset
from macros.data.project_files import check_pages, check_tracked, find_unsafe
from macros.data.rules import amounts, ledger, references, structure, texts
from macros.data.yaml_reader import Problem

Check = Callable[[Loaded], Iterator[Problem]]
RULES: tuple[Check, ...] = tuple(
    rule
    for module in (references, texts, amounts, structure, ledger)
    for name, rule in vars(module).items()
    if name.startswith("check_")
)


@dataclass(frozen=True, slots=True)
class Checked:
    """`dataset` is None exactly when there are problems."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    loaded: Loaded
    editions: tuple[Edition, ...] = ()


def check_data(root: Path) -> Checked:
    """Read and check everything under `root`, the folder `data/`, and the files beside it."""
    if unsafe := find_unsafe(root):
        return Checked(None, tuple(sorted(unsafe)), Loaded({}, {}, frozenset(), (), None))
    editions, changed = read_editions(root.absolute().parent)
    files = (*check_pages(root), *check_tracked(root), *changed)
    loaded = load_data(root)
    found = (problem for rule in RULES for problem in rule(loaded))  # sometimes twice
    read = (references.name_meant(loaded, problem) for problem in loaded.problems)
    problems = fold_consequences({*files, *read, *found})
    return Checked(None if problems else _assemble(loaded), problems, loaded, editions)


def fold_consequences(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems, and leave out those that follow from another, which says how many do."""
    ordered = sorted(problems)
    roots: dict[str, Problem] = {}
    for problem in ordered:
        if problem.subject:  # « themes/transports »: some follow from any theme
            for name in (problem.subject, problem.subject.partition("/")[0]):
                roots.setdefault(name, problem)
    kept, followers = [], Counter[Problem]()
    for problem in ordered:
        root = problem
        for _ in range(4):  # causes have causes
            root = next((roots[cause] for cause in root.causes if cause in roots), root)
        if root is problem:
            kept.append(problem)
        else:
            followers[root] += 1
    return tuple(replace(p, message=p.message + _count(followers[p])) for p in kept)


def _count(followers: int) -> str:
    if not followers:
        return ""
    s, come = ("s", "viennent") if followers > 1 else ("", "vient")
    return f" ({followers} problème{s} {come} de celui-ci)"


def _assemble(loaded: Loaded) -> Dataset:
    records: dict[str, Any] = {
        name: tuple(entry.record for entry in found) for name, found in loaded.entries.items()
    }
    single: dict[str, Any] = {name: records.pop(name)[0] for name in RECORD_FILES}
    # Who adds what was said or seen since then need not change another file.
    newest = max((day for _, day in amounts.list_past_dates(loaded)), default="1000")
    updated = max(single["site"].updated, date.fromisoformat(f"{newest}-01-01"[:10]))
    single["site"] = replace(single["site"], updated=updated)
    return Dataset(**single, **records)
