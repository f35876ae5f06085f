"""The bytes of a document → lines of text, each with its number in the file."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros.passages import fold_space
from macros.reading import INVISIBLE

# Where a line is short of a sentence, the same words page after page are a header or a footer.
_FEWEST_PAGES = 3
_LONGEST_FURNITURE = 90
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|sur|de)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_NAMED_PAGE = re.compile(r"\bpage\b|^p\.|\d\s*(?:/|sur)\s*\d|^[-–—]\s*\d+\s*[-–—]$", re.IGNORECASE)
_CUT_WORD = re.compile(r"(\w*[^\W\d_])[-\u00ad\u2010]$")
# Page breaks and the hyphens that show at the end of a line alone have a sense here.
_HIDDEN = re.compile(f"(?![\f\v\u00ad]){INVISIBLE.pattern}|\u00ad(?!\n)")
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """What a person has to know of a line of the document, in French."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"ligne {self.line} : {self.message}"


@dataclass(frozen=True, slots=True)
class Line:
    """`text` has its white space folded. `after_gap`: a blank line or a page break comes before."""

    number: int
    text: str
    after_gap: bool = False
    mark: str = ""  # what opened the line: « # » of a heading, « - » of a list


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    notes: tuple[Note, ...]


def decode(raw: bytes) -> Decoded:
    """Read UTF-8, with or without its mark, UTF-16 with its mark, else Windows' Latin-1."""
    notes = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, note = raw.decode("utf-16", errors="replace"), "texte en UTF-16, converti en UTF-8"
        notes.append(note)
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            text = raw.decode("cp1252", errors="replace")
            note = (
                f"le texte n’est pas en UTF-8 (ligne {line}) : lu comme du Latin-1 (Windows-1252), "
            )
            notes.append(note + "vérifier les accents et les guillemets")
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append("marque d’ordre des octets (BOM) retirée")
    found = [Note(1, message) for message in notes]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := list(_HIDDEN.finditer(text)):
        line = text[: hidden[0].start()].count("\n") + 1
        message = f"caractères invisibles retirés ({len(hidden)}), le premier est ici"
        found.append(Note(line, message))
        text = _HIDDEN.sub("", text)
    if _BROKEN in text:
        line = text[: text.index(_BROKEN)].count("\n") + 1
        found.append(Note(line, "caractère illisible : à recopier du document d’origine"))
    return Decoded(text, tuple(found))


def split_lines(text: str) -> tuple[list[Line], list[Note]]:
    """Return the lines that say something, without headers, footers, page numbers and cut words."""
    pages, numbered = _split_pages(text)
    furniture, notes = _find_furniture(numbered, has_pages=pages > 1)
    lines, gap = [], False
    for number, written, starts_page in numbered:
        gap = gap or starts_page
        mark, said = _strip_marks(written)
        if not said or number in furniture:
            gap = True
        else:
            lines.append(Line(number, said, gap, mark))
            gap = False
    joined, more = _join_cut_words(lines)
    whole = [replace(line, text=line.text.replace("\u00ad", "")) for line in joined]
    return whole, sorted([*notes, *more])


def _split_pages(text: str) -> tuple[int, list[tuple[int, str, bool]]]:
    """Return the number of pages, and (number, text, first of its page) for each line."""
    found = []
    pages = text.count("\f") + 1
    for number, written in enumerate(text.split("\n"), start=1):
        starts = "\f" in written
        # Word ends a line inside a paragraph with a vertical tabulation.
        found.append((number, written.replace("\f", " ").replace("\v", " "), starts))
    return pages, found


def _find_furniture(
    numbered: list[tuple[int, str, bool]], *, has_pages: bool
) -> tuple[set[int], list[Note]]:
    texts = {number: fold_space(text) for number, text, _ in numbered if text.strip()}
    # Page numbers apart, a header says the same on each page.
    shapes = {number: re.sub(r"\d+", "0", text) for number, text in texts.items()}
    counts = Counter(shapes.values())
    furniture: set[int] = set()
    headers: dict[str, list[int]] = {}
    named: dict[str, str] = {}
    for number, text in texts.items():
        if _PAGE_NUMBER.fullmatch(text) and (has_pages or _NAMED_PAGE.search(text)):
            furniture.add(number)
            headers.setdefault("numéro de page", []).append(number)
        elif (
            counts[shapes[number]] >= _FEWEST_PAGES
            and len(text) <= _LONGEST_FURNITURE
            and has_pages
            and not text.endswith((".", ";"))
        ):
            furniture.add(number)
            what = named.setdefault(shapes[number], f"en-tête ou pied de page « {text} »")
            headers.setdefault(what, []).append(number)
    notes = []
    for what, found in headers.items():
        times = f" (aussi ligne{'s' * (len(found) > 2)} {', '.join(map(str, found[1:]))})"
        notes.append(Note(found[0], f"{what} retiré{times if len(found) > 1 else ''}"))
    return furniture, notes


def _strip_marks(written: str) -> tuple[str, str]:
    """Take off what Markdown and lists put around the words: titles, bullets, bold, links."""
    text = fold_space(written)
    mark = ""
    if match := re.match(r"(#{1,6}|>|[•▪◦·*+]|[-–—](?= ))\s+", text):
        mark, text = match[1], text[match.end() :]
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", text)
    if re.fullmatch(r"[-=_*~|:+ ]{3,}", text):
        return mark, ""  # a rule
    return mark, text


def _join_cut_words(lines: list[Line]) -> tuple[list[Line], list[Note]]:
    """Put together the words that a hyphen cuts at the end of a line."""
    everything = " ".join(line.text for line in lines).lower()
    joined: list[Line] = []
    notes = []
    for line in lines:
        before = joined[-1] if joined else None
        match = _CUT_WORD.search(before.text) if before else None
        if before is None or match is None or not line.text[:1].islower():
            joined.append(line)
            continue
        rest = line.text.split()[0]
        head = before.text[: match.end(1)]
        word = re.split(r"[\s’'(«]", head)[-1]
        whole, hyphened = f"{word}{rest}".lower(), f"{word}-{rest}".lower()
        hyphen = "-" if _occurs(hyphened, everything) and not _occurs(whole, everything) else ""
        if "\u00ad" not in before.text and not _occurs(hyphened if hyphen else whole, everything):
            kept = f"{word}{hyphen}{rest}".rstrip(".,;:")
            notes.append(Note(before.number, f"mot coupé recollé : « {kept} », à vérifier"))
        text = f"{head}{hyphen}{line.text}"
        joined[-1] = replace(before, text=text)
    return joined, notes


def _occurs(word: str, text: str) -> bool:
    bare = word.rstrip(".,;:)»")
    return bool(re.search(rf"(?<![\w-]){re.escape(bare)}(?![\w-])", text))


def iter_paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines without a gap."""
    run: list[Line] = []
    for line in lines:
        if line.after_gap and run:
            yield run
            run = []
        run.append(line)
    if run:
        yield run
