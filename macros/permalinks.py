"""The ledger against the site: what vanished and how to say so, what is new."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from macros import urls
from macros.loading import Entry
from macros.model import Address, Dataset, Permalinks
from macros.reading import Problem
from macros.rules.ledger import FORMER, list_targets
from macros.shaping import suggest
from macros.urls import DATA, is_file, page_of
from macros.vocabulary import DeadlineKind

# The addresses of records, which the data tell without a site: a page, or a place on one page.
_PAGES = "|".join((urls.MEASURES, urls.AXES, urls.THEMES, urls.ACTORS, urls.LAWS, urls.DEADLINES))
RECORD = re.compile(f"/(?:(?:{_PAGES})[^/#]+/|(?:{urls.GLOSSARY}|{urls.SOURCES})#.+)")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Compared:
    """`additions` are published and not yet in the ledger."""

    problems: tuple[Problem, ...]
    additions: tuple[Address, ...]


def sort_key(address: str) -> list[tuple[int, str]]:
    """Sort addresses as people do: /mesures/2/ before /mesures/10/, a page before its anchors."""
    parts = _DIGITS.split(address.replace("#", "\0"))
    # Of two numbers the shorter is less: Python reads none of thousands of digits.
    parts[1::2] = [digits.lstrip("0") for digits in parts[1::2]]
    return [(len(part) if index % 2 else 0, part) for index, part in enumerate(parts)]


def list_records(data: Dataset) -> set[Address]:
    """Return the addresses of records."""
    dates = {
        deadline.date
        for measure in data.measures
        for deadline in measure.deadlines
        if deadline.kind is DeadlineKind.DUE and deadline.date
    }
    found = (
        *(urls.measure_url(measure.number) for measure in data.measures),
        *(urls.axis_url(axis.number) for axis in data.axes),
        *(urls.theme_url(theme.slug) for theme in data.themes),
        *(urls.actor_url(actor.slug) for actor in data.actors),
        *(urls.law_url(law.slug) for law in data.laws),
        *(urls.term_url(term.slug) for term in data.terms),
        *(urls.source_url(source.slug) for source in data.sources),
        *(urls.deadline_url(day) for day in dates),
        urls.NO_DEADLINE,
    )
    return {f"/{url}" for url in found}


def contradicts_records(data: Dataset) -> bool:
    """Whether the ledger and the records disagree: `compare_ledger`, which is slow, says how."""
    ledger, records = data.permalinks, list_records(data)
    former = {record.address for record in ledger.former}
    needed = set(ledger.published) - former
    needed.update(target for record in ledger.former for target, _ in list_targets(record, ()))
    return bool(former & records) or any(
        address not in records for address in needed if RECORD.fullmatch(address)
    )


def compare_ledger(
    entry: Entry[Permalinks], alive: set[Address], unread: Iterable[Address], day: date
) -> Compared:
    """Compare the ledger with every address of the site; `day` dates what is proposed.

    The anchors of the pages `unread` are not known: none is said to be missing.
    """
    ledger = entry.record
    unread = set(unread)

    def exists(address: Address) -> bool:
        return address in alive or ("#" in address and page_of(address) in unread)

    former = {record.address for record in ledger.former}
    gone = [a for a in ledger.published if not exists(a) and a not in former]
    additions = sorted(alive - set(ledger.published), key=sort_key)
    pairs = dict(_pair(gone, additions))
    moves = pairs | {move.address: move.to for move in ledger.moved}
    closed = former.union(gone) - set(moves)

    def goes_along(address: Address) -> bool:
        """Whether what becomes of its page says enough of an anchor."""
        page, mark, anchor = address.partition("#")
        if page in moves:
            return bool(mark) and exists(f"{page_of(moves[page])}#{anchor}")
        return bool(mark) and page in closed

    vanished = sorted((a for a in gone if not goes_along(a)), key=sort_key)
    problems = [
        *_check_former(entry, alive, exists),
        *_say_vanished(entry, vanished, pairs, alive, day),
    ]
    return Compared(tuple(problems), tuple(additions))


def _check_former(
    entry: Entry[Permalinks], alive: set[Address], exists: Callable[[Address], bool]
) -> Iterator[Problem]:
    """What is former is no more, and leads to what is."""

    @cache
    def list_alike(form: tuple[bool, bool]) -> list[Address]:
        return sorted(address for address in alive if _form(address) == form)

    for name in FORMER:
        for index, record in enumerate(getattr(entry.record, name)):
            if record.address in alive:
                message = f"« {record.address} » existe encore : retirer cet élément de « {name} »"
                yield Problem(entry.at(name, index, "address"), "permalink", message)
            field = "see" if name == "withdrawn" else "to"
            value = getattr(record, field)
            for rank, target in enumerate(value if isinstance(value, tuple) else [value]):
                if not exists(target):
                    place = entry.at(name, index, field, *([rank] if name == "split" else []))
                    message = f"« {target} » n’existe pas sur le site"
                    alike = list_alike(_form(target))
                    yield Problem(place, "permalink", message + suggest(target, alike))


def _form(address: Address) -> tuple[bool, bool]:
    return "#" in address, is_file(address)


def _say_vanished(
    entry: Entry[Permalinks],
    vanished: list[Address],
    pairs: dict[Address, Address],
    alive: set[Address],
    day: date,
) -> Iterator[Problem]:
    """Name each address that vanished, then give what to write in the ledger, ready to paste."""
    if not vanished:
        return
    for address in vanished:
        place = entry.document.at_key("published", address)
        message = f"« {address} » n’existe plus : dire ce qu’elle devient (voir plus bas)"
        yield Problem(place, "permalink", message)
    moved = [
        f"  - address: {address}\n    to: {pairs[address]}\n    date: {day}\n"
        "    reason: L’identifiant a changé."
        for address in vanished
        if address in pairs
    ]
    withdrawn = [
        f"  - address: {address}\n    see: {_find_parent(address, alive)}\n    date: {day}\n"
        "    reason: Ce contenu a été retiré du site."
        for address in vanished
        if address not in pairs
    ]
    for name, items in (("moved", moved), ("withdrawn", withdrawn)):
        if items:
            place = entry.document.at_key(name)
            where = (
                f"ajouter ceci à la fin de « {name} »"
                if getattr(entry.record, name)
                else f"écrire ceci à la place de « {name}: [] »"
            )
            hint = (
                " (ou sous « moved », avec « to », ce qui a changé)" if items is withdrawn else ""
            )
            message = f"{where}{hint}, en précisant chaque raison :"
            yield Problem(place, "permalink", message, "\n".join([f"{name}:", *items]))


def _pair(gone: list[Address], come: list[Address]) -> Iterator[tuple[Address, Address]]:
    """Guess what was renamed: in one family, one address went and one came."""
    if not gone:
        return
    records = {old: new for old, new in _match(gone, come, _family) if "#" not in old}
    yield from records.items()
    names = {_name(old): _name(new) for old, new in records.items()}
    # What is named after a record follows it: « #acteur-maire », « #preuve-acteur-maire ».
    possible = set(come)
    named = {
        old: new
        for old in gone
        for name, new_name in names.items()
        if "#" in old and name in old and (new := _rename(old, name, new_name)) in possible
    }
    yield from named.items()
    taken = {*named.values()}
    left = [address for address in gone if "#" in address and address not in named]
    free = [address for address in come if "#" in address and address not in taken]
    near = dict(_match(left, free, _family))
    yield from near.items()
    taken = {*near.values()}
    left = [address for address in left if address not in near]
    free = [address for address in free if address not in taken]
    yield from _match(left, free, page_of)


def _match(
    gone: list[Address], come: list[Address], family: Callable[[Address], str]
) -> Iterator[tuple[Address, Address]]:
    """Yield what went with what came, where a family has one of each."""
    groups: dict[str, tuple[list[Address], list[Address]]] = defaultdict(lambda: ([], []))
    for index, addresses in enumerate((gone, come)):
        for address in addresses:
            groups[family(address)][index].append(address)
    yield from ((old[0], new[0]) for old, new in groups.values() if len(old) == len(new) == 1)


def _rename(address: Address, name: str, new_name: str) -> Address:
    page, mark, anchor = address.partition("#")
    return page + mark + re.sub(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", new_name, anchor)


def _family(address: Address) -> str:
    """Return an address without its own name: an anchor keeps the word before it."""
    if "#" in address:
        page, _, anchor = address.partition("#")
        return f"{page}#{anchor.partition('-')[0] if '-' in anchor else ''}"
    if is_file(address):
        folder, _, file = address.rpartition("/")
        return f"{folder}/*.{file.partition('.')[2]}"
    return address.rstrip("/").rpartition("/")[0] + "/*/"


def _name(address: Address) -> str:
    """Return what tells an address from those of its family."""
    if "#" in address:
        return address.partition("#")[2]
    last = address.rstrip("/").rpartition("/")[2]
    return last.partition(".")[0] if is_file(address) else last


def _find_parent(address: Address, alive: set[Address]) -> Address:
    """Return the nearest page above an address that the site still has."""
    if is_file(address):
        return f"/{DATA}" if f"/{DATA}" in alive else "/"
    page = page_of(address)
    while page != "/" and page not in alive:
        page = page.rstrip("/").rpartition("/")[0] + "/"
    return page
