"""`diff`: what the present data change, compared with an earlier revision that git has."""

import subprocess
import sys
import tarfile
import tempfile
from argparse import ArgumentParser, Namespace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from macros.commands import CommandError
from macros.commands.diff_report import Data, Files, Writer, add_changes, add_problems
from macros.data.checking import check_data
from macros.french import format_day
from macros.git import run_git
from macros.history.git_log import PARIS
from macros.history.wording import Wording


def add_diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "revision", metavar="VERSION", help="branche, étiquette ou commit de départ (main)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown"),
        default="text",
        help="text pour un terminal (par défaut), markdown pour une demande de fusion",
    )
    parser.epilog = (
        "Code de sortie : 0 si la comparaison est complète (rien n’est écrit si rien n’a changé), "
        "1 si les données présentes ont des problèmes, 2 si la version de départ est introuvable."
    )


def run_diff(options: Namespace) -> int:
    data: Path = options.data.absolute()
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / data.name
        base = _extract_base(data, options.revision, earlier.parent)
        before, old = _read_files(earlier), check_data(earlier).dataset
    now = check_data(data)
    wording = Wording(*(dataset for dataset in (old, now.dataset) if dataset))
    out = Writer(options.format == "markdown")
    out.add_heading("Ce que change cette proposition", 2)
    out.add_line(*base)
    header = len(out.parts)
    if now.problems:
        add_problems(out, now.problems)
    add_changes(out, before, _read_files(data), wording)
    if len(out.parts) > header:
        sys.stdout.write(out.write())
    else:
        print(f"Rien n’a changé depuis {options.revision}.", file=sys.stderr)
    return 1 if now.problems else 0


def _extract_base(data: Path, name: str, folder: Path) -> tuple[str, ...]:
    """Put the data of the revision `name` into a folder; return the words that name its commit.

    It is the one where the present work left the revision, if git knows.
    """
    root = data.parent
    tip = _resolve(root, name)
    commit = _ask(root, "merge-base", tip, "HEAD") or tip
    day = datetime.fromtimestamp(int(_ask(root, "log", "-1", "--format=%ct", commit)), PARIS)
    try:
        archive = run_git(root, ["archive", "--format=tar", commit])
    except subprocess.CalledProcessError:
        message = "git n’a pas le contenu de cette version : « git fetch » le demande"
        raise _refuse(name, message) from None
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        files = [file for file in tar if file.isfile() and file.name.startswith(f"{data.name}/")]
        tar.extractall(folder, files, filter="data")
    since = "à" if commit == tip else "au commit où elle a quitté"
    return f"Comparée {since} ", Data(name), " (", Data(commit[:7]), f", {format_day(day.date())})."


def _read_files(data: Path) -> Files:
    """Return the files of a folder of data, whether git knows them or not; no link is followed."""
    return {
        f"data/{path.relative_to(data).as_posix()}": path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.suffix in (".yml", ".txt") and path.is_file() and not path.is_symlink()
    }


def _resolve(root: Path, name: str) -> str:
    if not _ask(root, "rev-parse", "--git-dir"):
        raise _refuse(name, "ce dossier n’est pas une copie git, ou git n’est pas installé")
    # In the copy that a forge makes for its checks, branches are known by their remote name alone.
    for known in (name, f"origin/{name}"):
        wanted = f"{known}^{{commit}}"
        if commit := _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted):
            return commit
    advice = (
        "cette copie ne contient qu’une partie de l’historique : « git fetch --unshallow » la complète"
        if _ask(root, "rev-parse", "--is-shallow-repository") == "true"
        else "donner une branche (main), une étiquette ou un commit ; « git branch --all » les liste"
    )
    raise _refuse(name, f"version inconnue de git : {advice}")


def _refuse(name: str, reason: str) -> CommandError:
    return CommandError(f"« {name} » : {reason}.", code=2)


def _ask(root: Path, *command: str) -> str:
    """Return the words of git's answer, none when it has no answer."""
    try:
        return run_git(root, [*command]).decode(errors="replace").strip()
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ""
