"""`fix`: the data files in their canonical layout, with the safe corrections."""

import difflib
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from macros.atomic import create_text, replace_text
from macros.commands import CommandError
from macros.data.layout import Fix, list_files, propose_fixes
from macros.data.project_files import find_unsafe
from macros.french import format_count

_DESCRIPTION = """\
Met en forme les fichiers de data/ sans en changer le sens : alignement, longueur
des lignes (100 caractères), guillemets, fins de ligne, espaces de trop. Dans les
textes rédigés pour le site, remplace aussi l’apostrophe droite par ’ et les
guillemets droits ou anglais par « ». Le texte officiel et les citations gardent leurs
mots et leurs signes ; commentaires et ordre des champs sont conservés. Dans le texte
officiel et les pages de docs/, ne fait que réunir chaque accent à sa lettre, là où
ils sont décomposés, et ôter les caractères invisibles.

Chaque fichier est d’abord copié, tel qu’il était, dans .cache/fix/."""


def add_fix_arguments(parser: ArgumentParser) -> None:
    parser.description = _DESCRIPTION
    parser.add_argument("--check", action="store_true", help="montre seulement ce qui changerait")


def run_fix(options: Namespace) -> int:
    root: Path = options.data
    files = list_files(root)
    if not files:
        raise CommandError(f"Ce n’est pas un dossier de données : {root}", code=2)
    if unsafe := find_unsafe(root):
        raise CommandError(*unsafe)
    fixes, left = propose_fixes(root, files)
    if left:
        left.append("Corrigez d’abord ce qui précède (« make check »).")
    elif not fixes:
        print(f"Rien à changer dans {format_count(len(files), 'fichier')}.")
    if options.check:
        left += show_fixes(fixes)
    else:
        _write(fixes, root)
    if left:
        raise CommandError(*left)
    return 0


def show_fixes(fixes: list[Fix]) -> list[str]:
    """Print what would change, and return the advice."""
    for fix in fixes:
        before, after = fix.before.split("\n"), fix.after.split("\n")
        names = fix.file, f"{fix.file} (mis en forme)"
        for line in difflib.unified_diff(before, after, *names, lineterm=""):
            # What cannot be seen is shown.
            print(line.replace("\r", "␍").replace("\ufeff", "<BOM>"))
    count = format_count(len(fixes), "fichier")
    return [f"{count} à mettre en forme : « make fix » le fait."] if fixes else []


def _write(fixes: list[Fix], root: Path) -> None:
    """Write the files, each copied first as it was: git may not have it."""
    kept = root.absolute().parent / ".cache" / "fix" / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    for fix in fixes:
        create_text(kept / fix.file, fix.before)
        replace_text(fix.path, fix.after)
        print(f"{fix.file}: mis en forme")
    if fixes:
        print(f"Copie de ce qu’il y avait avant : {kept}")
