"""Quotes stand in the official text, which the data regenerate word for word; editorial wording."""

import difflib
import re
from collections.abc import Iterator
from os.path import commonprefix
from typing import Any

from macros.data.field_types import Verbatim
from macros.data.loading import MEASURES, Entry, Loaded
from macros.data.model import Measure, Term, Theme
from macros.data.outcome_model import MeasureToday
from macros.data.passages import fill_form, find_passage, find_passages, fold_space
from macros.data.rules.references import MISNAMED, MISPLACED, MISSING
from macros.data.validation import find_mark, shorten
from macros.data.vocabulary import Evidence
from macros.data.yaml_reader import KeyPath, Problem, Rule

# A longer text is not searched for what a passage may have meant: the pairs of words to compare.
MOST_COMPARED = 5_000
# How many words a message cites, and how many pairs of words of the document are worth comparing.
MOST_PLAIN = 35
MOST_CITED = 12
MOST_PAIRS = 100_000_000
_NO_BREAK = re.compile("[\u00a0\u202f]")
_STRAIGHT = re.compile(r"\w['\"]|['\"“]\w|\w[”]")
# How a formula starts: no table has to alter a text. The wide ones too: a spreadsheet set up in
# Chinese or Japanese reads them as the others. Tabulations and line ends are refused elsewhere.
_ACRONYM = re.compile(r"\b(?:[A-ZÀ-Þ]\.?){2,}(?![a-zà-ÿ])")
_FORMULA = tuple("=+-@＝＋－＠")
# What the embedded fonts do not draw: an empty box on a card, and no accessible sheet.
_EMOJI = re.compile("[\U0001f000-\U0001faff✅✨❌❎❓❔❕❗➕➖➗]")


def check_quotes(loaded: Loaded) -> Iterator[Problem]:
    """Quotes of a measure occur in its text, or in its headings where the evidence says so."""
    headings = _list_headings(loaded)
    for entry, record, field, value, path in loaded.fields:
        measure = entry.record
        of_text = isinstance(measure, Measure) and not isinstance(record, MeasureToday)
        if not of_text or field not in ("quote", "commitment_quote"):
            continue
        where, called = [measure.text], "le texte"
        if getattr(record, "evidence", None) is Evidence.HEADING:
            if loaded.broken & {"axes", "themes"}:
                continue
            where = [headings[key] for key in (measure.axis, measure.theme) if key in headings]
            called = "le titre de l’axe ni du thème"
        occurrence = getattr(record, "occurrence", None)
        yield from _check_passage(entry, path, where, value, occurrence, called, loaded.source_text)


def _list_headings(loaded: Loaded) -> dict[Any, str]:
    """Return the official headings by the number of an axis or the identifier of a theme."""
    axes = {entry.record.number: entry.record.heading for entry in loaded.get("axes")}
    return axes | {entry.record.slug: entry.record.heading for entry in loaded.get("themes")}


def _check_passage(
    entry: Entry[Any],
    path: KeyPath,
    texts: list[str],
    passage: str,
    occurrence: int | None,
    called: str = "le texte",
    official: str | None = None,
) -> Iterator[Problem]:
    """`official` is the whole document, which tells a wrong passage from a text that was changed."""
    found = sum(len(find_passages(text, passage)) for text in texts)
    rule: Rule = "quote-occurrence" if found else "quote"
    message = f"« {shorten(passage)} »"
    if not found:
        message += f" ne figure pas dans {called} : recopier le passage à la lettre"
        message += _suggest_passage(passage, texts)
    elif occurrence is None and found > 1:
        message += f" figure {found} fois : citer davantage, ou donner « occurrence »"
    elif occurrence is not None and occurrence > found:
        message += f" ne figure que {found} fois : « occurrence: {occurrence} » n’existe pas"
    else:
        return
    number = getattr(entry.record, "measure", None) or getattr(entry.record, "number", None)
    # What a text says no longer, since somebody changed it, is told where it was changed.
    changed = not found and official and find_passages(official, passage)
    causes = (f"text/{number}",) if changed and called.startswith("le texte") else ()
    yield Problem(entry.at(*path), rule, message, causes=causes)


def _suggest_passage(passage: str, texts: list[str]) -> str:
    """Return the words of the texts that come nearest to a passage, as a question."""
    wanted = passage.split()
    # A word more, a word less: one may have been added or left out.
    candidates = [
        " ".join(words[start : start + length])
        for words in map(str.split, texts)
        if len(words) * len(wanted) <= MOST_COMPARED
        for length in range(max(1, len(wanted) - 1), len(wanted) + 2)
        for start in range(len(words) - length + 1)
    ]
    if passage[-1:].isalnum():
        candidates = [candidate.rstrip(",;:.»)") for candidate in candidates]
    near = difflib.get_close_matches(passage, candidates, n=1, cutoff=0.75)
    return f" ; vouliez-vous dire « {shorten(near[0])} » ?" if near else ""


def check_terms(loaded: Loaded) -> Iterator[Problem]:
    """The quote of a term is in the measure it names, or in any heading."""
    texts = {entry.record.number: entry.record.text for entry in loaded.get(MEASURES)}
    headings = list(_list_headings(loaded).values())
    for entry in loaded.get("terms"):
        term: Term = entry.record
        if term.quote is None:
            continue
        if term.evidence is Evidence.QUOTE and term.measure in texts:
            where, called = [texts[term.measure]], f"le texte de la mesure {term.measure}"
        elif term.evidence is Evidence.HEADING and not loaded.broken & {"axes", "themes"}:
            where, called = headings, "les titres des axes et des thèmes"
        else:
            continue
        official = loaded.source_text
        yield from _check_passage(entry, ("quote",), where, term.quote, 1, called, official)


def check_corrections(loaded: Loaded) -> Iterator[Problem]:
    for name, field in ((MEASURES, "text"), ("axes", "heading"), ("themes", "heading")):
        for entry in loaded.get(name):
            text, official = getattr(entry.record, field), loaded.source_text
            yield from _check_corrections(entry, text, official)


def _check_corrections(entry: Entry[Any], text: str, official: str | None) -> Iterator[Problem]:
    spans: list[tuple[int, int]] = []
    for index, correction in enumerate(entry.record.corrections):
        where = ("corrections", index)
        original, occurrence = correction.original, correction.occurrence
        if original is not None:
            path = (*where, "original")
            yield from _check_passage(entry, path, [text], original, occurrence, official=official)
        if original is None or correction.corrected is None:
            continue
        if original == correction.corrected:
            message = "« original » et « corrected » sont identiques : retirer la correction, ou en faire une « note »"
            yield Problem(entry.at(*where), "correction", message)
        if span := find_passage(text, original, occurrence):
            if any(span[0] < end and start < span[1] for start, end in spans):
                message = f"« {shorten(original)} » chevauche une autre correction : les réunir"
                yield Problem(entry.at(*where), "correction", message)
            spans.append(span)


def check_plain(loaded: Loaded) -> Iterator[Problem]:
    """« En clair » is short, and has no acronym."""
    for entry in loaded.get(MEASURES):
        plain = entry.record.plain or ""
        count = sum(any(map(str.isalnum, word)) for word in plain.split())
        if count > MOST_PLAIN:
            message = f"{count} mots : en garder {MOST_PLAIN} au plus"
            yield Problem(entry.at("plain"), "plain", message)
        for acronym in dict.fromkeys(_ACRONYM.findall(plain)):
            message = f"« {acronym} » est un sigle : dire ce que c’est, en mots de tous les jours"
            yield Problem(entry.at("plain"), "plain", message)


def check_wording(loaded: Loaded) -> Iterator[Problem]:
    """White space is folded, editorial French has French apostrophes, no text is a formula.

    A list says each thing once, and « a | b » would read as two of its things in a table.
    """
    listed = set()
    for entry, record, field, value, path in loaded.fields:
        if type(value) is not str:
            continue
        place = entry.at(*path)
        is_text = isinstance(record, Measure) and field == "text"
        for message in _find_spaces(value, field):
            subject = f"text/{record.number}" if is_text else ""
            yield Problem(place, "white-space", message, subject=subject)
        match = _STRAIGHT.search(value)
        if match and not find_mark(record, field, Verbatim):
            wrong = match[0].strip()
            right = wrong.replace("'", "’") if "'" in wrong else "« … »"
            message = f"écrire {right} au lieu de {wrong} dans « {field} »"
            message += " : « make fix » le fait" if re.search(r"\w'\w", value) else ""
            yield Problem(place, "typography", message)
        if (match := _EMOJI.search(value)) and not find_mark(record, field, Verbatim):
            message = f"« {match[0]} » dans « {field} » : les cartes et les fiches ne le dessinent pas, le retirer"
            yield Problem(place, "typography", message)
        if value.startswith(_FORMULA):
            yield Problem(place, "formula", explain_formula(value[0], field))
        if isinstance(path[-1], int):
            if " | " in value:
                message = f"« | » dans « {field} » : écrire deux éléments, un par ligne"
                yield Problem(place, "text-format", message)
            if (one := (entry.at(*path[:-1]), value)) in listed:
                message = f"« {shorten(value)} » est déjà dans cette liste : n’en garder qu’un"
                yield Problem(place, "duplicate-id", message)
            listed.add(one)


def _find_spaces(value: str, field: str) -> Iterator[str]:
    simple = _NO_BREAK.sub(" ", value)
    if simple != value:
        yield f"espace insécable dans « {field} » : écrire une espace simple, le site met les espaces insécables lui-même"
    if "\n" in simple.strip():
        yield f"plusieurs lignes ou paragraphes dans « {field} » : le site n’en fait qu’un, « make fix » les met bout à bout"
    elif simple != fold_space(simple):
        yield f"espaces de trop ou fin de ligne dans « {field} » : n’en garder qu’une"


def explain_formula(sign: str, field: str) -> str:
    return (
        f"« {sign} » au début de « {field} » : un tableur y lit une formule ; commencer par un mot"
    )


def iter_document_words(loaded: Loaded) -> Iterator[tuple[str, Entry[Any], str]]:
    """Yield the words of the official document in its order, each with the field that holds it."""
    themes: dict[str, Entry[Theme]] = {e.record.slug: e for e in loaded.get("themes")}
    texts: list[tuple[str, Entry[Any], str]] = []
    plan = loaded.get("plan")[0].record
    for axis in loaded.get("axes"):
        number, heading, count = axis.record.number, axis.record.heading, axis.record.measure_count
        written = fill_form(plan.axis_form, number=number, heading=heading, count=count)
        texts.append((written, axis, "heading"))
        theme = None
        for entry in loaded.get(MEASURES):
            measure: Measure = entry.record
            if measure.axis != number:
                continue
            if measure.theme != theme and measure.theme in themes:
                theme = measure.theme
                found = themes[theme]
                heading, count = found.record.heading, found.record.measure_count
                written = fill_form(plan.theme_form, heading=heading, count=count)
                texts.append((written, found, "heading"))
            label = fill_form(plan.measure_form, number=measure.number)
            texts.append((f"{label} {measure.text}", entry, "text"))
    return ((word, entry, field) for text, entry, field in texts for word in text.split())


def check_fidelity(loaded: Loaded) -> Iterator[Problem]:
    """The source document is regenerated from the data: same words, same order."""
    if loaded.source_text is None or loaded.broken & {MEASURES, "themes", "axes"}:
        return
    official = loaded.source_text.split()
    placed = list(iter_document_words(loaded))
    written = [word for word, _, _ in placed]
    for start, end, first, last in _find_changes(official, written):
        # What is missing is missing after the word before.
        index = first if first < last else first - 1
        entry, field = placed[index][1:] if index >= 0 else (loaded.get("plan")[0], "source_file")
        message = _explain_difference(official[start:end], written[first:last])
        context = " ".join(official[max(0, start - 3) : start])
        message += f" (après « {context} »)" if context else ""
        subject = f"text/{entry.record.number}" if field == "text" else ""
        causes: tuple[str, ...] = (MISNAMED, MISPLACED)
        if first == last or start == end:
            causes += (MISSING, "themes", "axes")
        if field == "heading" and "".join(official[start:end] + written[first:last]).isdigit():
            causes += (f"count/{entry.at(field).file}",)
        yield Problem(entry.at(field), "fidelity", message, subject=subject, causes=causes)


def _explain_difference(expected: list[str], found: list[str]) -> str:
    if expected and found:
        return f"le document officiel dit {_cite(expected)} au lieu de {_cite(found)}"
    s = "s" if len(expected or found) > 1 else ""
    if expected:
        return f"mot{s} manquant{s} : le document officiel dit {_cite(expected)}"
    return f"mot{s} en trop : le document officiel ne dit pas {_cite(found)}"


def _cite(words: list[str]) -> str:
    more = " …" if len(words) > MOST_CITED else ""
    return f"« {shorten(' '.join(words[:MOST_CITED]))}{more} »"  # a word may be of any length


def _find_changes(official: list[str], written: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end, first, last): official[start:end] stands as written[first:last]."""
    start = len(commonprefix([official, written]))  # noqa: RUF071 (no paths)
    end = len(commonprefix([official[start:][::-1], written[start:][::-1]]))  # noqa: RUF071
    one, other = official[start : len(official) - end], written[start : len(written) - end]
    if len(one) * len(other) > MOST_PAIRS:
        yield start, start + len(one), start, start + len(other)
        return
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, *ends in matcher.get_opcodes():
        if tag != "equal":
            row, below, column, right = (start + index for index in ends)
            yield row, below, column, right
