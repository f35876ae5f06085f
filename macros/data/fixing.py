"""Data files laid out anew, with the corrections that change no meaning. Nothing is written here.

What is proposed was read back: the same values, the same comments, and nothing left to change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from macros.data.field_types import Verbatim
from macros.data.layout import find_comments, format_text
from macros.data.loading import LIST_FILES, RECORD_FILES, Loaded, load_data, measure_files
from macros.data.passages import fold_space
from macros.data.project_files import PAGES, list_pages, name_file
from macros.data.validation import find_mark
from macros.data.yaml_reader import KeyPath, decode_text, parse_text, read_document

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


def list_files(root: Path) -> list[Path]:
    """Return the data files that are there, in the order in which they are read."""
    names = (root / f"{name}.yml" for name in (*RECORD_FILES, *LIST_FILES))
    return [*(path for path in names if path.is_file()), *measure_files(root)]


def list_texts(root: Path) -> list[Path]:
    """Return the official text and the pages written by hand, where only accents are mended."""
    return [*sorted(root.glob("source/*.txt")), *list_pages(root.absolute().parent / PAGES)]


def propose_fixes(root: Path, files: list[Path]) -> tuple[list[Fix], list[str]]:
    """Return what would change in some files of `root`, and why others are left as they are."""
    corrections = _correct_wording(load_data(root))
    fixes, left = [], []
    for path in files:
        file, raw, is_data = name_file(path, root), path.read_bytes(), path.suffix == ".yml"
        found = read_document(path, file)[1] if is_data else decode_text(raw, file)[1]
        if problems := [each for each in found if each.rule != "decomposed-accent"]:
            left.append(f"{min(problems).place}: {min(problems).message}")
            continue
        before = raw.decode()
        after: str | None = normalize("NFC", before)
        if is_data:
            after = _lay_out(normalize("NFC", before), corrections.get(file, {}))
        if after is None:
            left.append(f"{file}: la mise en forme ne garderait pas tout, à faire à la main")
        elif after != before:
            fixes.append(Fix(file, path, before, after))
    return fixes, left


def _lay_out(text: str, corrected: Mapping[KeyPath, str]) -> str | None:
    """Return a text laid out; None where that would lose something, or would not be the last time."""
    after = format_text(text, corrected)
    before, again = (parse_text(each, "")[0].value for each in (text, after))
    same = again == _expect(before, corrected, ()) and find_comments(after) == find_comments(text)
    return after if same and format_text(after) == after else None


def _expect(value: Any, corrected: Mapping[KeyPath, str], path: KeyPath) -> Any:
    if isinstance(value, dict):
        return {key: _expect(item, corrected, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_expect(item, corrected, (*path, index)) for index, item in enumerate(value)]
    return corrected.get(path, fold_space(value)) if isinstance(value, str) else value


def _correct_wording(loaded: Loaded) -> dict[str, dict[KeyPath, str]]:
    """Return the texts to respell, by file and path; never one that is kept to the letter."""
    corrections: dict[str, dict[KeyPath, str]] = {}
    for entry, record, field, value, path in loaded.fields:
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
