"""An error of libyaml → where a hand slipped and what to do, in French.

libyaml says where it gave up, often below the slip, and in the words of a grammar. Each `_find_…`
knows a slip by the lines around that place, and is asked in turn: the first answer counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from macros.data.characters import LINE_END
from macros.data.field_names import FIELDS

Spot = tuple[int, int]  # a line and a column, from 0
Found = tuple[Spot, str]

NO_SPACE = "il manque une espace après le tiret"
SECOND_DOCUMENT = "« --- » ouvre un second document : un fichier n’en contient qu’un"
_QUOTE = "mettre entre guillemets droits une valeur qui commence par"
# Where no slip is known by the lines.
_REMEDIES = {
    "mapping values are not allowed": "un « : » suivi d’une espace coupe la valeur : la mettre entre "
    'guillemets ("…"), ou, si elle en contient, la commencer par « >- » et passer à la ligne',
    "did not find expected key": "l’alignement est rompu, ou un guillemet est resté ouvert : "
    "vérifier les espaces en début de ligne, puis les guillemets",
    "could not find expected ':'": "ni un champ, ni la suite de la ligne d’avant : ajouter « : » "
    "après le nom du champ, ou des espaces au début de la ligne",
    "block sequence entries are not allowed": "une liste commence à la ligne sous le nom du champ",
    "unexpected end of stream": "un guillemet ouvert n’est pas refermé",
    "did not find expected ','": "un crochet ou une accolade n’est pas refermé, ou il manque une virgule",
    "did not find expected alphabetic or numeric character": f"{_QUOTE} « * » ou « & »",
    "did not find expected comment or line break": f"{_QUOTE} « > » ou « | »",
    "mapping keys are not allowed": f"{_QUOTE} « ? »",
    "unknown escape character": "entre guillemets, « \\ » s’écrit deux fois (« \\\\ »)",
}
_OTHERWISE = "vérifier l’alignement, les guillemets et les deux-points autour de cette ligne"
# What is not closed, or is no field: where it begins says more than where libyaml gave up.
_FROM_THE_BEGINNING = ("expected ':'", "unexpected end of stream", "expected ','")

_FIELD = re.compile(r"([ \u00a0\u202f\u2000-\u200a]*(?:- +)*)([a-z_]+):(.*)")
_GLUED_DASH = re.compile(r"( *)-(?:([a-z_]+):(?: |$)|[^\s-])")
_WIDE = re.compile(r"[\u00a0\u202f\u2000-\u200a]")  # spaces that are none to YAML
_WIDE_START = re.compile(rf" *(?:- *)*{_WIDE.pattern}")
_SIMPLE = "la remplacer par une espace simple"
_MERGE = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")
_EMPTY = re.compile(r"(\s*(?:- +)?[\w-]+: +)(\[\]|\{\}|null|~)\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of libyaml: `began` is where what it was reading begins.

    `quoted` is where the last value between quotes begins, when it ends on another line.
    """

    message: str
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

    def fields_around(self) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the fields where the slip may be, the likeliest first, each with its line."""
        began = [self.began[0]] if self.began and "':'" in self.message else []
        for index in (*began, self.spot[0], self.above(self.spot[0])):
            if match := _FIELD.fullmatch(self.at(index)):
                yield index, match


def explain_yaml_error(error: yaml.YAMLError, text: str, last: Any = None) -> Found:
    """Return where a hand slipped and what to do; `last` is the last scalar that was read."""
    message = str(getattr(error, "problem", None) or error)
    began = _locate(getattr(error, "context_mark", None))
    spot = _locate(getattr(error, "problem_mark", None)) or began or (0, 0)
    quoted = None
    if last is not None and last.style in ("'", '"') and last.start_mark.line < last.end_mark.line:
        quoted = _locate(last.start_mark)
    failure = Failure(message, spot, began, LINE_END.split(text), quoted)
    for find in (
        _find_strays,
        _find_wide_space,
        _find_glued,
        _find_empty,
        _find_lost_dash,
        _find_shift,
        _find_sign,
    ):
        for found in find(failure):
            return found
    if began and any(sign in message for sign in _FROM_THE_BEGINNING):
        spot = began
    return spot, next((_REMEDIES[sign] for sign in _REMEDIES if sign in message), _OTHERWISE)


def _locate(mark: Any) -> Spot | None:
    return (mark.line, mark.column) if mark else None


def _find_strays(failure: Failure) -> Iterator[Found]:
    for index, line in enumerate(failure.lines):
        if _MERGE.match(line):
            message = "deux versions sont mêlées (« <<<<<<< », « ======= », « >>>>>>> ») : garder l’une, effacer l’autre et ces trois lignes"
            yield (index, 0), message
    if failure.line.lstrip(" ").startswith("\t"):
        yield (
            failure.spot,
            "remplacer la tabulation par autant d’espaces que devant les champs voisins",
        )


def _find_wide_space(failure: Failure) -> Iterator[Found]:
    for index, match in failure.fields_around():
        if _WIDE.match(match[3]):
            yield (index, match.start(3)), f"espace insécable après « {match[2]}: » : {_SIMPLE}"
    for index in (failure.spot[0], failure.above(failure.spot[0])):
        if start := _WIDE_START.match(failure.at(index)):
            yield (index, start.end() - 1), f"espace insécable en début de ligne : {_SIMPLE}"


def _find_glued(failure: Failure) -> Iterator[Found]:
    for index, match in failure.fields_around():
        if match[2] in FIELDS and match[3][:1].strip():
            yield (index, match.start(3)), f"il manque une espace après « {match[2]}: »"
    for index, *_ in (failure.began or failure.spot, failure.spot):
        dash, above = _GLUED_DASH.match(failure.at(index)), failure.at(failure.above(index))
        if dash and (dash[2] in FIELDS or above.startswith(f"{dash[1]}- ")):
            yield (index, len(dash[1]) + 1), NO_SPACE


def _find_empty(failure: Failure) -> Iterator[Found]:
    above = failure.above(failure.spot[0])
    match = _EMPTY.fullmatch(failure.at(above))
    inside = _indent(failure.line) + failure.line.lstrip().startswith("-")
    if match and inside > _indent(failure.at(above)):
        what = "cette liste est vide" if match[2] == "[]" else "ce champ est vide"
        message = f"« {match[2]} » dit que {what} : l’effacer pour écrire sur les lignes du dessous"
        yield (above, match.start(2)), message


def _find_lost_dash(failure: Failure) -> Iterator[Found]:
    if "expected key" not in failure.message or not failure.line.lstrip().startswith("-"):
        return
    index = failure.above(failure.spot[0])
    while index > 0 and _indent(failure.at(index)) >= failure.spot[1]:
        first, index = index, failure.above(index)
        name = _FIELD.fullmatch(failure.at(first))
        opening = _FIELD.fullmatch(failure.at(index))
        inside = opening and not opening[3].strip() and len(opening[1]) < failure.spot[1]
        if name and "-" not in name[1] and inside:
            message = f"il manque un tiret devant « {name[2]} » : chaque élément d’une liste commence par « - »"
            yield (first, len(name[1])), message
    yield failure.spot, "ce tiret n’est pas aligné sur ceux de sa liste : corriger ses espaces"


def _find_shift(failure: Failure) -> Iterator[Found]:
    """A field that stands too far to the left, or to the right: the one that its neighbours are not with."""
    if not (match := _FIELD.fullmatch(failure.line)):
        return
    row, lead, name = failure.spot[0], len(match[1]), match[2]
    message = "« {} » n’est pas aligné sur les champs de sa fiche : lui rendre ses espaces"
    broken = "expected key" in failure.message and failure.spot == (row, lead)
    if (broken or "expected '-'" in failure.message) and "-" not in match[1]:
        yield (row, lead), message.format(name)
    over = failure.above(row)
    above = _FIELD.fullmatch(failure.at(over))
    shifted = "mapping values" in failure.message and failure.spot[1] == match.end(2)
    if shifted and name in FIELDS and lead > _indent(failure.at(over)):
        first = _FIELD.fullmatch(failure.at(failure.above(over)))
        # Beside a field, or inside of one that says nothing itself.
        there = len(first[1]) + 2 * (not first[3].strip()) if first else None
        if above and "-" not in above[1] and lead in (there, _indent(failure.at(row + 1))):
            yield (over, len(above[1])), message.format(above[2])
        message = f"« {name} » a trop d’espaces devant lui : l’aligner sur les champs de sa fiche"
        yield (row, lead), message


def _find_sign(failure: Failure) -> Iterator[Found]:
    """A value that a quote ends too soon or too late, or that begins with a sign of YAML."""
    row, column = failure.spot
    before, after = failure.line[:column].rstrip(), failure.line[column:]
    if "cannot start any token" in failure.message and after[:1].strip():
        yield failure.spot, f"{_QUOTE} « {after[0]} »"
    if "expected key" not in failure.message or not before:
        return
    if before[-1] in "'\"" and failure.quoted:
        message = f"ce guillemet ne se referme qu’à la ligne {row + 1} : le refermer à la fin de sa valeur"
        yield failure.quoted, message
    if before[-1] == "'" and before[-2:-1].isalpha() and after[:1].isalpha():
        yield (row, len(before) - 1), "l’apostrophe droite referme le guillemet : écrire ’"
    if before[-1] in "'\"":
        message = "du texte suit le guillemet qui se referme : mettre toute la valeur entre guillemets droits, ou citer entre « »"
        yield failure.spot, message
    if before[-1] in "]}":
        yield failure.spot, f"{_QUOTE} « [ » ou « {{ »"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
