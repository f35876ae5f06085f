"""git → the data files of an earlier revision, and those of now."""

import subprocess
import tarfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from macros.git import run_git
from macros.history.git_log import PARIS

Files = dict[str, bytes]  # by path from the project: data/plan.yml


class RevisionError(ValueError):
    """The revision cannot be read; the message, in French, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Base:
    """The commit that is compared with: where the present work left the revision, if git knows."""

    id: str
    day: date
    common: bool  # the present work has since left it on its own


def extract_base(data: Path, name: str, folder: Path) -> Base:
    """Put the data of the revision `name` into a folder, under the name of the folder `data`."""
    root = data.parent
    tip = _resolve(root, name)
    commit = _ask(root, "merge-base", tip, "HEAD") or tip
    day = datetime.fromtimestamp(int(_ask(root, "log", "-1", "--format=%ct", commit)), PARIS)
    try:
        archive = run_git(root, ["archive", "--format=tar", commit])
    except subprocess.CalledProcessError:
        message = "git n’a pas le contenu de cette version : « git fetch » le demande"
        raise RevisionError(message) from None
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        held = [file for file in tar if file.isfile() and file.name.startswith(f"{data.name}/")]
        tar.extractall(folder, held, filter="data")
    return Base(commit, day.date(), commit != tip)


def read_files(data: Path) -> Files:
    """Return the files of a folder of data, whether git knows them or not; no link is followed."""
    return {
        f"data/{path.relative_to(data).as_posix()}": path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.suffix in (".yml", ".txt") and path.is_file() and not path.is_symlink()
    }


def _resolve(root: Path, name: str) -> str:
    if not _ask(root, "rev-parse", "--git-dir"):
        raise RevisionError("ce dossier n’est pas une copie git, ou git n’est pas installé")
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
    raise RevisionError(f"version inconnue de git : {advice}")


def _ask(root: Path, *command: str) -> str:
    """Return the words of git's answer, none when it has no answer."""
    try:
        return run_git(root, [*command]).decode(errors="replace").strip()
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ""
