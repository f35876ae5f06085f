"""Why the frame around the content is not the same from one engine to another."""

import re
from collections import Counter
from collections.abc import Mapping

EXPLANATIONS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "les deux cases cachées du thème gardent un attribut que HTML n’y admet pas ; "
        "macros/hooks.py, qui l’ôte, ne sert qu’à MkDocs": r'[+-] <input .*class="md-toggle"',
        "chaque thème a ses feuilles de style": r'[+-] <link href="[^"]*/assets/stylesheets/',
        "le petit script en ligne et les réglages de chaque thème, pour des scripts que le site ne "
        "charge pas": r'[+-] <script(> __md_scope=| id="__config")',
        "Zensical ajoute son lien d’évitement, que notre feuille de style cache : le nôtre reste seul": (
            r'[+] <a class="md-skip"'
        ),
        "Zensical annonce aux aides techniques son voile et sa boîte de messages, vides ici": (
            r'[+-] <(label .*class="md-overlay"|div .*class="md-dialog")'
        ),
    }.items()
}


# Files that are not the same from the plain pages.
FILES = {
    "_headers : contenu différent": "les scripts sont chargés par leur version dans MkDocs seul, et "
    "les en-têtes des hébergeurs le disent",
}


def explain(frame: Counter[str]) -> tuple[dict[str, tuple[int, int]], list[tuple[str, int]]]:
    """Sort differences into explained ones, counted by reason, and the others as they are."""
    explained: dict[str, tuple[int, int]] = {}
    unexplained = []
    for line, count in frame.most_common():
        for reason, pattern in EXPLANATIONS.items():
            if pattern.match(line):
                lines, pages = explained.get(reason, (0, 0))
                explained[reason] = (lines + 1, pages + count)
                break
        else:
            unexplained.append((line, count))
    return explained, unexplained
