"""The ledger of addresses against the site: what it must still have, what is new.

`list_addresses` derives the addresses of the contract from the records and from `docs/`, so that
`check` needs no page; a build then confirms them in the folder that it wrote.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import yaml

from macros import urls
from macros.atomic import create_text, replace_text
from macros.catalogue.calendar_events import has_calendar
from macros.catalogue.views import Catalogue, MeasureView
from macros.data.field_types import Address
from macros.data.layout import format_text, spell_value
from macros.data.ledger_model import Former, Move, Permalinks, Published, Withdrawal
from macros.data.loading import Entry
from macros.data.rules.ledger import list_targets
from macros.data.validation import suggest
from macros.data.yaml_reader import Problem
from macros.exports.documents import DOCUMENTS
from macros.exports.interface import OUTPUTS
from macros.exports.sheets import list_sheets
from macros.french import format_count
from macros.pages.editions import create_editions
from macros.pages.embeds import list_embeds
from macros.urls import is_file, page_of

_MOST_NAMED = 3  # of the addresses that vanished at once
COMMAND = ".venv/bin/python -m macros permalinks"
_SECTIONS = ("texte", "acteurs", "echeances", "chiffres", "textes", "suivi", "citer", "historique")
_DIGITS = re.compile(r"(\d+)")
_ID = re.compile(r'\sid="([^"]+)"')
_HEADER = f"""\
# yaml-language-server: $schema=schema/published.schema.json
#
# Écrit par « {COMMAND} » : rien à modifier ici.
#
# addresses   chaque page, passage (« # ») et fichier publiés, avec le jour où ils sont apparus
# events      les dates des calendriers, avec le jour depuis lequel chacune est publiée
"""


@dataclass(frozen=True)
class Ledger:
    """The published addresses and their moves, against `addresses`: those of the site as it is."""

    permalinks: Entry[Permalinks]
    published: Entry[Published]
    addresses: frozenset[Address]
    new_dates: Mapping[str, date | None]  # of events of the calendars, by identifier

    @cached_property
    def additions(self) -> tuple[Address, ...]:
        """The addresses that the ledger does not hold yet: they are proposed, and stop nothing."""
        known = self.published.record.addresses
        return tuple(sorted(self.addresses - known.keys(), key=sort_key))

    @cached_property
    def _former(self) -> Mapping[Address, Former]:
        return {record.address: record for record in self.permalinks.record.former}

    @cached_property
    def vanished(self) -> tuple[Address, ...]:
        """The published addresses of which nothing says what became."""
        gone = filter(self._has_vanished, self.published.record.addresses)
        return tuple(sorted(gone, key=sort_key))

    def describe_lack(self) -> str:
        """Return a notice of what the ledger does not hold yet, or nothing."""
        additions = self.describe_additions()
        lack = f"data/published.yml ne contient pas encore {additions}"
        return f"{lack} (facultatif ; pour le compléter : « {COMMAND} »)." if additions else ""

    def describe_additions(self) -> str:
        """Return « 2 nouvelles adresses et 1 date de calendrier », or nothing."""
        counts = (
            (len(self.additions), "nouvelle adresse", "nouvelles adresses"),
            (len(self.new_dates), "date de calendrier", "dates de calendrier"),
        )
        return " et ".join(format_count(*count) for count in counts if count[0])

    def list_problems(self, day: date) -> Iterator[Problem]:
        """Yield what vanished, with what to write; `day` dates what is proposed."""
        yield from self._check_former()
        if vanished := self.vanished:
            yield self._propose(vanished, day)

    def _has_vanished(self, address: Address) -> bool:
        """Whether nothing says what became of an address, nor of its page, which is enough."""
        if address in self.addresses or address in self._former:
            return False
        page, mark, anchor = address.partition("#")
        record = self._former.get(page) if mark else None
        if isinstance(record, Move):  # the page takes its anchors along
            return f"{page_of(record.to)}#{anchor}" not in self.addresses
        return record is None

    def _check_former(self) -> Iterator[Problem]:
        """Former addresses are gone, and lead to existing ones."""
        entry = self.permalinks
        for name in ("moved", "split", "withdrawn"):
            for index, record in enumerate(getattr(entry.record, name)):
                if record.address in self.addresses:
                    remedy = f"retirer cet élément de « {name} »"
                    message = f"« {record.address} » existe encore : {remedy}"
                    yield Problem(entry.at(name, index, "address"), "permalink", message)
                for target, path in list_targets(record, (name, index)):
                    # Anchors that are no part of the contract may be there.
                    if page_of(target) not in self.addresses:
                        message = f"« {target} » n’existe pas sur le site"
                        alike = sorted(a for a in self.addresses if _form(a) == _form(target))
                        message += suggest(target, alike)
                        yield Problem(entry.at(*path), "permalink", message)

    def _propose(self, vanished: Sequence[Address], day: date) -> Problem:
        """Return what to write in the ledger, ready to paste."""
        entry, name = self.permalinks, "withdrawn"
        place = f"écrire ceci à la place de « {name}: [] »"
        if entry.record.withdrawn:
            place = f"ajouter ceci à la fin de « {name} »"
        shown = ", ".join(f"« {address} »" for address in vanished[:_MOST_NAMED])
        shown += f"… (en tout {len(vanished)} adresses)" if vanished[_MOST_NAMED:] else ""
        exist = "n’existent" if vanished[1:] else "n’existe"
        message = (
            f"{shown} {exist} plus : {place} (ou sous « moved », avec « to » au lieu de « see », ce qui a "
            "changé d’adresse), en précisant chaque raison ; « make withdraw » ou « make move » l’écrit"
        )
        paste = self.write_withdrawals(day, "Ce contenu a été retiré du site.")
        return Problem(entry.document.at_key(name), "permalink", message, paste)

    def write_withdrawals(self, day: date, reason: str) -> str:
        """Return the lines that withdraw every address that vanished."""
        items = [
            f"  - address: {address}\n    see: {self._find_parent(address)}\n    date: {day}\n"
            f"    reason: {spell_value(reason)}"
            for address in self.vanished
        ]
        return "\n".join(["withdrawn:", *items])

    def _find_parent(self, address: Address) -> Address:
        """Return the nearest page above an address that the site still has."""
        page = f"/{urls.DATA}" if is_file(address) else page_of(address)
        while page != "/" and page not in self.addresses:
            page = page.rstrip("/").rpartition("/")[0] + "/"
        return page

    def find_missing(self, folder: Path) -> list[Address]:
        """Return the addresses to keep that a built folder does not answer."""
        expected = {*self.addresses, *self.published.record.addresses}
        for record in self.permalinks.record.former:
            expected.update(target for target, _ in list_targets(record, ()))
            if isinstance(record, Withdrawal) and is_file(record.address):
                expected.discard(record.address)
        # A page that is no more answers for its anchors.
        expected = {a for a in expected if "#" not in a or page_of(a) not in self._former}
        anchors: dict[str, set[str]] = defaultdict(set)
        for address in expected:
            page, mark, anchor = address.partition("#")
            anchors[page].update([anchor] if mark else [])
        missing = (_list_missing(folder, page, names) for page, names in anchors.items())
        return sorted(itertools.chain.from_iterable(missing), key=sort_key)

    def write_additions(self, path: Path, day: date) -> None:
        """Complete the file of what was published; nothing of it is ever lost."""
        record = self.published.record
        addresses = {**record.addresses, **dict.fromkeys(self.additions, day)}
        events = {event.uid: [asdict(state) for state in event.dates] for event in record.events}
        for uid, new in self.new_dates.items():
            events.setdefault(uid, []).append({"date": new, "since": day})
        content = {
            "addresses": {name: addresses[name] for name in sorted(addresses, key=sort_key)},
            "events": [{"uid": uid, "dates": events[uid]} for uid in sorted(events, key=sort_key)],
        }
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=10_000)
        write = replace_text if path.exists() else create_text
        write(path, format_text(f"{_HEADER}\n{text}"))


def list_addresses(catalogue: Catalogue, pages: Iterable[str]) -> Iterator[str]:
    """Yield every address of the contract, from the root: pages, files, places of records."""
    yield from pages
    yield from urls.PUBLISHED
    yield from _list_outputs(catalogue)
    yield from list_sheets(catalogue)
    yield from (urls.embed_url(embed.page) for embed in list_embeds(catalogue))
    yield from (path.removesuffix("index.html") for path in create_editions(catalogue, ""))
    for view in catalogue.measures.values():
        page = urls.measure_url(view.measure.number)
        yield from (f"{page}#{anchor}" for anchor in _list_measure_anchors(view))
        yield f"{urls.FULL_TEXT}#mesure-{view.measure.number}"
    yield from (f"{urls.FULL_TEXT}#axe-{number}" for number in catalogue.axes)
    yield from (f"{urls.FULL_TEXT}#{slug}" for slug in catalogue.themes)
    yield from (f"{urls.ACTORS}#{family.slug}" for family in catalogue.data.families)
    yield from map(urls.term_url, catalogue.terms)
    yield from map(urls.source_url, catalogue.sources)
    for slug, law in catalogue.laws.items():
        yield from (urls.law_url(slug, article.number) for article in law.law.articles)


def _list_outputs(catalogue: Catalogue) -> Iterator[str]:
    values: dict[str, Iterable[object]] = {
        "number": catalogue.measures,
        "axis": [number for number, view in catalogue.axes.items() if has_calendar(view)],
        "actor": [slug for slug, view in catalogue.actors.items() if has_calendar(view)],
        "name": DOCUMENTS,
    }
    for output in OUTPUTS:
        url = output.url
        if not output.parameters:
            yield url
        for name in output.parameters:
            yield from (url.replace(f"{{{name}}}", str(value)) for value in values[name])


def _list_measure_anchors(view: MeasureView) -> Iterator[str]:
    yield from _SECTIONS
    if view.links:
        yield "liens"
    yield "engagement"
    yield from (*view.actor_keys, *view.deadline_keys)
    yield from (f"chiffre-{index}" for index, _ in enumerate(view.measure.figures, start=1))
    yield from (f"texte-{index}" for index, _ in enumerate(view.measure.laws, start=1))
    for segment in view.segments:
        yield from (passage.anchor for passage in segment.passages)
        yield from (mark.anchor for mark in segment.starting)


def sort_key(address: str) -> list[tuple[int, str]]:
    """Sort addresses as people do: /mesures/2/ before /mesures/10/, a page before its anchors."""
    parts = _DIGITS.split(address.replace("#", "\0"))
    # Of two numbers the shorter is less: Python reads none of thousands of digits.
    parts[1::2] = [digits.lstrip("0") for digits in parts[1::2]]
    return [(len(part) if index % 2 else 0, part) for index, part in enumerate(parts)]


def _form(address: Address) -> tuple[bool, bool]:
    return "#" in address, is_file(address)


def _list_missing(folder: Path, page: Address, anchors: set[str]) -> Iterable[Address]:
    """Return a page that a folder lacks, or those of its anchors that it lacks."""
    file = folder / f"{page[1:]}{'index.html' if page.endswith('/') else ''}"
    if not file.is_file():
        return [page]
    ids = _ID.findall(file.read_text(encoding="utf-8")) if anchors else ()
    return [f"{page}#{anchor}" for anchor in anchors.difference(ids)]
