"""What libyaml says of a file it cannot read → what an editor should do about it, in French."""

import re
from typing import Any

import yaml

from macros.slips import Failure, Found, Spot, find_slip

SECOND_DOCUMENT = (
    "YAML illisible : « --- » ouvre un second document : un fichier n’en contient qu’un"
)
_REMEDIES = (
    (
        "mapping values are not allowed",
        (
            "un « : » suivi d’une espace coupe la valeur : la mettre "
            'entre guillemets droits ("…"), ou passer à la ligne après « >- »'
        ),
    ),
    (
        "cannot start any token",
        (
            "caractère inattendu : remplacer la tabulation par des espaces, ou "
            "mettre la valeur entre guillemets"
        ),
    ),
    (
        "did not find expected key",
        (
            "l’alignement est rompu ou un guillemet est resté ouvert : "
            "vérifier les espaces en début de ligne"
        ),
    ),
    (
        "did not find expected '-'",
        ("un élément de liste est mal aligné : vérifier les espaces devant le tiret"),
    ),
    (
        "could not find expected ':'",
        (
            "ni un champ, ni la suite de la ligne d’avant : ajouter « : » "
            "après le nom du champ, ou des espaces au début de la ligne"
        ),
    ),
    (
        "block sequence entries are not allowed",
        ("une liste commence à la ligne sous le nom du champ"),
    ),
    ("unexpected end of stream", "un guillemet ouvert n’est pas refermé"),
    (
        "did not find expected ',' or ']'",
        ("un crochet ouvert n’est pas refermé, ou il manque une virgule"),
    ),
    ("did not find expected ',' or '}'", "une accolade ouverte n’est pas refermée"),
    (
        "did not find expected alphabetic or numeric character",
        "mettre entre guillemets une valeur qui commence par « * » ou « & »",
    ),
    (
        "did not find expected comment or line break",
        "mettre entre guillemets une valeur qui commence par « > » ou « | »",
    ),
    (
        "mapping keys are not allowed",
        "mettre entre guillemets une valeur qui commence par « ? »",
    ),
    (
        "unknown escape character",
        "entre guillemets droits doubles, une barre oblique inverse s’écrit deux fois (« \\\\ »)",
    ),
)


_LINE_END = re.compile(r"\r\n?|\n")
# What is not closed, or is no field: where it begins says more than where libyaml gave up.
_FROM_THE_BEGINNING = ("expected ':'", "unexpected end of stream", "',' or ']'", "',' or '}'")


def explain_yaml_error(error: yaml.YAMLError, text: str, last: Any = None) -> Found:
    """Return the line and column of an error, counted from 1, its rule and a remedy.

    `last` is the last scalar that was read.
    """
    said = str(getattr(error, "problem", None) or error)
    began = _spot(getattr(error, "context_mark", None))
    spot = _spot(getattr(error, "problem_mark", None)) or began or (0, 0)
    quoted = None
    if last is not None and last.style in ("'", '"') and last.start_mark.line < last.end_mark.line:
        quoted = _spot(last.start_mark)
    slip = find_slip(Failure(said, spot, began, _LINE_END.split(text), quoted))
    if slip:
        (line, column), rule, message = slip
        return (line + 1, column + 1), rule, message
    remedy = next(
        (remedy for sign, remedy in _REMEDIES if sign in said),
        "vérifier l’alignement, les guillemets et les deux-points autour de cette ligne",
    )
    if began and any(sign in said for sign in _FROM_THE_BEGINNING):
        spot = began
    return (spot[0] + 1, spot[1] + 1), "yaml-syntax", f"YAML illisible : {remedy}"


def _spot(mark: Any) -> Spot | None:
    return (mark.line, mark.column) if mark else None
