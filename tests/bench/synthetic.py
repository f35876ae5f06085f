"""Plans of any size with the shape of the real one: `python -m tests.bench.synthetic FOLDER 5000`.

A plan of `measures` measures has several parts, each with axes, themes and actors of its own: about
the square root of how many times larger it is. In a part the real measures come in their order, each
as many times as it takes. A copy keeps what the original says of actors, dates, figures, laws and
links, and the passages that prove it; other words are drawn again, from those of the plan and from
new ones, since a longer text has more words (Heaps' law). In a further part the years are later.
"""

import random
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from compileall import compile_dir
from math import isqrt
from pathlib import Path
from typing import Any

import yaml

from macros.data.loading import MEASURES, Loaded, load_data, measure_files
from macros.data.passages import find_passages
from macros.data.yaml_reader import read_leniently

ROOT = Path(__file__).parent.parent.parent
FEWEST = 50  # the plan itself: every theme and every actor needs its measures
SEED = 2010
SWAPPED = 0.35  # how many of the words that prove nothing are drawn again
NEW = 0.1  # of these, how many are words that the plan does not have

_WORD = re.compile(r"(?<![\w’'-])[a-zà-ÿœ]{5,}(?![\w’'-])")
_YEAR = re.compile(r"\b20(?:09|10|11|12)\b")
_OFFICIAL = frozenset({"text", "quote", "commitment_quote", "original", "corrected", "scope"})
_SYLLABLES = re.findall(r"\w+", "ba ce di fo gu la me ni po ru sa te vi zo cla bre")

Value = Any


def write_plan(folder: Path, measures: int, *, data: Path = ROOT / "data") -> None:
    """Write the data files of a sound plan into `folder`, the same for the same number."""
    if measures < FEWEST:
        raise ValueError(f"a synthetic plan has {FEWEST} measures or more")
    loaded = load_data(data)
    assert not loaded.problems, loaded.problems[0]
    plan = _Plan(data, loaded, measures)
    folder.joinpath(MEASURES).mkdir(parents=True)
    for name in ("site", "sources", "laws", "help"):
        shutil.copy(data / f"{name}.yml", folder)
    shutil.copytree(data / "schema", folder / "schema")
    for name, content in plan.files():
        folder.joinpath(name).write_text(_dump(content), encoding="utf-8")


def write_project(folder: Path, measures: int) -> None:
    """Write a whole project around a synthetic plan, ready for `mkdocs build`."""
    for name in ("docs", "macros", "overrides"):
        ignored = shutil.ignore_patterns("__pycache__", "decisions")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    compile_dir(folder / "macros", quiet=1)  # as an installer does of packages
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write_plan(folder / "data", measures)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (PyYAML's signature)
        return True


def _dump(content: Value) -> str:
    text: str = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000
    )
    return text


class _Plan:
    """What the parts share: the real records, the words, and where each real measure went."""

    def __init__(self, data: Path, loaded: Loaded, size: int) -> None:
        self.size = size
        self.models = [read_leniently(path.read_bytes()) for path in measure_files(data)]
        # Measures of one part differ in the words only; there is no part without all of the plan.
        self.parts = max(1, isqrt(size // len(self.models)))
        self.documents = {
            name: loaded.get(name)[0].document.value
            for name in ("plan", "axes", "themes", "actors", "terms")
        }
        self.actors = {actor["slug"]: actor for actor in self.documents["actors"]["actors"]}
        self.axis_count = len(self.documents["axes"]["axes"])
        words = {w for model in self.models for w in _WORD.findall(model["text"])}
        self.words: dict[int, list[str]] = defaultdict(list)
        for word in sorted(words):
            self.words[len(word)].append(word)
        self.chance = random.Random(SEED)  # noqa: S311 (the same plan each time)
        # For each part, the numbers that each real measure got there.
        self.places: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(self.parts)]
        # What terms quote must stay too.
        self.quoted: dict[int, list[str]] = defaultdict(list)
        for term in self.documents["terms"]["terms"]:
            if term.get("measure") and term.get("quote"):
                self.quoted[term["measure"]].append(term["quote"])
        self.order = list(self._place_measures())

    def _place_measures(self) -> Iterator[tuple[int, int, Value]]:
        """Yield (part, rank in its kind, real measure) for each number from 1 on."""
        number = 0
        for part in range(self.parts):
            share = self.size * (part + 1) // self.parts - self.size * part // self.parts
            for index in range(share):
                number += 1
                model = self.models[index * len(self.models) // share]
                found = self.places[part][model["number"]]
                yield part, len(found), model
                found.append(number)

    def files(self) -> Iterator[tuple[str, Value]]:
        """Yield the content of each file that the size changes, by name."""
        for number, (part, rank, model) in enumerate(self.order, start=1):
            yield f"{MEASURES}/{number:02}.yml", self.make_measure(number, part, rank, model)
        counts = self.count_measures()
        yield "axes.yml", {"axes": self.make_titles("axes", counts)}
        yield "themes.yml", {"themes": self.make_titles("themes", counts)}
        actors = self.documents["actors"]
        yield "actors.yml", {"families": actors["families"], "actors": [*self.make_actors()]}
        terms = [
            term | ({"measure": self.places[0][term["measure"]][0]} if "measure" in term else {})
            for term in self.documents["terms"]["terms"]
        ]
        yield "glossary.yml", {"terms": terms}
        plan = self.documents["plan"] | {"measure_count": self.size, "source_file": None}
        yield "plan.yml", plan
        yield "permalinks.yml", {"moved": []}

    def make_measure(self, number: int, part: int, rank: int, model: Value) -> Value:
        made: Value = _shift_years(model, part)
        quotes = [*_list_quotes(made), *self.quoted[model["number"]]]
        made |= {
            "number": number,
            "axis": self.axis(model["axis"], part),
            "title": self.draw_words(made["title"], ()),
            "text": self.draw_words(made["text"], quotes),
        }
        if model.get("theme"):
            made["theme"] = _name(model["theme"], part)
        for participation in made.get("actors", ()):
            participation["actor"] = _name(participation["actor"], part)
        for deadline in made.get("deadlines", ()):
            if "bears_on" in deadline:
                deadline["bears_on"] = [_name(slug, part) for slug in deadline["bears_on"]]
        for relation in made.get("related", ()):
            others = self.places[part][relation["measure"]]
            relation["measure"] = others[min(rank, len(others) - 1)]
        return made

    def axis(self, number: int, part: int) -> int:
        return number + part * self.axis_count

    def draw_words(self, text: str, kept: Sequence[str]) -> str:
        """Draw some words again, outside the passages to keep, which stay as many as they were."""
        spans = [span for quote in kept for span in find_passages(text, quote)]

        def draw(match: re.Match[str]) -> str:
            word, (start, end) = match[0], match.span()
            proves = any(start < after and before < end for before, after in spans)
            if proves or self.chance.random() > SWAPPED:
                return word
            if self.chance.random() < NEW * self.parts / (self.parts + 1):
                return "".join(self.chance.choices(_SYLLABLES, k=3))
            return self.chance.choice(self.words[len(word)] or [word])

        drawn = _WORD.sub(draw, text)
        same = all(len(find_passages(drawn, q)) == len(find_passages(text, q)) for q in kept)
        return drawn if same else text

    def count_measures(self) -> dict[tuple[str, Value], int]:
        counts: dict[tuple[str, Value], int] = defaultdict(int)
        for part, _, model in self.order:
            counts["axes", self.axis(model["axis"], part)] += 1
            if model.get("theme"):
                counts["themes", _name(model["theme"], part)] += 1
        return counts

    def make_titles(self, name: str, counts: Mapping[tuple[str, Value], int]) -> list[Value]:
        """Return the axes or the themes of every part, with how many measures they have."""
        made = []
        identifier: Value
        for part in range(self.parts):
            for model in self.documents[name][name]:
                own: Value = {"title": f"{model['title']}, partie {part + 1}"} if part else {}
                if name == "axes":
                    own["number"] = identifier = self.axis(model["number"], part)
                else:
                    own["slug"] = identifier = _name(model["slug"], part)
                    own["axis"] = self.axis(model["axis"], part)
                made.append(model | own | {"measure_count": counts[name, identifier]})
        return made

    def make_actors(self) -> Iterator[Value]:
        """Yield the real actors; for each further part, those that have a role, and their parents."""
        yield from self.actors.values()
        needed: dict[str, None] = {}
        for model in self.models:
            for participation in model.get("actors", ()):
                slug = participation["actor"]
                while slug is not None and slug not in needed:
                    needed[slug] = None
                    slug = self.actors[slug].get("parent")
        for part in range(1, self.parts):
            for slug in needed:
                model, where = self.actors[slug], f" de la partie {part + 1}"
                above = (
                    {"parent": _name(model["parent"], part)}
                    if model.get("parent")
                    else {"family": model["family"]}
                )
                yield {
                    "slug": _name(slug, part),
                    "name": model["name"] + where,
                    "definite": model["definite"] + where,
                    **above,
                }


def _name(slug: str, part: int) -> str:
    return f"{slug}-{part + 1}" if part else slug


def _list_quotes(value: Value) -> Iterator[str]:
    """Yield the passages of the text that a measure's facts and corrections rest on."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in {"quote", "commitment_quote", "original"} and item:
                yield item
            else:
                yield from _list_quotes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _list_quotes(item)


def _shift_years(value: Value, by: int, key: str = "") -> Value:
    """Copy a measure with the years of the plan that many years later; what came next stays."""
    if isinstance(value, dict):
        return {
            name: item if name == "follow_up" else _shift_years(item, by, name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_shift_years(item, by, key) for item in value]
    if key in _OFFICIAL and isinstance(value, str):
        return _YEAR.sub(lambda match: str(int(match[0]) + by), value)
    if key == "date" and isinstance(value, str):
        return str(int(value[:4]) + by) + value[4:]
    if key == "year" and isinstance(value, int):
        return value + by
    return value


if __name__ == "__main__":
    write_plan(Path(sys.argv[1]), int(sys.argv[2]))
