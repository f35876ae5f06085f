"""Lines of an official text → axes, themes and measures, and what was not understood."""

import re
from dataclasses import dataclass, field

from macros.drafting.decoding import Line, Note, iter_paragraphs
from macros.french import format_count
from macros.passages import fold_space

# What administrative plans call their units, and their parts.
_UNITS = "mesure|action|proposition|recommandation|engagement|préconisation|fiche[ -]action"
_PARTS = "axe|priorité|volet|partie|chapitre|titre|objectif|orientation"
_SUBPARTS = "thème|sous-axe|sous-partie|section|thématique|sous-thème"
_NUMBER = r"\d{1,3}|[IVX]{1,5}"
_DASH = r"[-–—:.)]"
_MEASURE = re.compile(
    rf"(?P<unit>{_UNITS})\s+(?:n\s?[°o]\s*)?(?P<number>\d{{1,3}})\s*(?P<end>{_DASH}|\s[-–—])\s*(?P<text>.*)",
    re.IGNORECASE,
)
_AXIS = re.compile(
    rf"(?:(?:{_PARTS})\s+(?:n\s?[°o]\s*)?(?P<named>{_NUMBER})\s*{_DASH}?|(?P<number>{_NUMBER})\s*[-–—.)])"
    r"\s+(?P<heading>\S.*)",
    re.IGNORECASE,
)
_THEME = re.compile(
    rf"(?:(?:{_SUBPARTS})(?:\s+\d[\d.]*)?\s*{_DASH}|\d{{1,2}}\.\d{{1,2}}\.?\s)\s*(?P<heading>\S.*)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?P<heading>.*\S)\s*(?::\s*(?P<a>\d{{1,3}})|\((?P<b>\d{{1,3}})\s+(?:{_UNITS})s?\))",
    re.IGNORECASE,
)
_ENDS = (".", ";", "!", "?", "»", ":", ")")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LONGEST_HEADING = 200


@dataclass(slots=True)
class MeasureText:
    number: int
    line: int
    text: str
    unit: str = "Mesure"


@dataclass(slots=True)
class Heading:
    """A heading of the document, and the measures that follow it directly."""

    line: int
    text: str
    count: int | None
    measures: list[MeasureText] = field(default_factory=list)


@dataclass(slots=True)
class AxisText(Heading):
    number: int = 0
    themes: list[Heading] = field(default_factory=list)

    def all_measures(self) -> list[MeasureText]:
        """Return the measures of the axis and of its themes, in order."""
        return [*self.measures, *(m for theme in self.themes for m in theme.measures)]


@dataclass(slots=True)
class Outline:
    axes: list[AxisText] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def all_measures(self) -> list[MeasureText]:
        return [measure for axis in self.axes for measure in axis.all_measures()]


def read_outline(lines: list[Line]) -> Outline:
    """Find the structure of a plan in its lines. Nothing is left aside without a note."""
    reader = _Reader()
    for paragraph in iter_paragraphs(lines):
        for block in _split_blocks(paragraph):
            reader.take(block)
    _compare_counts(reader.outline)
    return reader.outline


def _split_blocks(paragraph: list[Line]) -> list[list[Line]]:
    """Cut a paragraph where a measure or a marked heading starts, and where a heading ends it."""
    blocks: list[list[Line]] = []
    for line in paragraph:
        starts = _MEASURE.match(line.text) or line.mark.startswith("#")
        if not blocks or starts or _is_whole(blocks[-1], line) or _starts_part(line, blocks[-1]):
            blocks.append([])
        blocks[-1].append(line)
    return [part for block in blocks for part in _cut_heading(block)]


def _is_whole(block: list[Line], line: Line) -> bool:
    """Tell whether a block is a heading that the next line does not go on with."""
    if block[-1].mark.startswith("#"):
        return True
    text = " ".join(each.text for each in block)
    counted = _COUNT.fullmatch(text) and not _MEASURE.match(text)
    return bool(counted) and line.text[:1].isupper()


def _starts_part(line: Line, block: list[Line]) -> bool:
    """Tell whether a line that follows another one names a part (« Axe 2 – … »)."""
    named = re.match(
        rf"(?:{_PARTS}|{_SUBPARTS})\s+(?:n\s?[°o]\s*)?(?:{_NUMBER})\b", line.text, re.IGNORECASE
    )
    return bool(named) and block[-1].text.endswith(_ENDS)


def _cut_heading(block: list[Line]) -> list[list[Line]]:
    """Cut off a heading that a page break glued to the end of a measure: « … . / Title : 3 »."""
    if len(block) < 2 or not _MEASURE.match(block[0].text) or not _COUNT.fullmatch(block[-1].text):
        return [block]
    for start in range(len(block) - 1, 0, -1):
        first, before = block[start].text, block[start - 1].text
        if first[:1].isupper() and before.endswith(_ENDS):
            return [block[:start], block[start:]]
    return [block]


class _Reader:
    """Takes the blocks of a document in order."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.seen: dict[int, int] = {}
        self.open_measure: MeasureText | None = None

    def note(self, line: int, message: str) -> None:
        self.outline.notes.append(Note(line, message))

    def take(self, block: list[Line]) -> None:
        text = fold_space(" ".join(line.text for line in block))
        first = block[0]
        if match := _MEASURE.fullmatch(text):
            self.take_measure(first.number, match)
            return
        marked = first.mark.startswith("#")
        count = _COUNT.fullmatch(text)
        if len(text) <= _LONGEST_HEADING:
            axis, theme = _AXIS.fullmatch(text), _THEME.fullmatch(text)
            if theme and (marked or count or len(block) == 1):
                self.take_theme(first.number, theme["heading"])
                return
            named = axis and (axis["named"] or count or marked)
            if axis and named and not text.endswith((".", ";")):
                self.take_axis(first.number, axis)
                return
            if self.outline.axes and (count or (marked and first.mark != "#")):
                self.take_theme(first.number, text)
                return
        self.take_rest(block, text)

    def take_axis(self, line: int, match: re.Match[str]) -> None:
        heading, count = split_count(match["heading"])
        number = _read_number(match["named"] or match["number"])
        expected = len(self.outline.axes) + 1
        if number != expected:
            self.note(line, f"axe {number} attendu au rang {expected} : vérifier les titres d’axe")
        axis = AxisText(line, heading, count, number=expected)
        if count is None:
            self.note(line, f"l’axe « {heading} » n’annonce pas son nombre de mesures")
        self.outline.axes.append(axis)
        self.open_measure = None

    def take_theme(self, line: int, text: str) -> None:
        heading, count = split_count(text)
        if not self.outline.axes:
            self.note(line, f"titre « {heading} » avant le premier axe : laissé de côté")
            return
        if count is None:
            self.note(line, f"le thème « {heading} » n’annonce pas son nombre de mesures")
        self.outline.axes[-1].themes.append(Heading(line, heading, count))
        self.open_measure = None

    def take_measure(self, line: int, match: re.Match[str]) -> None:
        number, text = int(match["number"]), match["text"].strip()
        if first := self.seen.get(number):
            self.note(
                line, f"mesure {number} déjà lue ligne {first} : celle-ci est laissée de côté"
            )
            self.open_measure = None
            return
        if not self.outline.axes:
            self.note(
                line, f"mesure {number} avant tout titre d’axe : un axe « à nommer » est créé"
            )
            self.outline.axes.append(AxisText(line, "À nommer", None, number=1))
        self.seen[number] = line
        measure = MeasureText(number, line, text, match["unit"])
        if not text:
            self.note(line, f"la mesure {number} n’a pas de texte sur sa ligne")
        axis = self.outline.axes[-1]
        (axis.themes[-1] if axis.themes else axis).measures.append(measure)
        self.open_measure = measure

    def take_rest(self, block: list[Line], text: str) -> None:
        """Give a paragraph to the measure that it goes on with, or say that it is left aside."""
        line, measure = block[0].number, self.open_measure
        shown = text if len(text) <= 60 else f"{text[:60].rstrip()}…"
        goes_on = (
            text[:1].islower() or block[0].mark or not (measure and measure.text.endswith("."))
        )
        table = text.startswith("|")
        if measure is not None and not table and (goes_on or text.endswith((".", ";"))):
            if measure.text:
                message = f"« {shown} » rattaché à la mesure {measure.number} : à vérifier"
                self.note(line, message)
            measure.text = fold_space(f"{measure.text} {text}")
            return
        what = "tableau" if table else "ni titre ni mesure"
        self.note(line, f"« {shown} » laissé de côté : {what}")


def split_count(text: str) -> tuple[str, int | None]:
    """Return a heading without the count that ends it, and that count."""
    if match := _COUNT.fullmatch(text):
        return match["heading"], int(match["a"] or match["b"])
    return text, None


def _read_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    values = [_ROMAN[letter] for letter in written.upper()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _compare_counts(outline: Outline) -> None:
    for axis in outline.axes:
        parts: list[tuple[str, Heading, int]] = [("l’axe", axis, len(axis.all_measures()))]
        parts += [("le thème", theme, len(theme.measures)) for theme in axis.themes]
        for what, heading, found in parts:
            if heading.count is not None and heading.count != found:
                said = format_count(heading.count, "mesure")
                message = f"{what} « {heading.text} » annonce {said}, on en lit {found}"
                outline.notes.append(Note(heading.line, message))
    lines = {measure.number: measure.line for measure in outline.all_measures()}
    for missing in sorted({*range(1, max(lines, default=0) + 1)} - {*lines}):
        after = min(number for number in lines if number > missing)
        message = f"mesure {missing} introuvable avant la mesure {after}"
        outline.notes.append(Note(lines[after], message))
    outline.notes.sort()
