"""Characters that no text of the project may hold: invisible, decomposed, or read in a wrong encoding.

Unicode's own properties tell which they are. Line ends, tabulations and spaces are left to YAML and to
the rules.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from os.path import commonprefix
from typing import Literal, NamedTuple

# What libyaml and editors count as the end of a line, once the others are gone.
LINE_END = re.compile("\r\n|[\n\r]")
_MOST = 20  # faults that are told of a text: a wrong encoding makes one on each line

# What is not among the usual ones, which are quick to skip.
_RARE = re.compile("[^\t\n\r -~\xa0-\xac\xae-\u024f\u2010-\u2027\u202f-\u205e\u20ac]")
# Unicode's Default_Ignorable_Code_Point that its categories call letters, marks or blanks.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb\ufffd"
    "\U000e0000-\U000e0fff]"
)
_BREAKS = "\v\f\x85\u2028\u2029"
_NAMES = {
    "\xad": "trait d’union conditionnel",
    "\u200b": "espace sans largeur",
    "\u202e": "écriture de droite à gauche",
    "\ufeff": "marque d’ordre des octets",
}
# UTF-8 as Windows-1252 or Latin-1 shows it: an opening byte, then those that follow it.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_NEXT = f"[{''.join(shown for shown, byte in _BYTES.items() if byte < 0xC0)}]"
_MISREAD = re.compile(f"[\xc2-\xc5]{_NEXT}|[\xe2\xef]{_NEXT}{{2}}|\xf0{_NEXT}{{3}}")
# What French is written with: « É» » or « Ä… » are no such accident.
_FRENCH = re.compile(
    "[\xa0«»©°·²³½àâäçèéêëîïôöùûüÿœæÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŸŒÆÃÅ\u2010-\u203a€™\ufeff]|[^\0-\uffff]"
)


Rule = Literal["decomposed-accent", "misread-text", "invisible-character"]
MENDED = ("decomposed-accent", "invisible-character")  # those that `fix` mends


class Fault(NamedTuple):
    """A fault at a place of a text, in French."""

    start: int
    rule: Rule
    message: str


@lru_cache(maxsize=4096)
def is_invisible(character: str) -> bool:
    """Whether a character shows nothing, or not the same everywhere. A wide space is a space."""
    hidden = not character.isprintable() and unicodedata.category(character) != "Zs"
    return hidden or _IGNORABLE.match(character) is not None


def find_invisible(text: str) -> Iterator[re.Match[str]]:
    return filter(_is_out_of_place, _RARE.finditer(text))


def replace_invisible(text: str, by: str = "") -> str:
    return _RARE.sub(lambda match: by if _is_out_of_place(match) else match[0], text)


def _is_out_of_place(match: re.Match[str]) -> bool:
    if match[0] in "\ufe0e\ufe0f" and match.start():  # how the symbol before it is drawn
        return not unicodedata.category(match.string[match.start() - 1]).startswith("S")
    return is_invisible(match[0])


def clean_text(text: str) -> str:
    """Return a text as it was meant: each fault is told by itself, and has no consequences."""
    text = re.sub(f"[{_BREAKS}]", " ", text)
    return unicodedata.normalize("NFC", replace_invisible(text))


def mend_text(text: str) -> str:
    """Return a text without the faults that need not its author: no letter is lost, nor guessed."""
    text = re.sub(f"[{_BREAKS}]", " ", text)
    kept = _RARE.sub(
        lambda match: "" if _is_out_of_place(match) and not _is_lost(match[0]) else match[0], text
    )
    return unicodedata.normalize("NFC", kept)


def _is_lost(character: str) -> bool:
    """Whether something else may have stood there: a letter, or what a font showed."""
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn")


def find_faults(text: str) -> Iterator[Fault]:
    """Yield the first fault of each line; of decomposed accents the first of all, since `fix` mends them."""
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        index = len(commonprefix((text, composed)))  # noqa: RUF071 (no paths)
        word = _word(composed, index)
        message = f"accents à part de leur lettre dès « {word} » : « make fix » les réunit"
        yield Fault(index, "decomposed-accent", message)
    if _MISREAD.search(text) or next(find_invisible(text), None):
        yield from islice(_find_in_lines(text), _MOST)


def _find_in_lines(text: str) -> Iterator[Fault]:
    start = 0
    for line in text.split("\n"):
        found = next(_find_misread(line), None) or next(map(_name, find_invisible(line)), None)
        if found:
            yield found._replace(start=start + found.start)
        start += len(line) + 1


def _find_misread(line: str) -> Iterator[Fault]:
    for match in _MISREAD.finditer(line):
        if _read_again(match) != match[0]:
            word = right = _word(line, match.start())
            while (better := _MISREAD.sub(_read_again, right)) != right:
                right = better
            message = f"« {word} » a été lu dans un mauvais encodage : écrire « {right} »"
            yield Fault(match.start(), "misread-text", message)


def _read_again(match: re.Match[str]) -> str:
    read = bytes(_BYTES[character] for character in match[0]).decode(errors="replace")
    return read if _FRENCH.fullmatch(read) else match[0]


def _name(match: re.Match[str]) -> Fault:
    """Name a character that cannot be seen, and say what to do about it."""
    character, kind, remedy = match[0], "invisible", "« make fix » le supprime"
    if character in _BREAKS:
        kind, remedy = "de fin de ligne", "« make fix » le remplace par une espace"
    elif _is_lost(character):
        kind, remedy = "perdu", "retaper la lettre d’origine, ou le supprimer"
    name = f" ({_NAMES[character]})" if character in _NAMES else ""
    message = f"caractère {kind} U+{ord(character):04X}{name} : {remedy}"
    rule: Rule = "misread-text" if _is_lost(character) else "invisible-character"
    return Fault(match.start(), rule, message)


def _word(text: str, index: int) -> str:
    """Return the word at a place of a text, no longer than a message may cite."""
    before = re.split(r"[ \t\r\n]", text[max(0, index - 30) : index])[-1]
    return before + re.split(r"[ \t\r\n]", text[index : index + 30])[0]
