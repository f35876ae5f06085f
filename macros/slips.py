"""The usual slips of a hand in a data file that YAML cannot read: where it slipped, what to do.

libyaml says where it gave up, often below the slip, and in the words of a grammar. Each `_find_…` knows
one slip by the lines around that place, and is asked in turn.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from macros.labels import FIELDS

Spot = tuple[int, int]  # a line and a column, from 0
Found = tuple[Spot, Literal["yaml-syntax"], str]

_FIELD = re.compile(r"([ \u00a0\u202f\u2000-\u200a]*(?:- +)*)([a-z_]+):(.*)")
_WIDE = re.compile(r"[\u00a0\u202f\u2000-\u200a]")  # spaces that are none to YAML
_MERGE = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")
_EMPTY = re.compile(r"(\s*(?:- +)?[\w-]+: +)(\[\]|\{\}|null|~)\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Failure:
    """What libyaml says of a file: `began` is where what it was reading begins.

    `quoted` is where the last value between quotes begins, when it ends on another line.
    """

    said: str
    spot: Spot
    began: Spot | None
    lines: list[str]
    quoted: Spot | None

    @property
    def line(self) -> str:
        return self.at(self.spot[0])

    def at(self, index: int) -> str:
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def above(self, index: int) -> int:
        """Return the nearest line above that says something, -1 if there is none."""
        while index > 0 and not self.at(index - 1).split("#")[0].strip():
            index -= 1
        return index - 1

    def around(self) -> Iterator[int]:
        """Yield the lines where the slip may be, the likeliest first."""
        if self.began and "':'" in self.said:
            yield self.began[0]
        yield self.spot[0]
        yield self.above(self.spot[0])


def find_slip(failure: Failure) -> Found | None:
    """Return the first slip that explains a failure, if any does."""
    return next((found for find in _SLIPS if (found := find(failure))), None)


def _find_merge(failure: Failure) -> Found | None:
    for index, line in enumerate(failure.lines):
        if _MERGE.match(line):
            message = "deux versions sont mêlées (« <<<<<<< », « ======= », « >>>>>>> ») : garder l’une, effacer l’autre et ces trois lignes"
            return _say((index, 0), message)
    return None


def _find_tab(failure: Failure) -> Found | None:
    if not failure.line.lstrip(" ").startswith("\t"):
        return None
    return _say(failure.spot, "remplacer la tabulation par des espaces")


def _find_wide_space(failure: Failure) -> Found | None:
    for index in failure.around():
        if not (match := _FIELD.fullmatch(failure.at(index))):
            continue
        lead, name, rest = match.groups()
        if wide := _WIDE.search(lead):
            message = f"espace insécable devant « {name} » : la remplacer par une espace simple"
            return _say((index, wide.start()), message)
        if _WIDE.match(rest):
            message = f"espace insécable après « {name}: » : la remplacer par une espace simple"
            return _say((index, match.start(3)), message)
    return None


def _find_glued(failure: Failure) -> Found | None:
    for index in failure.around():
        match = _FIELD.fullmatch(failure.at(index))
        if match and match[2] in FIELDS and match[3][:1].strip():
            return _say((index, match.start(3)), f"il manque une espace après « {match[2]}: »")
    return None


def _find_empty(failure: Failure) -> Found | None:
    above = failure.above(failure.spot[0])
    match = _EMPTY.fullmatch(failure.at(above))
    inside = _indent(failure.line) + failure.line.lstrip().startswith("-")
    if not match or inside <= _indent(failure.at(above)):
        return None
    what = "cette liste est vide" if match[2] == "[]" else "ce champ est vide"
    message = f"« {match[2]} » dit que {what} : l’effacer pour écrire sur les lignes du dessous"
    return _say((above, match.start(2)), message)


def _find_lost_dash(failure: Failure) -> Found | None:
    if "expected key" not in failure.said or not failure.line.lstrip().startswith("-"):
        return None
    index = failure.above(failure.spot[0])
    while index > 0 and _indent(failure.at(index)) >= failure.spot[1]:
        first, index = index, failure.above(index)
        name = _FIELD.fullmatch(failure.at(first))
        opening = _FIELD.fullmatch(failure.at(index))
        inside = opening and not opening[3].strip() and len(opening[1]) < failure.spot[1]
        if name and "-" not in name[1] and inside:
            message = f"il manque un tiret devant « {name[2]} » : chaque élément d’une liste commence par « - »"
            return _say((first, len(name[1])), message)
    return _say(
        failure.spot, "ce tiret n’est pas aligné sur ceux de sa liste : corriger ses espaces"
    )


def _find_shift(failure: Failure) -> Found | None:
    """A field that stands too far to the left in a list, or to the right."""
    match = _FIELD.fullmatch(failure.line)
    if not match:
        return None
    lead, name = len(match[1]), match[2]
    if "expected '-'" in failure.said and "-" not in match[1]:
        message = f"« {name} » n’est pas aligné sur les champs de sa fiche : lui rendre ses espaces"
        return _say((failure.spot[0], lead), message)
    above = failure.at(failure.above(failure.spot[0]))
    shifted = "mapping values" in failure.said and failure.spot[1] == match.end(2)
    if shifted and name in FIELDS and lead > _indent(above):
        message = f"« {name} » a trop d’espaces devant lui : l’aligner sur les champs de sa fiche"
        return _say((failure.spot[0], lead), message)
    return None


def _find_end_of_quote(failure: Failure) -> Found | None:
    row, column = failure.spot
    before, after = failure.line[:column].rstrip(), failure.line[column:]
    if "expected key" not in failure.said or not before:
        return None
    if before[-1] in "'\"" and failure.quoted:
        message = f"ce guillemet ne se referme qu’à la ligne {row + 1} : le refermer à la fin de sa valeur"
        return _say(failure.quoted, message)
    if before[-1] == "'" and before[-2:-1].isalpha() and after[:1].isalpha():
        return _say((row, len(before) - 1), "l’apostrophe droite referme le guillemet : écrire ’")
    if before[-1] in "'\"":
        message = "du texte suit le guillemet qui se referme : mettre toute la valeur entre guillemets droits, ou citer entre « »"
        return _say(failure.spot, message)
    if before[-1] in "]}":
        message = "mettre entre guillemets droits une valeur qui commence par « [ » ou « { »"
        return _say(failure.spot, message)
    return None


def _find_sign(failure: Failure) -> Found | None:
    sign = failure.line[failure.spot[1] :][:1]
    if "cannot start any token" not in failure.said or not sign.strip():
        return None
    message = f"mettre entre guillemets droits une valeur qui commence par « {sign} »"
    return _say(failure.spot, message)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _say(spot: Spot, message: str) -> Found:
    return spot, "yaml-syntax", f"YAML illisible : {message}"


_SLIPS: tuple[Callable[[Failure], Found | None], ...] = (
    _find_merge,
    _find_tab,
    _find_wide_space,
    _find_glued,
    _find_empty,
    _find_lost_dash,
    _find_shift,
    _find_end_of_quote,
    _find_sign,
)
