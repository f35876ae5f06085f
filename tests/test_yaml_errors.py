"""What someone does to measure 15 in a web editor, and what is said: the line of the slip, the remedy."""

import pytest

from macros.reading import parse_document

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
        (
            change("note: La", "note:La"),
            "x.yml:9:10: YAML illisible : il manque une espace après « note: » [yaml-syntax]",
        ),
        (
            change("kind: due", "kind:due"),
            "x.yml:4:10: YAML illisible : il manque une espace après « kind: » [yaml-syntax]",
        ),
        (
            change("note: La", "note:\u00a0La"),
            (
                "x.yml:9:10: YAML illisible : espace insécable après « note: » : la remplacer par une "
                "espace simple [yaml-syntax]"
            ),
        ),
        (
            change("    date: 2012-12-31", "\u00a0\u00a0\u00a0\u00a0date: 2012-12-31"),
            (
                "x.yml:8:1: YAML illisible : espace insécable devant « date » : la remplacer par une "
                "espace simple [yaml-syntax]"
            ),
        ),
        (
            change("    note: La", "  note: La"),
            (
                "x.yml:9:3: YAML illisible : « note » n’est pas aligné sur les champs de sa fiche : lui "
                "rendre ses espaces [yaml-syntax]"
            ),
        ),
        (
            change("    note: La", "     note: La"),
            (
                "x.yml:9:6: YAML illisible : « note » a trop d’espaces devant lui : l’aligner sur les "
                "champs de sa fiche [yaml-syntax]"
            ),
        ),
        (
            change("      la date du", "la date du"),
            (
                "x.yml:10:1: YAML illisible : ni un champ, ni la suite de la ligne d’avant : ajouter "
                "« : » après le nom du champ, ou des espaces au début de la ligne [yaml-syntax]"
            ),
        ),
        (
            change("  - kind: due\n", ""),
            (
                "x.yml:4:5: YAML illisible : il manque un tiret devant « date » : chaque élément d’une "
                "liste commence par « - » [yaml-syntax]"
            ),
        ),
        (
            change("  - measure: 20", "    measure: 20"),
            (
                "x.yml:12:5: YAML illisible : il manque un tiret devant « measure » : chaque élément "
                "d’une liste commence par « - » [yaml-syntax]"
            ),
        ),
        (
            change("  - kind: horizon", " - kind: horizon"),
            (
                "x.yml:7:2: YAML illisible : ce tiret n’est pas aligné sur ceux de sa liste : corriger "
                "ses espaces [yaml-syntax]"
            ),
        ),
        (
            "figures:\n    - baseline:\n        value: 30\n   - unit: CLS\n",
            (
                "x.yml:4:4: YAML illisible : ce tiret n’est pas aligné sur ceux de sa liste : "
                "corriger ses espaces [yaml-syntax]"
            ),
        ),
        (
            MEASURE + "  - date: 2012\n    summary: Un bilan est publié.\n",
            (
                "x.yml:16:12: YAML illisible : « [] » dit que cette liste est vide : l’effacer pour "
                "écrire sur les lignes du dessous [yaml-syntax]"
            ),
        ),
        (
            "number: 15\ntheme: null\n  slug: transports\n",
            (
                "x.yml:2:8: YAML illisible : « null » dit que ce champ est vide : l’effacer pour écrire "
                "sur les lignes du dessous [yaml-syntax]"
            ),
        ),
        (
            change("note: La", 'note: "La'),
            "x.yml:9:11: YAML illisible : un guillemet ouvert n’est pas refermé [yaml-syntax]",
        ),
        (
            change("note: La", 'note: "La').replace("same-instrument", 'même "instrument'),
            (
                "x.yml:9:11: YAML illisible : ce guillemet ne se referme qu’à la ligne 13 : le refermer "
                "à la fin de sa valeur [yaml-syntax]"
            ),
        ),
        (
            change("note: La généralisation", 'note: "La généralisation"'),
            (
                "x.yml:9:31: YAML illisible : du texte suit le guillemet qui se referme : mettre toute "
                "la valeur entre guillemets droits, ou citer entre « » [yaml-syntax]"
            ),
        ),
        (
            change(NOTE, "    note: 'Ce n'est qu’une perspective.'\n"),
            (
                "x.yml:9:16: YAML illisible : l’apostrophe droite referme le guillemet : écrire ’ "
                "[yaml-syntax]"
            ),
        ),
        (
            change("note: La", "note: [sic] la"),
            (
                "x.yml:9:17: YAML illisible : mettre entre guillemets droits une valeur qui commence par "
                "« [ » ou « { » [yaml-syntax]"
            ),
        ),
        (
            change(NOTE, f"<<<<<<< main\n{NOTE}=======\n    note: Rien.\n>>>>>>> proposition\n"),
            (
                "x.yml:9:1: YAML illisible : deux versions sont mêlées (« <<<<<<< », « ======= », "
                "« >>>>>>> ») : garder l’une, effacer l’autre et ces trois lignes [yaml-syntax]"
            ),
        ),
        (
            change(NOTE, "    note: Attention : une perspective.\n"),
            (
                "x.yml:9:21: YAML illisible : un « : » suivi d’une espace coupe la valeur : la mettre "
                'entre guillemets droits ("…"), ou passer à la ligne après « >- » [yaml-syntax]'
            ),
        ),
    ],
)
def test_a_slip_is_told_where_it_was_made(content: str, message: str) -> None:
    _, problems = parse_document(content.encode(), "x.yml")
    assert [str(problem) for problem in problems] == [message]


def test_the_measure_itself_reads_right() -> None:
    assert parse_document(MEASURE.encode(), "x.yml")[1] == []
