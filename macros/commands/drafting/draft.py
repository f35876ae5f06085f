"""The official text of a plan → the files of a draft data set, by name."""

import re
from collections.abc import Iterable
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
    read_outline,
    split_lines,
)
from macros.commands.drafting.yaml_text import Noted, draft_record, fill, list_values, write_file
from macros.data.help_model import Help
from macros.data.layout import respell
from macros.data.ledger_model import Permalinks
from macros.data.model import Actors, Glossary, Laws, Plan, Site, Source
from macros.data.vocabulary import Commitment
from macros.french import MONTHS, slugify

_DOCUMENT = "document-importe"
_HEAD = "Brouillon tiré du texte officiel. Vérifier chaque ligne qui porte une remarque."
_TO_CHECK = "à vérifier"
# What an editor makes of the remarks.
_EMPTY: dict[str, dict[str, Any]] = {
    cls.__name__.lower(): {field.name: [] for field in fields(cls)}
    for cls in (Actors, Laws, Glossary, Help, Permalinks)
}
_LONGEST_TITLE = 80

# Passages of a measure to look at: dates, texts of law, acronyms. They are remarks, never facts.
_MONTH = "|".join(MONTHS)
_RANK = r"(?:premier|second|dernier|(?:deux|trois|quatr)ième|1er|[234]e|[234]ème)"
_PERIOD = r"d[ue] (?:la |l['’])?(?:présente? )?(?:plan|programme|contrat|schéma|mandat|présent document|période)"
_LEAD = (
    r"(?:d['’]ici (?:à |au |le )?(?:la |l['’])?|avant (?:la |le |l['’])?|à (?:partir|compter) (?:de |du |d['’])"
    r"(?:la |l['’])?|dès (?:la |le |l['’])?|depuis (?:la |le |l['’])?|au plus tard (?:le |en |à |fin )?"
    r"|jusqu['’](?:à|au|en) (?:la |l['’])?|au cours de (?:la |l['’])?|courant |pendant (?:la |l['’])?"
    r"|en |au |à (?:la |l['’])?|pour (?:la |le |l['’])?|sur (?:la |l['’])?|le |la |l['’])?"
)
_DATES = re.compile(
    # The term of the plan.
    rf"\b(?:(?:(?:avant|d['’]ici|jusqu['’])\s?(?:le |au |à |la )?(?:terme|fin|échéance)|(?:au|à l['’]) ?(?:terme|échéance)"
    rf"|(?:pendant|durant|sur) (?:toute )?la (?:durée|période)) {_PERIOD}\b"
    # A day, a month, a part of a year or a year.
    rf"|(?<![\w’'/–-]){_LEAD}(?:(?:la )?fin (?:du |de la |de l['’]|de |d['’])?)?(?:(?:le )?début (?:de l['’]|de |d['’])?|mi-|courant )?"
    rf"(?:(?:le )?(?:1er|\d{{1,2}}) (?:{_MONTH}) |{_RANK} (?:semestre|trimestre) (?:de l['’]année |de |d['’])?"
    rf"|(?:mois d(?:e |['’]))?(?:{_MONTH}) |(?:année |an )?)(?:19|20)\d\d(?![\d/-])"
    # What recurs.
    r"|\b(?:(?:à )?chaque (?:année|mois|trimestre|semestre|semaine|fois qu(?:e|['’])(?: [\w’'-]+){1,4})"
    r"|(?:à )?(?:tous|toutes) les (?:\w+ )?(?:ans|années|mois|trimestres|semestres|semaines|périodes(?: de(?: \w+){1,2})?)"
    r"|annuellement|régulièrement|périodiquement|mensuellement|trimestriellement)\b"
    # An event.
    r"|\b(?:[àa] l['’]issue|lors|[àa] l['’]occasion|au moment|dès la (?:publication|parution|signature)"
    r"|après l['’](?:adoption|entrée en vigueur)) d(?:e la |e l['’]|es |u |e |['’])[^,;.()§]{3,60}?(?=[,;.()]| afin| pour| destiné|$)"
    r"|\b(?:sera|seront|est|sont) (?:\w+e?s?) par (?:décret|arrêté|ordonnance|la loi))",
    re.IGNORECASE,
)
_ARTICLE = (
    r"articles? (?:[LRD]\.? ?(?:\* ?)?)?\d+(?:-\d+)*(?:(?:,| et| à) [LRD]?\.? ?\d+(?:-\d+)*)* "
    r"(?:alinéa \d+ )?(?:de la |de l['’]|du |de )"
)
_DAY = rf"d(?:u|atée? du) (?:1er|\d{{1,2}}) (?:{_MONTH}) (?:19|20)\d\d"
_ACT = (
    rf"(?P<kind>loi|ordonnance|décret|arrêté|circulaire|instruction)(?: (?!du\b|n\b|dat)\w+)?(?= n ?[°o] ?\d| {_DAY})"
    rf"(?: n ?[°o] ?\d[\d-]*)?(?: {_DAY})?"
)
_CODE = (
    r"(?P<code>code (?:(?:de|du|des|pénal|civil|général|électoral|rural|monétaire|forestier)\b|d['’]|de l['’])"
    r"(?:[\w’'-]|(?<!,) (?=\w)(?!(?:et|qui|dans|pour|par|en|sur|afin|relati)\b))*)"
)
# A text that is only spoken of: « conformément à la loi », « sera créé par décret ».
_UNNAMED = (
    r"\b(?:(?:conformément à |prévue?s? par |au sens de |application de )la loi"
    r"|par (?:décret|arrêté|ordonnance|circulaire)"
    r"|(?:une |la )?(?:modification|adaptation|évolution|réforme) d(?:u|e la|es) (?:cadre|dispositions?|textes?|règles?)"
    r"(?: (?:juridiques?|légal(?:es)?|législati(?:f|ve)s?|réglementaires?))?)\b(?!(?: \w+)? (?:n ?°|du \d))"
)
_LAWS = re.compile(rf"(?<!\w)(?:l['’])?(?:{_ARTICLE})?(?:{_ACT}|{_CODE})|{_UNNAMED}", re.IGNORECASE)
_ACRONYM = re.compile(r"(?<![\w.])(?:(?:[A-ZÀ-Ý]\.){2,}|(?![IVXLC]+\b)[A-ZÀ-Ý]{2,8}(?!\w))")


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
    words = " ".join(part.written for part in parts).split()
    numbers = [measure.number for measure in outline.measures]
    in_order = numbers == sorted(numbers)
    if in_order and text.split() == words:
        return text, []
    if in_order and cleaned.split() == words:
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
    source = Noted(_DOCUMENT, _TO_CHECK)
    known = {
        "title_source": source,
        "period_source": source,
        "measure_count": sum(counts),
        "doors": Noted([], "acteurs mis en avant sur l’accueil"),
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


def find_dates(text: str) -> list[str]:
    """Return the dated expressions, in order; none inside the name of a law."""
    bare = _LAWS.sub(lambda law: "§" * len(law[0]) if law["kind"] or law["code"] else law[0], text)
    return _distinct(text[slice(*match.span())] for match in _DATES.finditer(bare))


def find_laws(text: str) -> list[str]:
    """Return the texts of law, named (« loi n° 83-634 ») or only spoken of (« par décret »)."""
    return _distinct(match[0] for match in _LAWS.finditer(text))


def find_acronyms(text: str) -> list[str]:
    """Return the acronyms; none where the words around are in capitals too, as in a title."""
    return _distinct(match[0] for match in _ACRONYM.finditer(text) if not _in_capitals(text, match))


def _in_capitals(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    around = [*text[max(0, start - 30) : start].split()[-1:], *text[end : end + 30].split()[:1]]
    return any(len(word) > 1 and word.isupper() and word.isalpha() for word in around)


def _distinct(found: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(passage.strip() for passage in found)]
