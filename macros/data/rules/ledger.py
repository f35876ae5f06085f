"""The ledger of addresses, by itself: what it says of an address is whole and leads somewhere.

Whether the site still has the addresses is for `macros.site.ledger`.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from macros.data.field_types import Address
from macros.data.ledger_model import Event, Former, Move, Published, Split, Withdrawal
from macros.data.loading import Loaded
from macros.data.validation import suggest
from macros.data.yaml_reader import Key, Place, Problem
from macros.urls import is_file


def check_ledger(loaded: Loaded) -> Iterator[Problem]:
    for published in loaded.get("published"):
        yield from _check_events(loaded)
        yield from _check_former(loaded, published.record)


def _check_former(loaded: Loaded, published: Published) -> Iterator[Problem]:
    """A former address was published, is former once, and leads to one that is not former."""
    found = list(loaded.find(Move, Split, Withdrawal))
    former = {record.address: record for _, record, _ in found}
    seen: dict[Address, Place] = {}
    for entry, record, path in found:
        place = entry.at(*path, "address")
        if isinstance(record, Split) and len(set(record.to)) < 2:
            message = "il faut deux adresses différentes au moins (pour une seule : « moved »)"
            yield Problem(entry.at(*path, "to"), "permalink", message)
        if first := seen.get(record.address):
            message = f"« {record.address} » est déjà une ancienne adresse ({first})"
            yield Problem(place, "duplicate-id", f"{message} : n’en garder qu’une")
        seen.setdefault(record.address, place)
        if record.address not in published.addresses:
            message = f"« {record.address} » n’est pas dans published.yml"
            message += suggest(record.address, published.addresses)
            yield Problem(place, "permalink", message)
        for target, where in list_targets(record, path):
            place = entry.at(*where)
            if further := former.get(target):
                message = f"« {target} » est elle-même une ancienne adresse"
                message += f" : écrire directement « {_last(further, former)} »"
                yield Problem(place, "permalink", message)
            if message := _compare_forms(record, target):
                yield Problem(place, "permalink", message)


def list_targets(record: Any, path: tuple[Key, ...]) -> Iterator[tuple[Address, tuple[Key, ...]]]:
    """Yield the addresses that a former one leads to, each with the path of where it is written."""
    if isinstance(record, Split):
        yield from ((target, (*path, "to", index)) for index, target in enumerate(record.to))
    else:
        field = "to" if hasattr(record, "to") else "see"
        yield getattr(record, field), (*path, field)


def _last(record: Any, former: dict[Address, Any]) -> Address:
    """Follow the moves from a former address; of a loop, any step is as good."""
    for _ in former:
        target, _ = next(list_targets(record, ()))
        if target not in former:
            return target
        record = former[target]
    return "l’adresse qui existe aujourd’hui"


def _compare_forms(record: Former, target: Address) -> str:
    """A file becomes a file of the same form, which is copied; what is read becomes what is read."""
    address = record.address
    if isinstance(record, Withdrawal):
        return ""
    if is_file(address) and isinstance(record, Split):
        return "un fichier ne devient pas plusieurs : l’écrire sous « withdrawn »"
    form, other = (each.rpartition(".")[2] if is_file(each) else "" for each in (address, target))
    if form != other:
        return f"« {target} » n’a pas la forme de « {address} » : page, ancre, type de fichier"
    return ""


def _check_events(loaded: Loaded) -> Iterator[Problem]:
    """Events are told apart; each begins with a date, and then changes from day to day."""
    seen: dict[str, Place] = {}
    for entry, event, path in loaded.find(Event):
        place = entry.at(*path, "uid")
        if first := seen.get(event.uid):
            message = f"« {event.uid} » existe déjà ({first}) : n’en garder qu’un"
            yield Problem(place, "duplicate-id", message)
        seen.setdefault(event.uid, place)
        for rank, message in _check_dates(event):
            yield Problem(entry.at(*path, "dates", rank), "permalink", message)


def _check_dates(event: Event) -> Iterator[tuple[int, str]]:
    if event.dates[0].date is None:
        yield 0, "un événement commence par une date : retirer cette ligne, ou la dater"
    for rank, (before, after) in enumerate(pairwise(event.dates), start=1):
        if after.since < before.since:
            order = "les dates d’un événement vont de la plus ancienne à la dernière"
            yield rank, f"{order} : les remettre en ordre"
        if after.date == before.date:
            yield rank, "cette date est celle d’avant : retirer cette ligne"
