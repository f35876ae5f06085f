"""The official text of a plan → the files of a draft data set, by name."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from macros.commands.drafting.decoding import Note, decode, split_lines
from macros.commands.drafting.remarks import find_acronyms, find_dates, find_laws
from macros.commands.drafting.structure import Heading, MeasureText, Outline, read_outline
from macros.commands.drafting.yaml_text import Noted, fill, list_values, write_file
from macros.data.fixing import respell
from macros.data.vocabulary import Commitment
from macros.french import slugify

_DOCUMENT = "document-importe"
_HEAD = "Brouillon tiré du texte officiel. Vérifier chaque ligne qui porte une remarque."
_TO_CHECK = "à vérifier"
# What an editor makes of the remarks.
_EMPTY: dict[str, dict[str, Any]] = {
    "actors": {"families": [], "actors": []},
    "laws": {"laws": []},
    "glossary": {"terms": []},
    "help": {"services": []},
    "permalinks": {"moved": [], "split": [], "withdrawn": []},
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
    kept, why = _choose_source(text, " ".join(line.text for line in lines), outline)
    source_file = f"{slugify(PurePath(name).stem) or 'document'}.txt"
    themes = [{"slug": h.slug, "axis": h.axis, **_draft_heading(h)} for h in outline.themes]
    unset = Noted(None, "à remplir")
    records: dict[str, dict[str, Any]] = {
        "plan": _draft_plan_file(outline, source_file if kept else None),
        "site": {
            **dict.fromkeys(("url", "repository", "publisher", "contact", "host"), unset),
            "updated": today,
        },
        "axes": {"axes": [{"number": h.axis, **_draft_heading(h)} for h in outline.axes]},
        "themes": {"themes": themes},
        "sources": {"sources": [_draft_source(name)]},
    }
    files = {
        f"{file}.yml": write_file(f"schema/{file}", [_HEAD] if file in records else [], record)
        for file, record in (records | _EMPTY).items()
    }
    files[f"source/{source_file}"] = kept or text
    for measure in outline.measures:
        record = write_file("../schema/measure", [_HEAD], _draft_measure(measure))
        files[f"measures/{measure.number:02}.yml"] = record
    return Draft(files, outline, tuple(sorted([*notes, *more, *outline.notes, *why])))


def _choose_source(text: str, cleaned: str, outline: Outline) -> tuple[str | None, list[Note]]:
    """Return the text that `check` compares word by word: whole, without its pages, or none."""
    parts: list[Heading | MeasureText] = [*outline.axes, *outline.themes, *outline.measures]
    parts.sort(key=lambda part: part.line)
    words = " ".join(part.written for part in parts).split()
    numbers = [measure.number for measure in outline.measures]
    if text.split() == words and numbers == sorted(numbers):
        return text, []
    if cleaned.split() == words and numbers == sorted(numbers):
        message = "le texte officiel est gardé sans ses numéros de page, en-têtes et coupures"
        return f"{cleaned}\n", [Note(1, message)]
    others = (m for m in outline.measures if m.label != f"Mesure {m.number} :")
    if other := next(others, None):
        why = f"le texte écrit « {other.label} », « check » compare « Mesure {other.number} : »"
    else:
        why = "les titres et les mesures ne redonnent pas tout le texte, mot à mot"
    return None, [Note(1, f"« source_file » reste vide : {why}")]


def _draft_plan_file(outline: Outline, source_file: str | None) -> dict[str, Any]:
    counts = (axis.found if axis.count is None else axis.count for axis in outline.axes)
    return {
        "title": fill("titre officiel du plan"),
        "short_title": fill("nom court"),
        "definite": fill("nom court avec son article (« le plan vélo »)"),
        "slug": fill("identifiant court, fixé pour toujours"),
        "title_source": Noted(_DOCUMENT, _TO_CHECK),
        "start": fill("premier jour, AAAA-MM-JJ"),
        "end": fill("dernier jour, AAAA-MM-JJ"),
        "period_source": Noted(_DOCUMENT, _TO_CHECK),
        "period_note": fill("comment la période est établie"),
        "measure_count": sum(counts),
        "source_file": source_file or Noted(None, "à remplir"),
        "doors": Noted([], "acteurs mis en avant sur l’accueil"),
    }


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


def _draft_source(name: str) -> dict[str, Any]:
    return {
        "slug": _DOCUMENT,
        "title": fill("titre du document"),
        "publisher": fill("qui le publie"),
        "access": Noted("copy", _TO_CHECK),
        "verified": Noted(None, "jour de la dernière vérification en ligne"),
        "note": f"Fichier importé : {shorten(name)}",
    }


def _draft_measure(measure: MeasureText) -> dict[str, Any]:
    """Return the record of a measure; what its text names is a remark beside the field it is for."""
    text, empty = measure.text, list[Any]()
    by_levels = [measure.label] if re.search(r"\d\.\d", measure.label) else []
    return {
        "number": _remark(measure.number, by_levels),
        "axis": measure.axis,
        "theme": measure.theme or Noted(None, "cet axe n’a pas de thème"),
        "title": Noted(shorten(text), "à récrire : court, neutre, fidèle"),
        "text": _remark(text, find_acronyms(text), "sigles "),
        "corrections": empty,
        "commitment": fill(list_values(Commitment)),
        "actors": empty,
        "deadlines": _remark(empty, find_dates(text)),
        "figures": empty,
        "laws": _remark(empty, find_laws(text)),
        "related": empty,
        "keywords": empty,
        "follow_up": empty,
    }


def _remark(value: Any, passages: list[str], what: str = "") -> Any:
    quoted = ", ".join(f"« {passage} »" for passage in passages)
    return Noted(value, f"{_TO_CHECK} : {what}{quoted}") if passages else value


def shorten(text: str) -> str:
    """Return a text as editors write it, cut after a word when it is long."""
    bare = respell(text).rstrip(" .;,:").lstrip(" =+-@＝＋－＠")
    if len(bare) <= _LONGEST_TITLE:
        return bare
    return bare[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" .;,:«(") + "…"
