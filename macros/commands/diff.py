"""`diff`: what the present data change, compared with an earlier revision that git has.

Reported in the order in which a reviewer asks: problems, substance, the rest. It is Markdown, which
forges show and a terminal has as it is. What comes from the data or from git is `Data`: it stands in
code only, where neither Markdown, HTML, mentions nor links are read, without what would command a terminal.
"""

import re
import subprocess
import sys
import tarfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePath

from macros.commands import CommandError
from macros.data.characters import replace_invisible
from macros.data.checking import check_data
from macros.data.yaml_reader import Problem
from macros.french import format_count, format_day
from macros.git import run_git
from macros.history.git_log import PARIS, holds_records
from macros.history.record_changes import Key, Records, compare_versions, read_records
from macros.history.revisions import Nature, Revision, describe_change
from macros.history.wording import Piece, Wording

Files = dict[str, bytes]  # by path from the project: data/plan.yml

_TITLES = {
    Nature.SUBSTANCE: ("Sur le fond", "Ce que le site affirme change."),
    Nature.CORRECTION: ("Corrections", "Ce que le site affirme ne change pas."),
}
_SUFFIXES = (".yml", ".txt")
_SIGNS = {"del": "-", "ins": "+", "": " "}
_TICKS = re.compile(r"`+")
_BLANKS = re.compile(r"\n([ ]*\n)+")


def add_diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("revision", metavar="VERSION", help="branche, étiquette ou commit (main)")


def run_diff(options: Namespace) -> int:
    data: Path = options.data.absolute()
    words, before = _read_base(data, options.revision)
    now = check_data(data)
    out = Writer()
    out.add_heading("Ce que change cette proposition", 2)
    out.add_line(*words)
    header = len(out.parts)
    if now.problems:
        add_problems(out, now.problems)
    add_changes(out, before, _read_files(data), Wording(now.dataset))
    if len(out.parts) > header:
        sys.stdout.write(out.write())
    else:
        print(f"Rien n’a changé depuis {options.revision}.", file=sys.stderr)
    return 1 if now.problems else 0


def _read_base(data: Path, name: str) -> tuple[tuple[str, ...], Files]:
    """Return the words that name the commit where the present work left a revision, and its files."""
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
        parts = {PurePath(file.name): tar.extractfile(file) for file in tar if file.isfile()}
        files = {
            f"data/{path.relative_to(data.name).as_posix()}": part.read()
            for path, part in parts.items()
            if part and path.is_relative_to(data.name) and path.suffix in _SUFFIXES
        }
    since = "à" if commit == tip else "au commit où elle a quitté"
    words = (
        f"Comparée {since} ",
        Data(name),
        " (",
        Data(commit[:7]),
        f", {format_day(day.date())}).",
    )
    return words, files


def _read_files(data: Path) -> Files:
    """Return the files of a folder of data, whether git knows them or not; no link is followed."""
    return {
        f"data/{path.relative_to(data).as_posix()}": path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.suffix in _SUFFIXES and path.is_file() and not path.is_symlink()
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


# -- The report


class Data(str):
    """Words that others wrote."""

    __slots__ = ()


@dataclass
class Writer:
    parts: list[str] = field(default_factory=list)

    def add_heading(self, words: str, level: int) -> None:
        self.parts.append(f"\n{'#' * (level + 1)} {words}\n")

    def add_line(self, *words: str) -> None:
        self.parts.append(f"\n{_join(words)}\n")

    def add_item(self, *words: str, depth: int = 0) -> None:
        """Add a line of a list, `depth` levels deep."""
        self.parts.append(f"{'  ' * depth}- {_join(words)}")

    def add_code(self, lines: Iterable[str], language: str, depth: int = 0) -> None:
        code = [*map(_clean, lines)]
        ticks = "`" * max(3, _longest_ticks("\n".join(code)) + 1)
        shown = ["", f"{ticks}{language}", *code, ticks, ""]
        self.parts.append("\n".join(f"{'  ' * (depth + 1)}{line}" for line in shown))

    def write(self) -> str:
        # Nothing in code has a blank line of its own.
        return _BLANKS.sub("\n\n", "\n".join(self.parts)).strip() + "\n"


def _join(words: Iterable[str]) -> str:
    return "".join(_code(word) if isinstance(word, Data) else word for word in words)


def _code(words: str) -> str:
    text = _clean(words).strip() or " "
    ticks = "`" * (_longest_ticks(text) + 1)
    # A space beside a tick, which Markdown takes away.
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _longest_ticks(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)


def _clean(words: str) -> str:
    """Put on one line, margin kept, without what is invisible or commands a terminal."""
    return replace_invisible(re.sub(r"[\t\r\n]+", " ", words), "\ufffd").rstrip(" ")


def add_problems(out: Writer, problems: Sequence[Problem]) -> None:
    out.add_heading("À corriger d’abord", 3)
    count = format_count(len(problems), "problème empêche", "problèmes empêchent")
    out.add_line(f"{count} de construire le site.")
    for problem in problems:
        first, *others = str(problem).splitlines()
        out.add_item(Data(first))
        if others:
            out.add_code(others, "yaml")


def add_changes(out: Writer, before: Files, now: Files, wording: Wording) -> None:
    """Add what two versions of the files say differently, however they are laid out."""
    changed = sorted(path for path in before | now if before.get(path) != now.get(path))
    old: Records = {}
    new: Records = {}
    files: dict[Key, str] = {}
    unread = []
    for path in changed:
        if path.startswith("data/source/"):
            out.add_line("Le texte officiel change (", Data(path), ") : à comparer à l’original.")
        if not (holds_records(path) or path == "data/site.yml"):
            continue
        left, right = (
            read_records(path, version[path]) if path in version else {}
            for version in (before, now)
        )
        if left is None:
            unread.append((path, "dans la version de départ"))
        if right is None:
            unread.append((path, "dans cette proposition"))
        if left is not None and right is not None:
            old |= left
            new |= right
            files |= dict.fromkeys(left | right, path)
    revisions = [describe_change(change, wording) for change in compare_versions(old, new)]
    for nature in Nature:
        found = [revision for revision in revisions if nature in revision.natures]
        if found:
            _add_nature(out, nature, found, files)
    for path, when in unread:
        out.add_line(Data(path), f" est illisible {when} : son contenu n’est pas comparé.")


def _add_nature(
    out: Writer, nature: Nature, revisions: Iterable[Revision], files: Mapping[Key, str]
) -> None:
    title, meaning = _TITLES[nature]
    out.add_heading(title, 3)
    out.add_line(meaning)
    for revision in revisions:
        label = f"{revision.kind} : {revision.label}"
        join = ", " if isinstance(revision.key, int) else " "
        name = () if revision.list_name == "site" else (join, Data(revision.title))
        file = files[revision.list_name, revision.key]
        out.add_item(label, *name, " (", Data(file), ")")
        for change in revision.of_nature(nature):
            out.add_item(Data(change.field), depth=1)
            sides = [Piece("del", change.before or ""), Piece("ins", change.after or "")]
            pieces = change.pieces or [piece for piece in sides if piece.text]
            out.add_code((f"{_SIGNS[piece.tag]} {piece.text}" for piece in pieces), "diff", 1)
