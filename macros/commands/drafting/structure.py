"""The bytes of a document → lines of text → axes, themes and measures, and what was not understood."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from macros.data.characters import find_invisible
from macros.data.passages import fold_space
from macros.data.validation import shorten
from macros.french import format_count, join_words, slugify

# Where a line is short of a sentence, the same words page after page are a header or a footer.
_FEWEST_PAGES = 3
_LONGEST_FURNITURE = 90
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|sur|de)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_NAMED_PAGE = re.compile(r"\bpage\b|^p\.|\d\s*(?:/|sur)\s*\d|^[-–—]\s*\d+\s*[-–—]$", re.IGNORECASE)
_CUT_WORD = re.compile(r"(\w*[^\W\d_])[-\u00ad\u2010]$")
# Page breaks and the hyphens that show at the end of a line alone have a sense here.
_MEANT = re.compile("[\f\v\ufffd]|\u00ad\n")
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A remark on a line of the document, in French."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """`text` has its white space folded. `after_gap`: a blank line or a page break comes before."""

    number: int
    text: str
    after_gap: bool = False
    mark: str = ""  # what opened the line: « # » of a heading, « - » of a list


def decode(raw: bytes) -> tuple[str, list[Note]]:
    """Read UTF-8, with or without its mark, UTF-16 with its mark, else Windows' Latin-1."""
    notes = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
        notes.append(Note(1, "texte en UTF-16, converti en UTF-8"))
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = raw.decode("cp1252", errors="replace")
            line = raw.count(b"\n", 0, error.start) + 1
            message = f"pas en UTF-8 (ligne {line}) : lu en Windows-1252, vérifier les accents"
            notes.append(Note(1, message))
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if hidden := [m.start() for m in find_invisible(text) if not _MEANT.match(text, m.start())]:
        message = f"caractères invisibles retirés ({len(hidden)}), le premier est ici"
        notes.append(Note(text.count("\n", 0, hidden[0]) + 1, message))
        removed = {*hidden}
        text = "".join(character for at, character in enumerate(text) if at not in removed)
    if _BROKEN in text:
        line = text.count("\n", 0, text.index(_BROKEN)) + 1
        notes.append(Note(line, "caractère illisible : à recopier du document d’origine"))
    return text, notes


def split_lines(text: str) -> tuple[list[Line], list[Note]]:
    """Return the lines that say something, without headers, footers, page numbers and cut words."""
    written = text.split("\n")
    # Word ends a line inside a paragraph with a vertical tabulation: white space, as a page break.
    folded = [fold_space(line) for line in written]
    furniture, notes = _find_furniture(folded, has_pages="\f" in text)
    lines, gap = [], False
    for index, line in enumerate(folded):
        gap = gap or "\f" in written[index]
        mark, words = _strip_marks(line)
        if not words or index in furniture:
            gap = True
        else:
            lines.append(Line(index + 1, words, gap, mark))
            gap = False
    joined, more = _join_cut_words(lines)
    return [replace(line, text=line.text.replace("\u00ad", "")) for line in joined], [*notes, *more]


def _find_furniture(folded: list[str], *, has_pages: bool) -> tuple[set[int], list[Note]]:
    """Return which lines are page numbers, headers or footers, with a note for each kind."""
    # Page numbers apart, a header says the same on each page.
    shapes = [re.sub(r"\d+", "0", text) for text in folded]
    counts = Counter(shapes)
    found: dict[str, list[int]] = {}
    for index, text in enumerate(folded):
        if _PAGE_NUMBER.fullmatch(text) and (has_pages or _NAMED_PAGE.search(text)):
            found.setdefault("", []).append(index)
        elif (
            has_pages
            and text
            and counts[shapes[index]] >= _FEWEST_PAGES
            and len(text) <= _LONGEST_FURNITURE
            and not text.endswith((".", ";"))
        ):
            found.setdefault(shapes[index], []).append(index)
    notes = []
    for shape, (first, *others) in found.items():
        kind = f"en-tête ou pied de page « {folded[first]} »" if shape else "numéro de page"
        lines = ", ".join(str(index + 1) for index in others)
        also = f" (aussi ligne{'s' * (len(others) > 1)} {lines})" if others else ""
        notes.append(Note(first + 1, f"{kind} retiré{also}"))
    return {index for indexes in found.values() for index in indexes}, notes


def _strip_marks(text: str) -> tuple[str, str]:
    """Take off what Markdown and lists put around the words: titles, bullets, bold, links."""
    mark = ""
    if match := re.match(r"(#{1,6}|>|[•▪◦·*+]|[-–—](?= ))\s+", text):
        mark, text = match[1], text[match.end() :]
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", text)
    is_rule = re.fullmatch(r"[-=_*~|:+ ]{3,}", text)
    return mark, "" if is_rule else text


def _join_cut_words(lines: list[Line]) -> tuple[list[Line], list[Note]]:
    """Put together the words that a hyphen cuts at the end of a line."""
    words = set(re.findall(r"[\w-]+", " ".join(line.text for line in lines).lower()))
    joined: list[Line] = []
    notes = []
    for line in lines:
        match = _CUT_WORD.search(joined[-1].text) if joined else None
        if match is None or not line.text[:1].islower():
            joined.append(line)
            continue
        before = joined[-1]
        head = before.text[: match.end(1)]
        start, end = re.split(r"[\s’'(«]", head)[-1], re.findall(r"[\w-]+", line.text)[0]
        word, hyphened = f"{start}{end}", f"{start}-{end}"
        if hyphened.lower() in words and word.lower() not in words:
            head, word = f"{head}-", hyphened
        if "\u00ad" not in before.text and word.lower() not in words:
            notes.append(Note(before.number, f"mot coupé recollé : « {word} », à vérifier"))
        joined[-1] = replace(before, text=f"{head}{line.text}")
    return joined, notes


# -- The structure of a plan

# What administrative plans call their units, and their parts.
_UNITS = "mesure|action|proposition|recommandation|engagement|préconisation|fiche[ -]action"
_PARTS = "axe|priorité|volet|partie|chapitre|titre|objectif|orientation"
_SUBPARTS = "thème|sous-axe|sous-partie|section|thématique|sous-thème"
_NUMBER = r"\d{1,3}|[IVX]{1,5}"
_RANK = r"(?:n\s?[°o]\s*)?"
_DASH = r"[-–—:.)]"
_MEASURE = re.compile(
    rf"(?P<label>(?P<unit>{_UNITS})\s+{_RANK}"
    rf"(?:(?P<levels>\d{{1,3}}(?:\.\d{{1,3}})++)\s*{_DASH}?|(?P<number>\d{{1,3}})\s*{_DASH}))\s*(?P<text>.*)",
    re.IGNORECASE,
)
_AXIS = re.compile(
    rf"(?:(?:{_PARTS})\s+{_RANK}(?P<named>{_NUMBER})\s*{_DASH}?|(?P<number>{_NUMBER})\s*[-–—.)])"
    r"\s+(?P<heading>\S.*)",
    re.IGNORECASE,
)
_THEME = re.compile(
    rf"(?:(?:{_SUBPARTS})(?:\s+\d[\d.]*)?\s*{_DASH}|\d{{1,2}}\.\d{{1,2}}\.?\s)\s*(?P<heading>\S.*)",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?:{_PARTS}|{_SUBPARTS})\s+{_RANK}(?:{_NUMBER})\b", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?P<heading>.*\S)\s*(?::\s*(?P<a>\d{{1,3}})|\((?P<b>\d{{1,3}})\s+(?:{_UNITS})s?\))",
    re.IGNORECASE,
)
_ENDS = (".", ";", "!", "?", "»", ":", ")")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LONGEST_HEADING = 200


@dataclass(slots=True)
class Heading:
    """A heading of the document; `slug` is None for an axis. `found`: how many measures follow it."""

    line: int
    written: str
    text: str
    count: int | None
    axis: int
    slug: str | None = None
    found: int = 0

    @property
    def form(self) -> str:
        """The heading with a mark for each part: « Axe {number} : {heading} »."""
        before, _, after = self.written.rpartition(self.text)
        before = before if self.slug else before.replace(str(self.axis), "{number}", 1)
        after = after if self.count is None else after.replace(str(self.count), "{count}", 1)
        return f"{before}{{heading}}{after}"


@dataclass(slots=True)
class MeasureText:
    """`label` opens it in the document: « Proposition n° 3 : »."""

    number: int
    line: int
    label: str
    unit: str
    text: str
    axis: int = 0
    theme: str | None = None
    joined: list[int] = field(default_factory=list)  # the lines of its other paragraphs

    @property
    def form(self) -> str:
        return self.label.replace(str(self.number), "{number}", 1)

    @property
    def name(self) -> str:
        return f"« {self.label.rstrip(' -–—:.)')} »"


@dataclass(slots=True)
class Outline:
    """The structure of a plan; it takes the blocks of a document in order."""

    axes: list[Heading] = field(default_factory=list)
    themes: list[Heading] = field(default_factory=list)
    measures: list[MeasureText] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    open_measure: MeasureText | None = None  # the one that a paragraph may go on with

    def note(self, line: int, message: str) -> None:
        self.notes.append(Note(line, message))

    def take(self, block: list[Line]) -> None:
        text = fold_space(" ".join(line.text for line in block))
        line, marked = block[0].number, block[0].mark.startswith("#")
        count = _COUNT.fullmatch(text)
        if match := _MEASURE.fullmatch(text):
            self.take_measure(line, match)
        elif len(text) > _LONGEST_HEADING:
            self.take_rest(block[0], text)
        elif (match := _THEME.fullmatch(text)) and (marked or count or len(block) == 1):
            self.take_theme(line, text, match["heading"])
        elif (
            (match := _AXIS.fullmatch(text))
            and (match["named"] or count or marked)
            and not text.endswith((".", ";"))
        ):
            self.take_axis(line, match)
        elif self.axes and (count or (marked and block[0].mark != "#")):
            self.take_theme(line, text, text)
        else:
            self.take_rest(block[0], text)

    def take_axis(self, line: int, match: re.Match[str]) -> None:
        heading, count = _split_count(match["heading"])
        number = _read_number(match["named"] or match["number"])
        expected = len(self.axes) + 1
        if number != expected:
            self.note(line, f"axe {number} attendu au rang {expected} : vérifier les titres d’axe")
        self.axes.append(Heading(line, match[0], heading, count, expected))
        self.open_measure = None

    def take_theme(self, line: int, written: str, text: str) -> None:
        heading, count = _split_count(text)
        if not self.axes:
            self.note(line, f"titre « {heading} » avant le premier axe : laissé de côté")
            return
        taken = {theme.slug for theme in self.themes}
        base, rank = slugify(heading, 55) or "theme", 1
        while (slug := f"{base}-{rank}" if rank > 1 else base) in taken:
            rank += 1
        self.themes.append(Heading(line, written, heading, count, len(self.axes), slug))
        self.open_measure = None

    def take_measure(self, line: int, match: re.Match[str]) -> None:
        """Give it its number, or its rank where the document numbers by levels (« 1.2.3 »)."""
        self.open_measure = None
        last = max((each.number for each in self.measures), default=0)
        number = int(match["number"] or last + 1)
        label, text = match["label"].strip(), match["text"].strip()
        measure = MeasureText(number, line, label, match["unit"], text)
        for each in self.measures:
            if each.number == number or each.name == measure.name:
                self.note(line, f"{measure.name} déjà lu ligne {each.line} : laissé de côté")
                return
        if not self.axes:
            self.note(line, f"{measure.name} avant tout titre d’axe : un axe « à nommer » est créé")
            self.axes.append(Heading(line, "", "À nommer", None, 1))
        if match["levels"] and not self.measures:
            self.note(line, f"numéros à plusieurs niveaux ({measure.name}) : remplacés par le rang")
        if not text:
            self.note(line, f"{measure.name} n’a pas de texte sur sa ligne")
        axis = self.axes[-1]
        axis.found += 1
        measure.axis = axis.axis
        if self.themes and self.themes[-1].axis == axis.axis:
            self.themes[-1].found += 1
            measure.theme = self.themes[-1].slug
        self.measures.append(measure)
        self.open_measure = measure

    def take_rest(self, first: Line, text: str) -> None:
        """Give a paragraph to the measure that it goes on with, or say that it is left aside."""
        measure = self.open_measure
        shown = shorten(text, 60)
        if text.startswith("|"):
            self.note(first.number, f"« {shown} » laissé de côté : tableau")
            return
        goes_on = text[:1].islower() or first.mark or text.endswith((".", ";"))
        if measure is None or not (goes_on or not measure.text.endswith(".")):
            self.note(first.number, f"« {shown} » laissé de côté : ni titre ni mesure")
            return
        if measure.text:
            measure.joined.append(first.number)
        measure.text = fold_space(f"{measure.text} {text}")

    def compare_counts(self) -> None:
        """Note the paragraphs put together, and what the headings announce and the text lacks."""
        for measure in self.measures:
            if measure.joined:
                lines = f"ligne{'s' * (len(measure.joined) > 1)} {join_words([*map(str, measure.joined)])}"
                message = f"{measure.name} a {len(measure.joined) + 1} paragraphes, mis bout à bout"
                self.note(measure.joined[0], f"{message} ({lines}) : à vérifier")
        by_number = {measure.number: measure for measure in self.measures}
        unit = self.measures[0].unit.lower() if by_number else "mesure"
        for heading in (*self.axes, *self.themes):
            name = f"{'le thème' if heading.slug else 'l’axe'} « {heading.text} »"
            if heading.count is None:
                self.note(heading.line, f"{name} n’annonce aucun nombre")
            elif heading.count != heading.found:
                announced = format_count(heading.count, unit)
                self.note(heading.line, f"{name} annonce {announced}, on en lit {heading.found}")
        for missing in sorted({*range(1, max(by_number, default=0) + 1)} - {*by_number}):
            after = by_number[min(number for number in by_number if number > missing)]
            self.note(after.line, f"{unit} {missing} introuvable avant {after.name}")


def find_form(parts: Sequence[Heading] | Sequence[MeasureText], otherwise: str) -> str:
    """Return how the document writes all of some parts, or another form where it varies."""
    forms = {part.form for part in parts}
    return forms.pop() if len(forms) == 1 else otherwise


def read_outline(lines: list[Line]) -> Outline:
    """Find the structure of a plan in its lines. Nothing is left aside without a note."""
    outline = Outline()
    for block in _split_blocks(lines):
        for part in _cut_heading(block):
            outline.take(part)
    outline.compare_counts()
    return outline


def _split_blocks(lines: list[Line]) -> list[list[Line]]:
    """Cut the lines into paragraphs, and these where a measure or a heading starts or ends."""
    blocks: list[list[Line]] = []
    for line in lines:
        starts = line.after_gap or line.mark.startswith("#") or _MEASURE.match(line.text)
        if not blocks or starts or _ends_before(blocks[-1], line):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _ends_before(block: list[Line], line: Line) -> bool:
    """Tell whether a block is a heading that a line does not go on with, or the line names a part."""
    if block[-1].mark.startswith("#"):
        return True
    text = " ".join(each.text for each in block)
    if line.text[:1].isupper() and _COUNT.fullmatch(text) and not _MEASURE.match(text):
        return True
    return bool(_PART.match(line.text)) and text.endswith(_ENDS)


def _cut_heading(block: list[Line]) -> list[list[Line]]:
    """Cut off a heading that a page break glued to the end of a measure: « … . / Title : 3 »."""
    if len(block) < 2 or not _MEASURE.match(block[0].text) or not _COUNT.fullmatch(block[-1].text):
        return [block]
    for start in range(len(block) - 1, 0, -1):
        if block[start].text[:1].isupper() and block[start - 1].text.endswith(_ENDS):
            return [block[:start], block[start:]]
    return [block]


def _split_count(text: str) -> tuple[str, int | None]:
    """Return a heading without the count that ends it, and that count."""
    if match := _COUNT.fullmatch(text):
        return match["heading"], int(match["a"] or match["b"])
    return text, None


def _read_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    values = [_ROMAN[letter] for letter in written.upper()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
