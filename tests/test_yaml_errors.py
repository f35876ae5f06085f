"""Slips in measure 15 in a web editor, and the messages: the line of the slip, the remedy."""

import pytest

from macros.data.yaml_reader import parse_text

MEASURE = """\
number: 15
title: Viser le doublement des stratégies
deadlines:
  - kind: due
    date: 2010-12-31
    quote: d’ici à la fin de l’année 2010
  - kind: horizon
    date: 2012-12-31
    note: La généralisation est une perspective, non un engagement ; le texte ne donne pas
      la date du terme du plan.
related:
  - measure: 20
    kind: same-instrument
  - measure: 25
    kind: same-instrument
follow_up: []
"""
NOTE = """\
    note: La généralisation est une perspective, non un engagement ; le texte ne donne pas
      la date du terme du plan.
"""


def change(old: str, new: str) -> str:
    assert old in MEASURE
    return MEASURE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (change("note: La", "note:La"), "9:10: il manque une espace après « note: »"),
        (change("kind: due", "kind:due"), "4:10: il manque une espace après « kind: »"),
        (change("note: La", "note:\u00a0La"), "9:10: espace insécable après « note: » : la remplacer par une espace simple"),
        (change("    date: 2012-12-31", "\u00a0\u00a0\u00a0\u00a0date: 2012-12-31"), "8:1: espace insécable devant « date » : la remplacer par une espace simple"),
        (change("    note: La", "  note: La"), "9:3: « note » n’est pas aligné sur les champs de sa fiche : lui rendre ses espaces"),
        (change("    note: La", "     note: La"), "9:6: « note » a trop d’espaces devant lui : l’aligner sur les champs de sa fiche"),
        (change("      la date du", "la date du"), "10:1: ni un champ, ni la suite de la ligne d’avant : ajouter « : » après le nom du champ, ou des espaces au début de la ligne"),
        (change("  - kind: due\n", ""), "4:5: il manque un tiret devant « date » : chaque élément d’une liste commence par « - »"),
        (change("  - measure: 20", "    measure: 20"), "12:5: il manque un tiret devant « measure » : chaque élément d’une liste commence par « - »"),
        (change("  - kind: horizon", " - kind: horizon"), "7:2: ce tiret n’est pas aligné sur ceux de sa liste : corriger ses espaces"),
        ("figures:\n    - baseline:\n        value: 30\n   - unit: CLS\n", "4:4: ce tiret n’est pas aligné sur ceux de sa liste : corriger ses espaces"),
        (MEASURE + "  - date: 2012\n    summary: Un bilan est publié.\n", "16:12: « [] » dit que cette liste est vide : l’effacer pour écrire sur les lignes du dessous"),
        ("number: 15\ntheme: null\n  slug: transports\n", "2:8: « null » dit que ce champ est vide : l’effacer pour écrire sur les lignes du dessous"),
        (change("note: La", 'note: "La'), "9:11: un guillemet ouvert n’est pas refermé"),
        (change("note: La", 'note: "La').replace("same-instrument", 'même "instrument'), "9:11: ce guillemet ne se referme qu’à la ligne 13 : le refermer à la fin de sa valeur"),
        (change("note: La généralisation", 'note: "La généralisation"'), "9:31: du texte suit le guillemet qui se referme : mettre toute la valeur entre guillemets droits, ou citer entre « »"),
        (change(NOTE, "    note: 'Ce n'est qu’une perspective.'\n"), "9:16: l’apostrophe droite referme le guillemet : écrire ’"),
        (change("note: La", "note: [sic] la"), "9:17: mettre entre guillemets droits une valeur qui commence par « [ » ou « { »"),
        (change(NOTE, f"<<<<<<< main\n{NOTE}=======\n    note: Rien.\n>>>>>>> proposition\n"), "9:1: deux versions sont mêlées (« <<<<<<< », « ======= », « >>>>>>> ») : garder l’une, effacer l’autre et ces trois lignes"),
        (change(NOTE, "    note: Attention : une perspective.\n"), '9:21: un « : » suivi d’une espace coupe la valeur : la mettre entre guillemets droits ("…"), ou passer à la ligne après « >- »'),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_was_made(content: str, message: str) -> None:
    _, problems = parse_text(content, "x.yml")
    line, column, said = message.split(":", 2)
    told = f"x.yml:{line}:{column}: YAML illisible :{said} [yaml-syntax]"
    assert [str(problem) for problem in problems] == [told]


def test_the_measure_itself_reads_right() -> None:
    assert parse_text(MEASURE, "x.yml")[1] == []
