"""The official text of a plan → the files of a draft data set, by name."""

import re
from dataclasses import dataclass, fields
from datetime import date
from pathlib import PurePath
from typing import Any

from macros.commands.drafting.structure import (
    Heading,
    MeasureText,
    Note,
    Outline,
    decode,
    find_form,
    read_outline,
    split_lines,
)
from macros.commands.drafting.yaml_text import Noted, draft_record, fill, list_values, write_file
from macros.data.help_model import Help
from macros.data.layout import respell
from macros.data.ledger_model import Permalinks
from macros.data.model import Actors, Glossary, Laws, Plan, Site, Source
from macros.data.passages import fill_form
from macros.data.search_model import Questions
from macros.data.vocabulary import Commitment
from macros.french import capitalize, slugify

_DOCUMENT = "document-importe"
_HEAD = "Brouillon tiré du texte officiel. Vérifier chaque ligne qui porte une remarque."
_TO_CHECK = "à vérifier"
# What an editor makes of the remarks.
_EMPTY: dict[str, dict[str, Any]] = {
    cls.__name__.lower(): {field.name: [] for field in fields(cls)}
    for cls in (Actors, Laws, Glossary, Questions, Help, Permalinks)
}
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Draft:
    """`files` by path inside the draft."""

    files: dict[str, str]
    outline: Outline
    notes: tuple[Note, ...]


def draft_plan(raw: bytes, name: str, today: date) -> Draft:
    """Draw the files of a data set from the bytes of a document that was named `name`."""
    text, notes = decode(raw)
    lines, more = split_lines(text)
    outline = read_outline(lines)
    source, why = _choose_source(text, " ".join(line.text for line in lines), outline)
    source_file = f"{slugify(PurePath(name).stem) or 'document'}.txt"
    themes = [{"slug": h.slug, "axis": h.axis, **_draft_heading(h)} for h in outline.themes]
    note = f"Fichier importé : {shorten(name)}"
    document = {"slug": _DOCUMENT, "access": Noted("copy", _TO_CHECK), "note": note}
    records: dict[str, dict[str, Any]] = {
        "plan": _draft_plan_file(outline, source_file if source else None),
        "site": draft_record(Site, {"updated": today}),
        "axes": {"axes": [{"number": h.axis, **_draft_heading(h)} for h in outline.axes]},
        "themes": {"themes": themes},
        "sources": {"sources": [draft_record(Source, document)]},
    }
    files = {
        f"{file}.yml": write_file(f"schema/{file}", [_HEAD] if file in records else [], record)
        for file, record in (records | _EMPTY).items()
    }
    files[f"source/{source_file}"] = source or text
    for measure in outline.measures:
        record = write_file("../schema/measure", [_HEAD], _draft_measure(measure))
        files[f"measures/{measure.number:02}.yml"] = record
    return Draft(files, outline, tuple(sorted([*notes, *more, *outline.notes, *why])))


def _choose_source(text: str, cleaned: str, outline: Outline) -> tuple[str | None, list[Note]]:
    """Return the text that `check` compares word by word: whole, without its pages, or none."""
    parts: list[Heading | MeasureText] = [*outline.axes, *outline.themes, *outline.measures]
    parts.sort(key=lambda part: part.line)
    forms = _find_forms(outline)
    words = " ".join(_write(part, forms) for part in parts).split()
    numbers = [measure.number for measure in outline.measures]
    in_order = numbers == sorted(numbers)
    if in_order and text.split() == words:
        return text, []
    if in_order and cleaned.split() == words:
        message = "le texte officiel est gardé sans ses numéros de page, en-têtes et coupures"
        return f"{cleaned}\n", [Note(1, message)]
    why = "les titres et les mesures ne redonnent pas tout le texte, mot à mot"
    for measure in outline.measures:
        name = fill_form(forms["measure_form"], number=measure.number)
        if name != measure.label:
            why = f"le texte écrit « {measure.label} », le site écrira « {name} »"
            break
    return None, [Note(1, f"« source_file » reste vide : {why}")]


def _find_forms(outline: Outline) -> dict[str, str]:
    """Return what the plan calls a measure, and how it writes what comes before one, and headings."""
    unit = outline.measures[0].unit.lower() if outline.measures else "mesure"
    unit = unit.split()[0].split("-")[0]  # « fiche action »
    return {
        "unit": unit,
        "axis_form": find_form(outline.axes, "{heading}"),
        "theme_form": find_form(outline.themes, "{heading} : {count}"),
        "measure_form": find_form(outline.measures, f"{capitalize(unit)} {{number}} :"),
    }


def _write(part: Heading | MeasureText, forms: dict[str, str]) -> str:
    """Return a heading or a measure as the data regenerate it."""
    if isinstance(part, MeasureText):
        return f"{fill_form(forms['measure_form'], number=part.number)} {part.text}"
    form = forms["theme_form" if part.slug else "axis_form"]
    return fill_form(form, number=part.axis, heading=part.text, count=part.count)


def _draft_plan_file(outline: Outline, source_file: str | None) -> dict[str, Any]:
    counts = (axis.found if axis.count is None else axis.count for axis in outline.axes)
    source = Noted(_DOCUMENT, _TO_CHECK)
    known = {
        "title_source": source,
        "end": Noted(None, f"{_TO_CHECK} : dernier jour du plan, ou null s’il n’a pas de fin"),
        "period_source": source,
        "measure_count": sum(counts),
        "doors": Noted([], "acteurs mis en avant sur l’accueil"),
        **_find_forms(outline),
    }
    return draft_record(Plan, known | ({"source_file": source_file} if source_file else {}))


def _draft_heading(heading: Heading) -> dict[str, Any]:
    count: Any = heading.count
    if count is None:
        count = Noted(heading.found, "le titre n’annonce rien : nombre de mesures lues")
    return {
        "heading": heading.text,
        "measure_count": count,
        "title": Noted(shorten(heading.text), "à raccourcir"),
        "corrections": [],
    }


def _draft_measure(measure: MeasureText) -> dict[str, Any]:
    by_levels = Noted(measure.number, f"{_TO_CHECK} : « {measure.label} »")
    return {
        "number": by_levels if re.search(r"\d\.\d", measure.label) else measure.number,
        "axis": measure.axis,
        "theme": measure.theme or Noted(None, "cet axe n’a pas de thème"),
        "title": Noted(shorten(measure.text), f"{_TO_CHECK} : court, neutre, fidèle"),
        "text": measure.text,
        "corrections": [],
        "commitment": fill(list_values(Commitment)),
        **{name: [] for name in ("actors", "deadlines", "figures", "laws", "related", "keywords")},
    }


def shorten(text: str) -> str:
    """Return a text as editors write it, cut after a word when it is long."""
    bare = respell(text).rstrip(" .;,:").lstrip(" =+-@＝＋－＠")
    if len(bare) <= _LONGEST_TITLE:
        return bare
    return bare[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" .;,:«(") + "…"
