"""Every quote stands in the official text; wording."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from macros.data.field_types import Verbatim
from macros.data.loading import MEASURES, Entry, Loaded
from macros.data.measure_model import Measure
from macros.data.model import Term
from macros.data.passages import find_passage, find_passages, fold_space
from macros.data.validation import find_mark, shorten
from macros.data.vocabulary import Evidence
from macros.data.yaml_reader import KeyPath, Problem

# A longer text is not searched for what a passage may have meant: the pairs of words to compare.
MOST_WORDS = 5_000
_NO_BREAK = re.compile("[\u00a0\u202f]")
_STRAIGHT = re.compile(r"\w['\"]|['\"“]\w|\w[”]")


def check_quotes(loaded: Loaded) -> Iterator[Problem]:
    """Quotes of a measure occur in its text, or in its headings where the evidence says so."""
    headings = _headings(loaded)
    for entry, record, field, value, path in loaded.fields:
        measure = entry.record
        if not isinstance(measure, Measure):
            continue
        if field == "quote":
            evidence = getattr(record, "evidence", Evidence.QUOTE)
            where: tuple[str, ...] = (measure.text,)
            called = "le texte"
            if evidence is Evidence.HEADING:
                if loaded.broken & {"axes", "themes"}:
                    continue
                where = headings.get(("axis", measure.axis), ()) + headings.get(
                    ("theme", measure.theme), ()
                )
                called = "le titre de l’axe ni du thème"
            yield from _check_passage(entry, path, where, value, record.occurrence, called)
        elif field == "commitment_quote":
            yield from _check_passage(entry, path, (measure.text,), value, None)


def _headings(loaded: Loaded) -> dict[tuple[str, Any], tuple[str, ...]]:
    headings: dict[tuple[str, Any], tuple[str, ...]] = {}
    headings |= {("axis", e.record.number): (e.record.heading,) for e in loaded.get("axes")}
    headings |= {("theme", e.record.slug): (e.record.heading,) for e in loaded.get("themes")}
    return headings


def _check_passage(
    entry: Entry[Any],
    path: KeyPath,
    texts: tuple[str, ...],
    passage: str,
    occurrence: int | None,
    called: str = "le texte",
) -> Iterator[Problem]:
    found = sum(len(find_passages(text, passage)) for text in texts)
    if not found:
        yield Problem(
            entry.at(*path),
            "quote",
            f"« {shorten(passage)} » ne figure pas dans {called} : recopier le passage à la lettre"
            + _suggest_passage(passage, texts),
        )
    elif occurrence is None and found > 1:
        yield Problem(
            entry.at(*path),
            "quote-occurrence",
            f"« {shorten(passage)} » figure {found} fois : citer davantage, ou donner « occurrence »",
        )
    elif occurrence is not None and occurrence > found:
        yield Problem(
            entry.at(*path),
            "quote-occurrence",
            f"« {shorten(passage)} » ne figure que {found} fois : « occurrence: {occurrence} » n’existe pas",
        )


def _suggest_passage(passage: str, texts: tuple[str, ...]) -> str:
    """Return the words of the texts that come nearest to a passage, as a question."""
    wanted = passage.split()
    # A word more, a word less: one may have been added or left out.
    candidates = [
        " ".join(words[start : start + length])
        for words in map(str.split, texts)
        if len(words) * len(wanted) <= MOST_WORDS
        for length in range(max(1, len(wanted) - 1), len(wanted) + 2)
        for start in range(len(words) - length + 1)
    ]
    if passage[-1:].isalnum():
        candidates = [candidate.rstrip(",;:.»)") for candidate in candidates]
    near = difflib.get_close_matches(passage, candidates, n=1, cutoff=0.75)
    return f" ; vouliez-vous dire « {shorten(near[0])} » ?" if near else ""


def check_actors(loaded: Loaded) -> Iterator[Problem]:
    """An actor has a role in a measure once."""
    for entry in loaded.get(MEASURES):
        seen = set()
        for index, part in enumerate(entry.record.actors):
            if (part.actor, part.role) in seen:
                message = f"« {part.actor} » a déjà ce rôle dans la mesure : n’en garder qu’un"
                yield Problem(entry.at("actors", index, "actor"), "duplicate-actor", message)
            seen.add((part.actor, part.role))


def check_terms(loaded: Loaded) -> Iterator[Problem]:
    """The quote of a term is in the measure it names, or in any heading."""
    texts = {entry.record.number: entry.record.text for entry in loaded.get(MEASURES)}
    headings = tuple(heading for found in _headings(loaded).values() for heading in found)
    for entry in loaded.get("terms"):
        term: Term = entry.record
        if term.quote is None:
            continue
        if term.evidence is Evidence.QUOTE and term.measure in texts:
            called = f"le texte de la mesure {term.measure}"
            where: tuple[str, ...] = (texts[term.measure],)
            yield from _check_passage(entry, ("quote",), where, term.quote, 1, called)
        elif term.evidence is Evidence.HEADING and not loaded.broken & {"axes", "themes"}:
            called = "les titres des axes et des thèmes"
            yield from _check_passage(entry, ("quote",), headings, term.quote, 1, called)


def check_corrections(loaded: Loaded) -> Iterator[Problem]:
    for name, field in ((MEASURES, "text"), ("axes", "heading"), ("themes", "heading")):
        for entry in loaded.get(name):
            yield from _check_corrections(entry, getattr(entry.record, field))


def _check_corrections(entry: Entry[Any], text: str) -> Iterator[Problem]:
    spans: list[tuple[int, int]] = []
    for index, correction in enumerate(entry.record.corrections):
        where = ("corrections", index)
        original, corrected = correction.original, correction.corrected
        if original is not None:
            yield from _check_passage(
                entry, (*where, "original"), (text,), original, correction.occurrence
            )
        if original is None or corrected is None:
            continue
        if original == corrected:
            message = "« original » et « corrected » sont identiques : retirer la correction, ou en faire une « note »"
            yield Problem(entry.at(*where), "correction", message)
        if span := find_passage(text, original, correction.occurrence):
            if any(span[0] < end and start < span[1] for start, end in spans):
                message = f"« {shorten(original)} » chevauche une autre correction : les réunir"
                yield Problem(entry.at(*where), "correction", message)
            spans.append(span)


def check_wording(loaded: Loaded) -> Iterator[Problem]:
    """White space is folded; editorial French has French apostrophes."""
    for entry, record, field, value, path in loaded.fields:
        if type(value) is not str:
            continue
        simple = value
        if _NO_BREAK.search(value):
            simple = _NO_BREAK.sub(" ", value)
            message = f"espace insécable dans « {field} » : écrire une espace simple, le site "
            message += "met les espaces insécables lui-même"
            yield Problem(entry.at(*path), "white-space", message)
        if simple != fold_space(simple):
            message = f"espaces de trop ou fin de ligne dans « {field} » : n’en garder qu’une"
            yield Problem(entry.at(*path), "white-space", message)
        verbatim = find_mark(record, field, Verbatim)
        if not verbatim and (match := _STRAIGHT.search(value)):
            wrong = match[0].strip()
            right = wrong.replace("'", "’") if "'" in wrong else "« … »"
            message = f"écrire {right} au lieu de {wrong} dans « {field} »"
            yield Problem(entry.at(*path), "typography", message)
