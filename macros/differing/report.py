"""What changed, in the order in which a reviewer asks: the problems, the substance, the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.differing.records import Compared, find_file
from macros.differing.trees import Base
from macros.differing.words import Block, Data, Excerpt, Heading, Item, Line, Sides
from macros.french import format_count, format_day
from macros.history import Change, Nature, Revision
from macros.reading import Problem
from macros.tracing import Event

_EVENTS = {Event.ADDED: "ajout", Event.CHANGED: "modification", Event.REMOVED: "retrait"}
_TITLES = {
    Nature.SUBSTANCE: ("Sur le fond", "Ce que le site affirme change."),
    Nature.CORRECTION: ("Corrections", "Ce que le site affirme ne change pas."),
}
_MOST_RECORDS = 200
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Report:
    """Everything there is to say; `problems` are those of the present data."""

    name: str
    base: Base
    compared: Compared
    problems: tuple[Problem, ...]

    @property
    def is_empty(self) -> bool:
        return self.compared == Compared() and not self.problems


def describe(report: Report) -> Iterator[Block]:
    """Yield the report in French; nothing when nothing changed."""
    if report.is_empty:
        return
    yield Heading("Ce que change cette proposition")
    yield Line(_say_base(report))
    yield from _describe_problems(report.problems)
    for path in report.compared.official:
        yield Line(
            ("Le texte officiel lui-même change (", Data(path), ") : à comparer à l’original.")
        )
    for nature in Nature:
        yield from _describe_nature(nature, report.compared.of_nature(nature))
    if report.compared.settings:
        yield Heading("Réglages du site", 3)
        yield Item(("dans ", Data("data/site.yml")))
        for change in report.compared.settings:
            yield from _describe_change(change)
    yield from _describe_unread(report)


def _say_base(report: Report) -> tuple[str, ...]:
    base = report.base
    since = "au commit où elle a quitté " if base.common else "à "
    return (f"Comparée {since}", Data(report.name), " (", Data(base.id[:7]), f", {format_day(base.day)}).")  # fmt: skip


def _describe_problems(problems: tuple[Problem, ...]) -> Iterator[Block]:
    if not problems:
        return
    yield Heading("À corriger d’abord", 3)
    count = format_count(len(problems), "problème empêche", "problèmes empêchent")
    yield Line((f"{count} de construire le site.",))
    for problem in problems[:_MOST_PROBLEMS]:
        first, *others = str(problem).splitlines()
        yield Item((Data(first),))
        if others:
            yield Excerpt(tuple(others))
    if len(problems) > _MOST_PROBLEMS:
        yield Item((f"et {format_count(len(problems) - _MOST_PROBLEMS, 'autre')} : make check",))


def _describe_nature(nature: Nature, revisions: tuple[Revision, ...]) -> Iterator[Block]:
    if not revisions:
        return
    title, meaning = _TITLES[nature]
    yield Heading(title, 3)
    yield Line((meaning,))
    for revision in revisions[:_MOST_RECORDS]:
        event = _EVENTS[revision.event]
        yield Item((
            f"{event} : {revision.label}, " if isinstance(revision.key, int) else f"{event} : {revision.label} ",
            Data(revision.title), " (", Data(find_file(revision)), ")",
        ))  # fmt: skip
        for change in revision.of_nature(nature):
            yield from _describe_change(change)
    if len(revisions) > _MOST_RECORDS:
        left = format_count(len(revisions) - _MOST_RECORDS, "autre fiche", "autres fiches")
        yield Item((f"et {left}",))


def _describe_change(change: Change) -> Iterator[Block]:
    yield Item((Data(change.field),), 1)
    if change.pieces:
        signs = {"del": "-", "ins": "+"}
        yield Sides(tuple((signs.get(p.tag, " "), p.text) for p in change.pieces), 1)
        return
    sides = (("-", change.before), ("+", change.after))
    yield Sides(tuple((sign, words) for sign, words in sides if words is not None), 1)


def _describe_unread(report: Report) -> Iterator[Block]:
    for paths, when in (
        (report.compared.unread_before, "dans la version de départ"),
        (report.compared.unread_now, "dans cette proposition"),
    ):
        for path in paths:
            yield Line((Data(path), f" est illisible {when} : son contenu n’est pas comparé."))
