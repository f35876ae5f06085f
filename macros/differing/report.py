"""What changed, in the order in which a reviewer asks: the substance, the rest, who sees it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.differing.effects import Effects, Moved
from macros.differing.records import Compared, find_file
from macros.differing.trees import Base
from macros.differing.words import Block, Data, Excerpt, Heading, Item, Line, Sides
from macros.french import format_count, format_day
from macros.history import Change, Nature, Revision
from macros.model import Former, Move, Split
from macros.reading import Problem
from macros.stamps import read_uid
from macros.tracing import Event
from macros.vocabulary import DeadlineKind

_EVENTS = {Event.ADDED: "ajout", Event.CHANGED: "modification", Event.REMOVED: "retrait"}
_TITLES = {
    Nature.SUBSTANCE: ("Sur le fond", "Ce que le site affirme change."),
    Nature.CORRECTION: ("Corrections", "Ce que le site affirme ne change pas."),
}
# The kinds of addresses, by the beginning or the end that tells them; the first that fits.
_GROUPS = (
    ("Calendriers", "", ".ics"),
    ("Fils Atom", "", ".atom"),
    ("Fiches PDF", "fiches/", ""),
    ("Images de partage", "assets/cards/", ""),
    ("Cartes à intégrer", "embed/", ""),
    ("Données (API)", "api/", ""),
    ("Pages", "", "/"),
    ("Autres fichiers", "", ""),
)
_ORDER = ("Pages", "Calendriers", "Fils Atom", "Données (API)", "Fiches PDF")
_MOST_LISTED = 15
_MOST_RECORDS = 200
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Report:
    """Everything there is to say. `effects` is None where one of the versions is not sound."""

    name: str
    base: Base
    compared: Compared
    effects: Effects | None
    before: tuple[Problem, ...]
    now: tuple[Problem, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed, neither in the data nor for readers."""
        effects = self.effects
        seen = effects and (effects.added or effects.changed or effects.removed or effects.events)
        return (
            self.compared == Compared()
            and not self.now
            and not seen
            and (not effects or not effects.former)
        )


def describe(report: Report) -> Iterator[Block]:
    """Yield the report in French; nothing when nothing changed."""
    if report.is_empty:
        return
    yield Heading("Ce que change cette proposition")
    yield Line(_say_base(report))
    yield from _describe_problems(report.now)
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
    if report.effects:
        yield from _describe_effects(report.effects)
    elif report.before and not report.now:
        count = format_count(len(report.before), "problème")
        yield Line((
            ("Pages et fichiers touchés : inconnus. La version de départ ne passe pas les "
            f"vérifications d’aujourd’hui ({count}), par exemple : "),
            Data(str(report.before[0])),
        ))  # fmt: skip


def _say_base(report: Report) -> tuple[str, ...]:
    base = report.base
    since = "au commit où elle a quitté " if base.common else "à "
    return (f"Comparée {since}", Data(report.name), " (", Data(base.id[:7]), f", {format_day(base.day)}).")  # fmt: skip


def _describe_problems(problems: tuple[Problem, ...]) -> Iterator[Block]:
    if not problems:
        return
    yield Heading("À corriger d’abord", 3)
    count = format_count(len(problems), "problème empêche", "problèmes empêchent")
    yield Line((f"{count} de construire le site ; les pages touchées seront dites ensuite.",))
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


def _describe_effects(effects: Effects) -> Iterator[Block]:
    yield from _describe_events(effects.events)
    yield from _describe_addresses(effects)
    if effects.changed:
        yield Heading("Ce que les lecteurs verront changer", 3)
        yield from _list_addresses(effects.changed)


def _describe_events(events: tuple[Moved, ...]) -> Iterator[Block]:
    if not events:
        return
    yield Heading("Dates des calendriers", 3)
    for event in events:
        number, kind = read_uid(event.uid) or (0, "")
        label = next((k.label for k in DeadlineKind if k.value == kind), kind)
        before, now = (day and format_day(day) for day in (event.before, event.now))
        if before and now:
            what = f"déplacée du {before} au {now} chez les abonnés"
        else:
            what = f"ajoutée, {now}" if now else f"retirée ({before})"
        yield Item((f"mesure {number}, {label} : {what}",))


def _describe_addresses(effects: Effects) -> Iterator[Block]:
    if not (effects.added or effects.removed or effects.former):
        return
    yield Heading("Adresses", 3)
    for former in effects.former:
        yield Item((Data(former.address), *_say_former(former)))
    told = {former.address.strip("/") for former in effects.former}
    gone = [url for url in effects.removed if url.strip("/") not in told]
    if gone:
        yield Item(("ne sont plus :",))
        yield from _list_addresses(gone, 1)
    if effects.added:
        yield Item(("nouvelles :",))
        yield from _list_addresses(effects.added, 1)


def _say_former(former: Former) -> tuple[str, ...]:
    reason = (" (", Data(former.reason), ")")
    if isinstance(former, Move):
        return (" mènera à ", Data(former.to), *reason)
    if isinstance(former, Split):
        return (" proposera ", Data(", ".join(former.to)), *reason)
    return (" est retirée, et renvoie à ", Data(former.see), *reason)


def _list_addresses(addresses: Iterable[str], depth: int = 0) -> Iterator[Block]:
    groups: dict[str, list[str]] = defaultdict(list)
    for url in addresses:
        groups[_group(url)].append(url)
    for name in sorted(groups, key=lambda name: (*_ORDER, name).index(name)):
        found = groups[name]
        words: list[str] = [f"{name} ({len(found)}) : "]
        for index, url in enumerate(found[:_MOST_LISTED]):
            words += [", "] * bool(index) + [Data(f"/{url.removesuffix('index.html')}")]
        if len(found) > _MOST_LISTED:
            words.append(f" et {format_count(len(found) - _MOST_LISTED, 'autre')}")
        yield Item(tuple(words), depth)


def _group(url: str) -> str:
    return next(
        name
        for name, start, end in _GROUPS
        if url.startswith(start) and (url.endswith(end) or (name == "Pages" and not url))
    )
