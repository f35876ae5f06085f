"""Plans of any size with the shape of the real one: `python -m tests.bench.synthetic FOLDER 500`.

A plan has several parts, each with axes, themes and actors of its own: about the square root of how many
times larger it is. In a part the real measures come in their order, each as many times as it takes.
"""

import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from compileall import compile_dir
from math import isqrt
from pathlib import Path
from typing import Any

import yaml

from macros.data.loading import MEASURES, measure_files
from macros.data.yaml_reader import read_leniently

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "data"
FEWEST = 50  # the plan itself: every theme and every actor needs its measures

Value = Any


def write_project(folder: Path, measures: int) -> None:
    """Write a whole project around a synthetic plan, ready for `mkdocs build`."""
    for name in ("docs", "macros", "overrides"):
        ignored = shutil.ignore_patterns("__pycache__", "decisions")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    compile_dir(folder / "macros", quiet=1)  # as an installer does of packages
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write_plan(folder / "data", measures)


def write_plan(folder: Path, measures: int) -> None:
    """Write the data files of a sound plan into `folder`, the same for the same number."""
    if measures < FEWEST:
        raise ValueError(f"a synthetic plan has {FEWEST} measures or more")
    folder.joinpath(MEASURES).mkdir(parents=True)
    for name in ("site", "sources", "laws", "help"):
        shutil.copy(DATA / f"{name}.yml", folder)
    shutil.copytree(DATA / "schema", folder / "schema")
    for name, content in _Plan(measures).list_files():
        text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
        folder.joinpath(name).write_text(text, encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (PyYAML's signature)
        return True


class _Plan:
    """The parts of a plan, and the numbers that each real measure got in each."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.models = [read_leniently(path.read_bytes()) for path in measure_files(DATA)]
        self.axes, self.themes, self.glossary, self.plan, self.actors = (
            read_leniently((DATA / f"{name}.yml").read_bytes())
            for name in ("axes", "themes", "glossary", "plan", "actors")
        )
        # There is no part without all of the plan.
        self.parts = max(1, isqrt(size // len(self.models)))
        self.places: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(self.parts)]
        self.order: list[tuple[int, int, Value]] = []
        for part in range(self.parts):
            share = size * (part + 1) // self.parts - size * part // self.parts
            for index in range(share):
                model = self.models[index * len(self.models) // share]
                found = self.places[part][model["number"]]
                self.order.append((part, len(found), model))
                found.append(len(self.order))

    def list_files(self) -> Iterator[tuple[str, Value]]:
        """Yield the content of each file that the size changes, by name."""
        measures = [
            self.make_measure(number, *one) for number, one in enumerate(self.order, start=1)
        ]
        for measure in measures:
            yield f"{MEASURES}/{measure['number']:02}.yml", measure
        in_axis = Counter(measure["axis"] for measure in measures)
        in_theme = Counter(measure.get("theme") for measure in measures)
        axes = [
            one | {"number": number, "measure_count": in_axis[number]}
            for part, one in self.repeat(self.axes["axes"])
            for number in [self.axis(one["number"], part)]
        ]
        themes = [
            one
            | {"slug": slug, "axis": self.axis(one["axis"], part), "measure_count": in_theme[slug]}
            for part, one in self.repeat(self.themes["themes"])
            for slug in [_name(one["slug"], part)]
        ]
        terms = [
            term | ({"measure": self.places[0][term["measure"]][0]} if "measure" in term else {})
            for term in self.glossary["terms"]
        ]
        yield "axes.yml", {"axes": axes}
        yield "themes.yml", {"themes": themes}
        yield "actors.yml", self.actors | {"actors": [*self.make_actors()]}
        yield "glossary.yml", {"terms": terms}
        yield "plan.yml", self.plan | {"measure_count": self.size, "source_file": None}
        yield "permalinks.yml", {"moved": []}

    def make_measure(self, number: int, part: int, rank: int, model: Value) -> Value:
        made: Value = model | {
            "number": number,
            "axis": self.axis(model["axis"], part),
            "title": f"{model['title']} ({number})",
        }
        if model.get("theme"):
            made["theme"] = _name(model["theme"], part)
        for name in ("actors", "deadlines", "related"):
            made[name] = [dict(one) for one in model.get(name) or ()]
        for participation in made["actors"]:
            participation["actor"] = _name(participation["actor"], part)
        for deadline in made["deadlines"]:
            if "bears_on" in deadline:
                deadline["bears_on"] = [_name(slug, part) for slug in deadline["bears_on"]]
        for relation in made["related"]:
            others = self.places[part][relation["measure"]]
            relation["measure"] = others[min(rank, len(others) - 1)]
        return made

    def axis(self, number: int, part: int) -> int:
        return number + part * len(self.axes["axes"])

    def repeat(self, records: list[Value]) -> Iterator[tuple[int, Value]]:
        """Yield records for each part, with titles that tell the parts apart."""
        for part in range(self.parts):
            for one in records:
                yield part, one | ({"title": f"{one['title']}, partie {part + 1}"} if part else {})

    def make_actors(self) -> Iterator[Value]:
        """Yield the real actors; for each further part, those that have a role, and their parents."""
        actors = {actor["slug"]: actor for actor in self.actors["actors"]}
        yield from actors.values()
        needed: dict[str, None] = {}
        for model in self.models:
            for participation in model.get("actors") or ():
                slug = participation["actor"]
                while slug is not None and slug not in needed:
                    needed[slug] = None
                    slug = actors[slug].get("parent")
        for part in range(1, self.parts):
            for slug in needed:
                model, where = actors[slug], f" de la partie {part + 1}"
                yield {
                    "slug": _name(slug, part),
                    "name": model["name"] + where,
                    "definite": model["definite"] + where,
                    **(
                        {"parent": _name(model["parent"], part)}
                        if model.get("parent")
                        else {"family": model["family"]}
                    ),
                }


def _name(slug: str, part: int) -> str:
    return f"{slug}-{part + 1}" if part else slug


if __name__ == "__main__":
    write_plan(Path(sys.argv[1]), int(sys.argv[2]))
