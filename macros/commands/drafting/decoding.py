"""The bytes of a document → lines of text, each with its number in the file."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from macros.data.characters import find_invisible
from macros.data.passages import fold_space

# Where a line is short of a sentence, the same words page after page are a header or a footer.
_FEWEST_PAGES = 3
_LONGEST_FURNITURE = 90
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|sur|de)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_NAMED_PAGE = re.compile(r"\bpage\b|^p\.|\d\s*(?:/|sur)\s*\d|^[-–—]\s*\d+\s*[-–—]$", re.IGNORECASE)
_CUT_WORD = re.compile(r"(\w*[^\W\d_])[-\u00ad\u2010]$")
# Page breaks and the hyphens that show at the end of a line alone have a sense here.
_MEANINGFUL = re.compile("[\f\v\ufffd]|\u00ad\n")
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
            message = (
                f"le texte n’est pas en UTF-8 (ligne {line}) : lu comme du Latin-1 (Windows-1252), "
                "vérifier les accents et les guillemets"
            )
            notes.append(Note(1, message))
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if hidden := [
        m.start() for m in find_invisible(text) if not _MEANINGFUL.match(text, m.start())
    ]:
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
