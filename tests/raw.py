"""The data files as plain YAML, read without the package: what the tests compare the site with."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent.parent / "data"

Record = dict[str, Any]


class Loader(yaml.CSafeLoader):
    """Reads `on`, `no`… as words, as YAML 1.2 does."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if first in "tTfF" or "bool" not in tag]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def read_file(name: str) -> Record:
    """Return `data/<name>.yml`."""
    text = (DATA / f"{name}.yml").read_text(encoding="utf-8")
    record: Record = yaml.load(text, Loader)  # noqa: S506 (a safe loader)
    return record


HERE = (read_file("site")["url"] or "http://localhost:8000").rstrip("/") + "/"


@cache
def read_measures() -> dict[int, Record]:
    """Return the measures by number."""
    records = [read_file(f"measures/{path.stem}") for path in sorted(DATA.glob("measures/*.yml"))]
    return {record["number"]: record for record in records}


@cache
def read_follow_up() -> dict[str, Record]:
    """Return the follow-ups by identifier, with what the names of their files say."""
    records = {}
    for path in sorted(DATA.glob("follow_up/*.yml")):
        number, _, slug = path.stem.partition("-")
        record = read_file(f"follow_up/{path.stem}")
        source = record["source"]
        named = {"measure": int(number), "slug": slug}
        records[slug] = record | named | {"source": slug if isinstance(source, dict) else source}
    return records


def follow_up_of(number: int) -> list[Record]:
    return [record for record in read_follow_up().values() if record["measure"] == number]


def read_sources() -> list[Record]:
    """Return the sources: those of sources.yml, and those that follow-ups hold."""
    names = [path.stem for path in DATA.glob("follow_up/*.yml")]
    found = {name.partition("-")[2]: read_file(f"follow_up/{name}")["source"] for name in names}
    held = [{"slug": slug, **it} for slug, it in found.items() if isinstance(it, dict)]
    return [*read_file("sources")["sources"], *held]


def items(record: Record, name: str) -> list[Record]:
    """Return a list of a record, empty when the file leaves it out."""
    found: list[Record] = record.get(name) or []
    return found


def list_slugs(file: str, name: str | None = None) -> list[str]:
    return [record["slug"] for record in read_file(file)[name or file]]


def named_in(actor: str, *evidence: str) -> set[int]:
    """Return the measures where an actor has a part, on some evidence only if any is given."""
    return {
        number
        for number, measure in read_measures().items()
        for part in items(measure, "actors")
        if part["actor"] == actor and (not evidence or part["evidence"] in evidence)
    }


def due_in() -> dict[str, set[int]]:
    """Return the measures by due date."""
    found: dict[str, set[int]] = {}
    for number, measure in read_measures().items():
        for deadline in items(measure, "deadlines"):
            if deadline["kind"] == "due":
                found.setdefault(str(deadline["date"]), set()).add(number)
    return found


def without_due() -> set[int]:
    return set(read_measures()) - set().union(*due_in().values())


def list_quotes(measure: Record) -> list[tuple[str, str]]:
    """Return (anchor of the fact, quote) for each quoted fact of a measure."""
    facts: list[tuple[str, Record]] = [("engagement", {"quote": measure.get("commitment_quote")})]
    facts += [
        (f"acteur-{part['actor']}", part)
        for part in items(measure, "actors")
        if part["evidence"] == "quote"
    ]
    facts += [(f"echeance-{x.get('date') or x['kind']}", x) for x in items(measure, "deadlines")]
    for index, figure in enumerate(items(measure, "figures"), start=1):
        facts += [(f"chiffre-{index}", figure.get(side) or {}) for side in ("baseline", "target")]
    facts += [(f"texte-{n}", law) for n, law in enumerate(items(measure, "laws"), start=1)]
    return [(anchor, str(fact["quote"])) for anchor, fact in facts if fact.get("quote")]


def read_corrected(measure: Record, passage: str) -> str:
    """Return how a passage of the official text reads, but for a full stop that was missing."""
    ends_in_word = passage[-1:].isalnum()
    for correction in items(measure, "corrections"):
        if correction.get("corrected"):
            passage = passage.replace(correction["original"], correction["corrected"])
    return passage.removesuffix(".") if ends_in_word else passage


def list_relations() -> list[tuple[int, int, Record]]:
    """Return (from, to, relation) as the files write them."""
    return [
        (number, relation["measure"], relation)
        for number, measure in read_measures().items()
        for relation in items(measure, "related")
    ]
