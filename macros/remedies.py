"""What libyaml says of a file it cannot read → what an editor should do about it, in French."""

from typing import Any, Literal

import yaml

Found = tuple[tuple[int, int], Literal["invisible-character", "yaml-syntax"], str]

SECOND_DOCUMENT = (
    "YAML illisible : « --- » ouvre un second document : un fichier n’en contient qu’un"
)
_REMEDIES = (
    (
        "mapping values are not allowed",
        (
            "un « : » suivi d’une espace coupe la valeur : la mettre "
            "entre guillemets, ou passer à la ligne après « >- »"
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
    ("could not find expected ':'", "il manque « : » après le nom du champ"),
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


def explain_yaml_error(error: yaml.YAMLError, text: str) -> Found:
    """Return the line and column of an error, counted from 1, its rule and a remedy."""
    if isinstance(error, yaml.reader.ReaderError):
        # libyaml counts bytes.
        before = text.encode()[: error.position].decode(errors="ignore")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        return place, "invisible-character", "caractère invisible interdit : le supprimer"
    said = str(getattr(error, "problem", None) or error)
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    if mark and mark.line < len(lines) and lines[mark.line].lstrip(" ").startswith("\t"):
        return place, "yaml-syntax", "YAML illisible : remplacer la tabulation par des espaces"
    remedy = next(
        (remedy for sign, remedy in _REMEDIES if sign in said),
        "vérifier l’alignement, les guillemets et les deux-points autour de cette ligne",
    )
    return place, "yaml-syntax", f"YAML illisible : {remedy}"
