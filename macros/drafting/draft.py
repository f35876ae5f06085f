"""The official text of a plan → the files of a draft data set, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from macros.drafting.decoding import Decoded, Note, split_lines
from macros.drafting.files import (
    draft_actors,
    draft_axes,
    draft_laws,
    draft_plan_file,
    draft_site,
    draft_source,
    draft_terms,
    draft_themes,
)
from macros.drafting.measures import Candidates, draft_measure, find_candidates, name_actors
from macros.drafting.structure import MeasureText, Outline, read_outline
from macros.drafting.yaml_text import write_file
from macros.french import slugify

_LONGEST_TEXT = 20_000  # of a measure, in characters
_HEAD = "Brouillon tiré du texte officiel. Vérifier chaque ligne qui porte une remarque."


@dataclass(frozen=True, slots=True)
class Draft:
    """`files` by path inside the draft. `found` goes with the measures of the outline."""

    files: dict[str, str]
    outline: Outline
    found: tuple[Candidates, ...]
    notes: tuple[Note, ...]


def draft_plan(decoded: Decoded, name: str, today: date) -> Draft:
    """Draw the files of a data set from the text of a document that was named `name`."""
    lines, notes = split_lines(decoded.text)
    outline = read_outline(lines)
    found = tuple(_find(measure, outline.notes) for measure in outline.all_measures())
    slugs = _name_themes(outline)
    kept, source_note = _choose_source(decoded.text, " ".join(line.text for line in lines), outline)
    source_file = f"{slugify(PurePath(name).stem) or 'document'}.txt"
    plan = draft_plan_file(outline, source_file if kept else None)
    files = {
        "plan.yml": write_file("schema/plan", [_HEAD], plan),
        "site.yml": write_file("schema/site", [], draft_site(today)),
        "axes.yml": write_file("schema/axes", [_HEAD], {"axes": draft_axes(outline)}),
        "themes.yml": write_file(
            "schema/themes", [_HEAD], {"themes": draft_themes(outline, slugs)}
        ),
        "actors.yml": write_file("schema/actors", [_HEAD], draft_actors(found)),
        "laws.yml": write_file("schema/laws", [_HEAD], {"laws": draft_laws(found)}),
        "glossary.yml": write_file("schema/glossary", [_HEAD], {"terms": draft_terms(outline)}),
        "sources.yml": write_file("schema/sources", [_HEAD], {"sources": [draft_source(name)]}),
        "help.yml": write_file("schema/help", [], {"services": []}),
        "permalinks.yml": write_file(
            "schema/permalinks",
            [],
            {"moved": [], "split": [], "withdrawn": [], "events": [], "published": {}},
        ),
        f"source/{source_file}": kept or decoded.text,
    }
    actors = name_actors([*found])
    measures = zip(_iter_places(outline, slugs), found, strict=True)
    for (measure, axis, theme), candidates in measures:
        record = draft_measure(measure, axis, theme, candidates, actors)
        path = f"measures/{measure.number:02}.yml"
        files[path] = write_file("../schema/measure", [_HEAD], record)
    every = sorted([*decoded.notes, *notes, *outline.notes, *source_note])
    return Draft(files, outline, found, tuple(every))


def _find(measure: MeasureText, notes: list[Note]) -> Candidates:
    if len(measure.text) <= _LONGEST_TEXT:
        return find_candidates(measure.text)
    message = f"texte trop long ({len(measure.text)} caractères) : rien n’y est cherché"
    notes.append(Note(measure.line, f"mesure {measure.number} : {message}"))
    return Candidates((), (), (), (), ())


def _choose_source(text: str, cleaned: str, outline: Outline) -> tuple[str | None, list[Note]]:
    """Return the text that `check` compares word by word: whole, without its pages, or none."""
    words = [*_iter_words(outline)]
    if text.split() == words:
        return text, []
    if cleaned.split() == words:
        message = "le texte officiel est gardé sans ses numéros de page, en-têtes et coupures"
        return f"{cleaned}\n", [Note(1, message)]
    message = "« source_file » reste vide : les titres et les mesures ne redonnent pas tout le texte, mot à mot"
    return None, [Note(1, message)]


def _iter_words(outline: Outline) -> Iterator[str]:
    """Yield the words of the document, as the data regenerate it."""
    for axis in outline.axes:
        yield from f"{axis.number} - {axis.text} : {axis.count}".split()
        for measure in axis.measures:
            yield from f"Mesure {measure.number} : {measure.text}".split()
        for theme in axis.themes:
            yield from f"{theme.text} : {theme.count}".split()
            for measure in theme.measures:
                yield from f"Mesure {measure.number} : {measure.text}".split()


def _name_themes(outline: Outline) -> dict[int, str]:
    """Return the identifier of each theme by the line of its heading."""
    slugs: dict[int, str] = {}
    for theme in (theme for axis in outline.axes for theme in axis.themes):
        base = slugify(theme.text) or "theme"
        same = [slug for slug in slugs.values() if slug == base or slug.startswith(f"{base}--")]
        rank = len(same) + 1
        slugs[theme.line] = base if rank == 1 else f"{slugify(base, 55)}-{rank}"
    return slugs


def _iter_places(outline: Outline, slugs: dict[int, str]) -> Iterator[tuple[Any, int, str | None]]:
    for axis in outline.axes:
        yield from ((measure, axis.number, None) for measure in axis.measures)
        for theme in axis.themes:
            yield from ((measure, axis.number, slugs[theme.line]) for measure in theme.measures)
