"""git → the data files of an earlier revision, and those of now."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from macros.commits import PARIS, read_blobs, run_git

MOST = 30_000_000  # bytes of one file
_TEXT = re.compile(r".*\.(yml|txt)", re.DOTALL)
_REGULAR = ("100644", "100755")


class RevisionError(ValueError):
    """The revision cannot be read; the message, in French, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Base:
    """The commit that is compared with: where the present work left the revision, if git knows."""

    id: str
    day: date
    common: bool  # the present work has since left it on its own
    files: dict[str, bytes]  # by path from the project: data/plan.yml


def read_base(root: Path, name: str, data: str = "data") -> Base:
    """Return the files of the revision `name` of the folder `root`, whose data are in `data`."""
    tip = _resolve(root, name)
    found = _ask(root, ["merge-base", tip, "HEAD"])
    commit = found or tip
    day = datetime.fromtimestamp(int(_ask(root, ["log", "-1", "--format=%ct", commit])), PARIS)
    return Base(commit, day.date(), commit != tip, _read_files(root, commit, data))


def read_present(root: Path, data: str = "data") -> dict[str, bytes]:
    """Return the files as they are in the folder, whether git knows them or not."""
    return {
        f"data/{path.relative_to(root / data).as_posix()}": path.read_bytes()
        for path in sorted((root / data).rglob("*"))
        if _TEXT.fullmatch(path.name) and path.is_file() and path.stat().st_size <= MOST
    }


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write the files under a folder, to be read as any data are."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _resolve(root: Path, name: str) -> str:
    if not _ask(root, ["rev-parse", "--git-dir"]):
        raise RevisionError("ce dossier n’est pas une copie git, ou git n’est pas installé")
    # In the copy that a forge makes for its checks, branches are known by their remote name alone.
    for known in (name, f"origin/{name}"):
        commit = _ask(
            root, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{known}^{{commit}}"]
        )
        if commit:
            return commit
    shallow = _ask(root, ["rev-parse", "--is-shallow-repository"]) == "true"
    advice = (
        "cette copie ne contient qu’une partie de l’historique : « git fetch --unshallow » la complète"
        if shallow
        else "donner une branche (main), une étiquette ou un commit ; « git branch --all » les liste"
    )
    raise RevisionError(f"version inconnue de git : {advice}")


def _read_files(root: Path, commit: str, data: str) -> dict[str, bytes]:
    listed = dict(_list_tree(root, commit, data))
    try:
        blobs = read_blobs(root, listed.values(), MOST)
    except (OSError, subprocess.CalledProcessError, ValueError):
        blobs = {}
    if any(name not in blobs for name in listed.values()):
        raise RevisionError(
            "git n’a pas le contenu de cette version dans cette copie : « git fetch » le demande"
        )
    return {path: blobs[name] for path, name in listed.items()}


def _list_tree(root: Path, commit: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the path, from a folder called « data », and the name of the content of each file."""
    answer = _ask(root, ["ls-tree", "-r", "-z", commit, "--", f"{folder}/"], strip=False)
    for line in filter(None, answer.split("\0")):
        what, _, path = line.partition("\t")
        mode, _, blob = what.split(" ")
        if mode in _REGULAR and _TEXT.fullmatch(path):
            yield "data" + path.removeprefix(folder), blob


def _ask(root: Path, command: list[str], *, strip: bool = True) -> str:
    """Return the words of git's answer, none when it has no answer."""
    try:
        answer = run_git(root, command).decode(errors="replace")
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ""
    return answer.strip() if strip else answer
