"""The source document can be regenerated from the data, word for word."""

import difflib
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from macros.loading import MEASURES, Entry, Loaded
from macros.model import Axis, Measure, Theme
from macros.passages import Span
from macros.reading import Problem
from macros.shaping import shorten

# How many words a message cites, and how many pairs of words are worth comparing.
MOST_WORDS = 12
MOST_PAIRS = 1_000_000

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
    """Yield (start, end, first, last): official[start:end] stands as written[first:last].

    Measures are compared whole, then word by word where they differ: comparing all the words of two
    long documents would take hours.
    """
    starts, firsts = _find_measures(official), _find_measures(written)
    for rows, columns in _match(_cut(official, starts), _cut(written, firsts)):
        ranges = [(rows[0], rows[1], columns[0], columns[1])]
        if rows[1] - rows[0] == columns[1] - columns[0]:
            ranges = [
                (row, row + 1, column, column + 1)
                for row, column in zip(range(*rows), range(*columns), strict=True)
            ]
        for top, bottom, left, right in ranges:
            start, end, first, last = starts[top], starts[bottom], firsts[left], firsts[right]
            if (end - start) * (last - first) > MOST_PAIRS:
                yield start, end, first, last
                continue
            for (i, j), (k, m) in _match(official[start:end], written[first:last]):
                yield start + i, start + j, first + k, first + m


def _find_measures(words: list[str]) -> list[int]:
    """Return where the parts of a document begin, one at each « Mesure 7 : », and its end."""
    found = [
        index
        for index in range(1, len(words) - 2)
        if words[index] == "Mesure" and words[index + 1].isdecimal() and words[index + 2] == ":"
    ]
    return [0, *found, len(words)]


def _cut(words: list[str], starts: list[int]) -> list[tuple[str, ...]]:
    return [tuple(words[start:end]) for start, end in itertools.pairwise(starts)]


def _match(one: Sequence[Any], other: Sequence[Any]) -> Iterator[tuple[Span, Span]]:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield (start, end), (first, last)
