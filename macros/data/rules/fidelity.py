"""The source document can be regenerated from the data, word for word."""

import difflib
from collections.abc import Iterator
from typing import Any

from macros.data.loading import MEASURES, Entry, Loaded
from macros.data.measure_model import Measure
from macros.data.model import Axis, Theme
from macros.data.validation import shorten
from macros.data.yaml_reader import Problem

# How many words a message cites, and how many pairs of words are worth comparing.
MOST_WORDS = 12
MOST_PAIRS = 100_000_000

# The field of a record that holds a word.
Holder = tuple[Entry[Any], str]


def iter_document_words(loaded: Loaded) -> Iterator[tuple[str, Holder]]:
    """Yield the words of the official document, regenerated from the data, in its order."""
    themes: dict[str, Entry[Theme]] = {e.record.slug: e for e in loaded.get("themes")}
    measures: list[Entry[Measure]] = sorted(
        loaded.get(MEASURES), key=lambda entry: entry.record.number
    )
    for axis_entry in loaded.get("axes"):
        axis: Axis = axis_entry.record
        heading = f"{axis.number} - {axis.heading} : {axis.measure_count}"
        yield from _words(heading, (axis_entry, "heading"))
        theme = None
        for entry in (entry for entry in measures if entry.record.axis == axis.number):
            if entry.record.theme != theme and entry.record.theme in themes:
                theme = entry.record.theme
                found = themes[theme]
                heading = f"{found.record.heading} : {found.record.measure_count}"
                yield from _words(heading, (found, "heading"))
            text = f"Mesure {entry.record.number} : {entry.record.text}"
            yield from _words(text, (entry, "text"))


def _words(text: str, holder: Holder) -> Iterator[tuple[str, Holder]]:
    return ((word, holder) for word in text.split())


def check_fidelity(loaded: Loaded) -> Iterator[Problem]:
    """The source document is regenerated from the data: same words, same order."""
    if loaded.source_text is None or loaded.broken & {MEASURES, "themes", "axes"}:
        return
    official = loaded.source_text.split()
    placed = list(iter_document_words(loaded))
    written = [word for word, _ in placed]
    for start, end, first, last in _find_differences(official, written):
        # What is missing is missing after the word before.
        index = first if first < last else first - 1
        entry, field = placed[index][1] if index >= 0 else (loaded.get("plan")[0], "source_file")
        message = _explain_difference(official[start:end], written[first:last])
        context = " ".join(official[max(0, start - 3) : start])
        message += f" (après « {context} »)" if context else ""
        yield Problem(entry.at(field), "fidelity", message)


def _explain_difference(expected: list[str], found: list[str]) -> str:
    if expected and found:
        return f"le document officiel dit {_cite(expected)} au lieu de {_cite(found)}"
    words = "mots" if len(expected or found) > 1 else "mot"
    if expected:
        manquant = "manquants" if words == "mots" else "manquant"
        return f"{words} {manquant} : le document officiel dit {_cite(expected)}"
    return f"{words} en trop : le document officiel ne dit pas {_cite(found)}"


def _cite(words: list[str]) -> str:
    more = " …" if len(words) > MOST_WORDS else ""
    return f"« {shorten(' '.join(words[:MOST_WORDS]))}{more} »"  # a word may be of any length


def _find_differences(
    official: list[str], written: list[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end, first, last): official[start:end] stands as written[first:last]."""
    start = _count_common(official, written)
    end = _count_common(official[start:][::-1], written[start:][::-1])
    one, other = official[start : len(official) - end], written[start : len(written) - end]
    if len(one) * len(other) > MOST_PAIRS:
        yield start, start + len(one), start, start + len(other)
        return
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, *ends in matcher.get_opcodes():
        if tag != "equal":
            row, below, column, right = (start + index for index in ends)
            yield row, below, column, right


def _count_common(one: list[str], other: list[str]) -> int:
    """Return how many words two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
