"""Data files laid out anew, with the corrections that change no meaning. Nothing is written here.

What is proposed was read back: the same values, the same comments, and nothing left to change.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from macros.formatting import format_text
from macros.loading import LIST_FILES, RECORD_FILES, Loaded, load_data, measure_files
from macros.model import Verbatim
from macros.passages import fold_space
from macros.project_files import PAGES, list_pages, name_file
from macros.reading import KeyPath, Place, decode_text, parse_document, read_document
from macros.shaping import find_mark
from macros.yaml_lines import find_comments, unify_lines

_SCHEMA_LINE = re.compile(r"# yaml-language-server: ?\$schema=.*")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# Only whole pairs, with nothing that could be an inch or a second.
_QUOTED = re.compile(r'(?<![^\s(«])"\s*([^"\s](?:[^"]*[^"\s])?)\s*"(?![^\s).,;:!?…»])')


@dataclass(frozen=True, slots=True)
class Fix:
    """A file, named as in messages, and what becomes of its text."""

    file: str
    path: Path
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Unfixed:
    """A file left as it is, and why, in French."""

    place: Place
    reason: str


def list_files(root: Path) -> list[Path]:
    """Return the data files that are there, in the order in which they are read."""
    names = (root / f"{name}.yml" for name in (*RECORD_FILES, *LIST_FILES))
    return [*(path for path in names if path.is_file()), *measure_files(root)]


def list_texts(root: Path) -> list[Path]:
    """Return the official text and the pages written by hand, where only accents are mended."""
    return [*sorted(root.glob("source/*.txt")), *list_pages(root.absolute().parent / PAGES)]


def propose_fixes(root: Path, files: list[Path]) -> tuple[list[Fix], list[Unfixed]]:
    """Return what would change in some files of `root`, and the files that cannot be laid out."""
    loaded = load_data(root)
    corrections = _correct_wording(loaded)
    fixes, unfixed = [], []
    for path in files:
        file = name_file(path, root)
        if path.suffix != ".yml":
            found = _compose(path, file)
        else:
            schema = _schema_line(root, path.relative_to(root).as_posix())
            found = _propose(path, file, corrections.get(file, {}), schema)
        if isinstance(found, Unfixed):
            unfixed.append(found)
        elif found.before != found.after:
            fixes.append(found)
    return fixes, unfixed


def _compose(path: Path, file: str) -> Fix | Unfixed:
    """Change nothing in a text but the accents written apart from their letters."""
    raw = path.read_bytes()
    text, problems = decode_text(raw, file)
    if text is None:
        return Unfixed(problems[0].place, problems[0].message)
    return Fix(file, path, raw.decode(), normalize("NFC", raw.decode()))


def _propose(
    path: Path, file: str, corrected: Mapping[KeyPath, str], schema: str | None
) -> Fix | Unfixed:
    document, problems = read_document(path, file)
    if problems := [problem for problem in problems if problem.rule != "decomposed-accent"]:
        first = min(problems)
        return Unfixed(first.place, first.message)
    before = path.read_bytes().decode("utf-8")
    composed = normalize("NFC", before)
    after = _add_schema_line(format_text(composed, corrected), schema)
    again, more = parse_document(after.encode(), file)
    if (
        more
        or again.value != _expect(document.value, corrected, ())
        or Counter(_without_schema(find_comments(composed))) - Counter(find_comments(after))
        or format_text(after) != after
    ):
        return Unfixed(Place(file), "la mise en forme ne garderait pas tout : à faire à la main")
    return Fix(file, path, before, after)


def _expect(value: Any, corrected: Mapping[KeyPath, str], path: KeyPath) -> Any:
    if isinstance(value, dict):
        return {key: _expect(item, corrected, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_expect(item, corrected, (*path, index)) for index, item in enumerate(value)]
    if isinstance(value, str):
        return corrected.get(path, fold_space(value))
    return value


def _correct_wording(loaded: Loaded) -> dict[str, dict[KeyPath, str]]:
    """Return the texts to respell, by file and path; never one that is kept to the letter."""
    corrections: dict[str, dict[KeyPath, str]] = {}
    for entry, record, field, value, path in loaded.leaves:
        if type(value) is not str or find_mark(record, field, Verbatim) is not None:
            continue
        respelt = respell(value)
        if respelt != fold_space(value):
            file = corrections.setdefault(entry.document.file, {})
            file[(*entry.path, *path)] = respelt
    return corrections


def respell(text: str) -> str:
    """Write an editorial text with French apostrophes and quotation marks, white space folded."""
    return _QUOTED.sub(r"« \1 »", _APOSTROPHE.sub("’", fold_space(text)))


def _schema_line(root: Path, relative: str) -> str | None:
    """Return the line by which editors find the schema of a file, where `root` has schemas."""
    name = relative.removesuffix(".yml")
    if not (root / "schema").is_dir():
        return None
    schema = "../schema/measure" if "/" in name else f"schema/{name}"
    return f"# yaml-language-server: $schema={schema}.schema.json"


def _add_schema_line(text: str, schema: str | None) -> str:
    if schema is None:
        return text
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if _SCHEMA_LINE.fullmatch(line):
            lines[index] = schema
            return "\n".join(lines)
    return f"{schema}\n{text}"


def _without_schema(comments: list[str]) -> Iterator[str]:
    return (comment for comment in comments if not _SCHEMA_LINE.fullmatch(comment))


def count_lines(fix: Fix) -> int:
    """Return how many lines of the file are not kept as they are."""
    kept = Counter(fix.after.split("\n"))
    return (Counter(unify_lines(fix.before).split("\n")) - kept).total()
