"""Passages of a text: where they stand, and what a correction makes of them."""

import re
from dataclasses import dataclass

from macros.data.model import Correction

Span = tuple[int, int]


def fill_form(form: str, **values: object) -> str:
    """Return a heading as the official text writes it: « Axe {number} : {heading} », filled in."""
    for name, value in values.items():
        form = form.replace(f"{{{name}}}", str(value))
    return form


def find_passages(text: str, passage: str) -> list[Span]:
    """Return every place of a passage in a text, as (start, end): never from inside a word."""
    if not passage or passage not in text:  # quick, and most often so
        return []
    before = r"(?<!\w)" if passage[0].isalnum() else ""
    after = r"(?!\w)" if passage[-1].isalnum() else ""
    return [match.span() for match in re.finditer(before + re.escape(passage) + after, text)]


def find_passage(text: str, passage: str, occurrence: int | None = None) -> Span | None:
    """Return the place of a passage; without `occurrence` (from 1), of the first one."""
    spans = find_passages(text, passage)
    index = (occurrence or 1) - 1
    return spans[index] if index < len(spans) else None


def fold_space(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """An official text with its corrections. `changes` pairs each span before and after."""

    text: str
    changes: tuple[tuple[Span, Span], ...] = ()

    def map_span(self, span: Span) -> Span:
        """Carry a span of the official text over to the corrected text.

        A span that begins or ends inside a corrected passage takes in the whole of it.
        """
        return self._map(span[0], 0), self._map(span[1], 1)

    def _map(self, position: int, side: int) -> int:
        shift = 0
        for before, after in self.changes:
            if position <= before[0]:
                break
            if position < before[1]:
                return after[side]
            shift = after[1] - before[1]
        return position + shift


def _count_unchanged(original: str, corrected: str) -> int:
    """Return how many signs stay as they are where only punctuation is added: a missing full stop.

    A passage that ends there keeps its own end: the full stop is the sentence's.
    """
    added = corrected[len(original) :]
    if corrected.startswith(original) and not any(map(str.isalnum, added)):
        return len(original)
    return 0


def correct_text(text: str, corrections: tuple[Correction, ...]) -> CorrectedText:
    """Apply the corrections that replace something; the notes change nothing."""
    edits = []
    for correction in corrections:
        if correction.original is None or correction.corrected is None:
            continue
        span = find_passage(text, correction.original, correction.occurrence)
        if span is not None:
            edits.append((span, correction.corrected))
    edits.sort()
    parts: list[str] = []
    changes: list[tuple[Span, Span]] = []
    at = length = 0
    for (start, end), corrected in edits:
        parts += [text[at:start], corrected]
        length += start - at
        unchanged = _count_unchanged(text[start:end], corrected)
        changes.append(((start + unchanged, end), (length + unchanged, length + len(corrected))))
        length += len(corrected)
        at = end
    return CorrectedText("".join([*parts, text[at:]]), tuple(changes))
