"""Plans of any size with the shape of the real one.

The real plan as many times as it takes, each time with axes, themes and actors of its own.
"""

import shutil
from collections.abc import Mapping
from compileall import compile_dir
from pathlib import Path
from typing import Any

import yaml

from macros.data.loading import FOLLOW_UP, MEASURES, follow_up_files, measure_files
from macros.data.yaml_reader import read_leniently

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "data"
# The fields that name a record of the same copy, and those that name a copy of it.
SLUGS = {"slug", "theme", "actor", "parent", "bears_on"}
TITLES = {"title", "name", "definite"}
ACTOR = {*SLUGS, *TITLES, "family"}  # what the actors of a further copy have


def write_project(folder: Path, measures: int) -> None:
    """Write a complete project around a synthetic plan, ready for `mkdocs build`."""
    for name in ("docs", "macros", "overrides"):
        ignored = shutil.ignore_patterns("__pycache__", "decisions")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    compile_dir(folder / "macros", quiet=1)  # as an installer does of packages
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write_plan(folder / "data", measures)


def write_plan(folder: Path, measures: int) -> None:
    """Write the data files of a valid plan into `folder`, the same for the same number."""
    models = [read_leniently(path.read_bytes()) for path in measure_files(DATA)]
    axes, themes, actors, plan = (
        read_leniently((DATA / f"{name}.yml").read_bytes())
        for name in ("axes", "themes", "actors", "plan")
    )
    copies, rest = divmod(measures, len(models))
    if rest or not copies:
        raise ValueError(f"a synthetic plan has a multiple of {len(models)} measures")
    shutil.copytree(DATA / "schema", folder / "schema")
    for name in ("site", "sources", "laws", "help", "glossary", "questions"):
        shutil.copy(DATA / f"{name}.yml", folder)
    further = [{name: actor[name] for name in ACTOR & {*actor}} for actor in actors["actors"]]
    of_measures = {"axis": len(axes["axes"]), "measure": len(models), "number": len(models)}
    of_axes = of_measures | {"number": len(axes["axes"])}
    files = {
        "axes": {"axes": _repeat(axes["axes"], copies, of_axes)},
        "themes": {"themes": _repeat(themes["themes"], copies, of_measures)},
        "actors": actors
        | {"actors": actors["actors"] + _repeat(further, copies, {})[len(further) :]},
        "plan": plan | {"measure_count": measures, "source_file": None},
        "permalinks": {"moved": []},
    }
    folder.joinpath(MEASURES).mkdir()
    for measure in _repeat(models, copies, of_measures):
        files[f"{MEASURES}/{measure['number']:02}"] = measure
    folder.joinpath(FOLLOW_UP).mkdir()
    for path in follow_up_files(DATA):
        number, _, slug = path.stem.partition("-")
        record = read_leniently(path.read_bytes())
        for copy in range(copies):
            name = f"{int(number) + copy * len(models):02}-{slug}" + (
                f"-{copy + 1}" if copy else ""
            )
            held = isinstance(record["source"], dict) and copy
            files[f"{FOLLOW_UP}/{name}"] = record | ({"source": slug} if held else {})
    for name, content in files.items():
        text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
        folder.joinpath(f"{name}.yml").write_text(text, encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (PyYAML's signature)
        return True


def _repeat(records: list[Any], copies: int, steps: Mapping[str, int]) -> list[Any]:
    """Return records as many times; `steps`: how far the numbers of two copies are apart, by field."""
    return [_renew(record, copy, steps) for copy in range(copies) for record in records]


def _renew(value: Any, copy: int, steps: Mapping[str, int], field: str = "") -> Any:
    """Return a value with what names other records made that of a copy."""
    if isinstance(value, dict):
        return {name: _renew(item, copy, steps, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_renew(item, copy, steps, field) for item in value]
    if field in steps:
        return value + copy * steps[field]
    if copy and value and field in SLUGS:
        return f"{value}-{copy + 1}"
    return f"{value} de la partie {copy + 1}" if copy and field in TITLES else value
