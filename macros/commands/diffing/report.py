"""A report of changes, in the order in which a reviewer asks: problems, substance, the rest."""

from dataclasses import dataclass

from macros.commands.diffing.base import Base, Files
from macros.commands.diffing.writer import Data, Writer
from macros.data.yaml_reader import Problem
from macros.french import format_count, format_day
from macros.history.git_log import is_told
from macros.history.record_changes import ChangeKind, Key, Records, compare_versions, read_records
from macros.history.revisions import Nature, Revision, describe_change
from macros.history.wording import Piece, Wording

_CHANGE_KINDS = {
    ChangeKind.ADDED: "ajout",
    ChangeKind.CHANGED: "modification",
    ChangeKind.REMOVED: "retrait",
}
_TITLES = {
    Nature.SUBSTANCE: ("Sur le fond", "Ce que le site affirme change."),
    Nature.CORRECTION: ("Corrections", "Ce que le site affirme ne change pas."),
}
_SIGNS = {"del": "-", "ins": "+", "": " "}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything there is to say; `problems` are those of the present data."""

    problems: tuple[Problem, ...]
    official: tuple[str, ...]  # files of the official text that changed
    revisions: tuple[tuple[Revision, str], ...]  # each with its file
    unread: tuple[tuple[str, str], ...]  # files that are no YAML, and in which version

    @property
    def is_empty(self) -> bool:
        return not (self.problems or self.official or self.revisions or self.unread)


def compare_files(
    before: Files, now: Files, wording: Wording, problems: tuple[Problem, ...]
) -> Report:
    """Compare two versions of the files, apart from how they are laid out."""
    changed = sorted(path for path in before | now if before.get(path) != now.get(path))
    old: Records = {}
    new: Records = {}
    files: dict[Key, str] = {}
    unread = []
    for path in changed:
        if not (is_told(path) or path == "data/site.yml"):
            continue
        was, is_ = (
            read_records(path, version[path]) if path in version else {}
            for version in (before, now)
        )
        if was is None:
            unread.append((path, "dans la version de départ"))
        if is_ is None:
            unread.append((path, "dans cette proposition"))
        if was is not None and is_ is not None:
            old |= was
            new |= is_
            files |= dict.fromkeys(was, path) | dict.fromkeys(is_, path)
    return Report(
        problems,
        tuple(path for path in changed if path.startswith("data/source/")),
        tuple(
            (describe_change(change, wording), files[change.key])
            for change in compare_versions(old, new)
        ),
        tuple(unread),
    )


def write_report(report: Report, name: str, base: Base, *, markdown: bool) -> str:
    """Return the report in French, against the revision `name`; nothing when nothing changed."""
    if report.is_empty:
        return ""
    out = Writer(markdown)
    out.add_heading("Ce que change cette proposition", 2)
    since = "au commit où elle a quitté " if base.common else "à "
    day = f", {format_day(base.day)})."
    out.add_line(f"Comparée {since}", Data(name), " (", Data(base.id[:7]), day)
    if report.problems:
        out.add_heading("À corriger d’abord", 3)
        count = format_count(len(report.problems), "problème empêche", "problèmes empêchent")
        out.add_line(f"{count} de construire le site.")
    for problem in report.problems:
        first, *others = str(problem).splitlines()
        out.add_item(Data(first))
        if others:
            out.add_code(others, "yaml")
    for path in report.official:
        out.add_line(
            "Le texte officiel lui-même change (", Data(path), ") : à comparer à l’original."
        )
    for nature in Nature:
        found = [(one, file) for one, file in report.revisions if nature in one.natures]
        if found:
            title, meaning = _TITLES[nature]
            out.add_heading(title, 3)
            out.add_line(meaning)
        for revision, file in found:
            _add_revision(out, revision, nature, file)
    for path, when in report.unread:
        out.add_line(Data(path), f" est illisible {when} : son contenu n’est pas comparé.")
    return out.write()


def _add_revision(out: Writer, revision: Revision, nature: Nature, file: str) -> None:
    label = f"{_CHANGE_KINDS[revision.kind]} : {revision.label}"
    join = ", " if isinstance(revision.key, int) else " "
    title = () if revision.list_name == "site" else (join, Data(revision.title))
    out.add_item(label, *title, " (", Data(file), ")")
    for change in revision.of_nature(nature):
        out.add_item(Data(change.field), depth=1)
        sides = [Piece("del", change.before or ""), Piece("ins", change.after or "")]
        pieces = change.pieces or [piece for piece in sides if piece.text]
        out.add_code((f"{_SIGNS[piece.tag]} {piece.text}" for piece in pieces), "diff", 1)
