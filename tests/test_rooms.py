"""The rooms of `macros/`: imports run one way, from the commands down to the foundations."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter

from tests.projects import ROOT

PACKAGES = ("data", "history", "catalogue", "exports", "pages", "publishing", "site", "commands")
# Of MkDocs' plugin and of the command line: they may use every room.
DOORS = {"__init__", "__main__", "hooks"}


def floor_of(module: str) -> int:
    """Return how high a module stands; the foundations beside the packages stand lowest."""
    first = module.split(".")[1] if "." in module else "__init__"
    if first in DOORS:
        return len(PACKAGES) + 1
    return PACKAGES.index(first) + 1 if first in PACKAGES else 0


def list_imports() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "macros").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "macros":
                for alias in node.names:
                    yield name, f"{node.module}.{alias.name}"


def test_imports_run_one_way() -> None:
    imports = list(list_imports())
    assert len(imports) > 500
    assert [pair for pair in imports if floor_of(pair[0]) < floor_of(pair[1])] == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    imports, modules = list(list_imports()), defaultdict[str, set[str]](set)
    for name, full in imports:
        modules[name].add(full if full in {one for one, _ in imports} else full.rpartition(".")[0])
    TopologicalSorter(modules).prepare()


def test_only_the_adapter_knows_mkdocs() -> None:
    knowing = {
        path.relative_to(ROOT / "macros").as_posix()
        for path in (ROOT / "macros").rglob("*.py")
        if "from mkdocs" in path.read_text(encoding="utf-8")
    }
    assert knowing == {"__init__.py", "hooks.py"}
