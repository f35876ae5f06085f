"""`fix`: the data files in their canonical layout, with the safe corrections."""

import difflib
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.atomic import replace_text
from macros.fixing import Fix, count_lines, list_files, list_texts, propose_fixes
from macros.french import format_count
from macros.git_log import list_unsaved
from macros.project_files import find_unsafe

_DESCRIPTION = """\
Met en forme les fichiers de data/ sans en changer le sens : alignement, longueur
des lignes (100 caractères), guillemets, fins de ligne, espaces de trop, ligne
« yaml-language-server ». Dans les textes rédigés pour le site, remplace aussi
l’apostrophe droite par ’ et les guillemets droits par « ». Le texte officiel et
les citations gardent leurs mots et leurs signes ; commentaires et ordre des
champs sont conservés. Dans le texte officiel et les pages de docs/, ne fait que
réunir chaque accent à sa lettre, là où ils sont décomposés.

Un fichier qui a des modifications non enregistrées dans git n’est pas touché."""
_CODES = """\
Codes de sortie :
  0  tout est en forme
  1  avec --check, un fichier serait modifié ; sinon, un fichier n’a pas pu l’être
  2  la commande est mal écrite"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.description, parser.epilog = _DESCRIPTION, _CODES
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FICHIER",
        help="fichiers à mettre en forme (tous ceux de data/ par défaut)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="n’écrit rien : montre ce qui changerait",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="écrit aussi dans les fichiers modifiés depuis le dernier enregistrement dans git",
    )


def run(options: Namespace) -> int:
    """Return 0 when all the files are in form, 1 when one would change or cannot be laid out."""
    root: Path = options.data
    known = {path.resolve(): path for path in (*list_files(root), *list_texts(root))}
    files = [known.get(path.resolve()) for path in options.files] or [*known.values()]
    strangers = [str(given) for given, path in zip(options.files, files, strict=False) if not path]
    if strangers or not known:
        what = ", ".join(strangers) or str(root)
        print(f"Ce n’est pas un fichier de données : {what}", file=sys.stderr)
        return 2
    if unsafe := find_unsafe(root):
        print("\n".join(map(str, unsafe)), file=sys.stderr)
        return 1
    fixes, unfixed = propose_fixes(root, [path for path in files if path])
    for left in unfixed:
        print(f"{left.place}: {left.reason}", file=sys.stderr)
    if options.check:
        for fix in fixes:
            sys.stdout.writelines(_diff(fix))
    kept = [] if options.check or options.force else _keep_unsaved(root, fixes)
    done = 0 if options.check else _write([fix for fix in fixes if fix not in kept])
    if unfixed:
        print("Corrigez d’abord ce qui précède (« make check »).", file=sys.stderr)
    if kept:
        print(
            "Enregistrez d’abord ces modifications (« git commit »), ou ajoutez --force (make fix ARGS=--force).",
            file=sys.stderr,
        )
    elif options.check and fixes:
        count = format_count(len(fixes), "fichier")
        print(f"{count} à mettre en forme : « make fix » le fait.", file=sys.stderr)
    elif not fixes and not unfixed:
        print(f"Rien à changer dans {format_count(len(files), 'fichier')}.")
    return 1 if unfixed or len(fixes) > done else 0


def _keep_unsaved(root: Path, fixes: list[Fix]) -> list[Fix]:
    """Return, and name, the files that git could not give back."""
    unsaved = list_unsaved(root) if fixes else frozenset()
    kept = []
    for fix in fixes:
        path = fix.path.resolve()
        if unsaved is None:
            reason = "git ne garde pas ce fichier"
        elif unsaved.intersection((path, *path.parents)):
            reason = "des modifications ne sont pas enregistrées dans git"
        else:
            continue
        kept.append(fix)
        print(f"{fix.file}: {reason}, fichier laissé tel quel", file=sys.stderr)
    return kept


def _write(fixes: list[Fix]) -> int:
    for fix in fixes:
        replace_text(fix.path, fix.after)
        lines = count_lines(fix)
        said = (
            format_count(lines, "ligne changée", "lignes changées") if lines else "lignes unifiées"
        )
        print(f"{fix.file}: mis en forme ({said})")
    return len(fixes)


def _diff(fix: Fix) -> list[str]:
    before = fix.before.splitlines(keepends=True)
    after = fix.after.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, fix.file, f"{fix.file} (mis en forme)")
    # What cannot be seen is shown.
    shown = (line.replace("\r", "␍").replace("\ufeff", "<BOM>") for line in lines)
    return [line if line.endswith("\n") else f"{line}\n" for line in shown]
