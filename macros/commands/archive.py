"""`archive`: an archived copy of each source that has none, and whether its own address answers.

A copy is proposed, and written on demand. That a passage was read, only a person can say.
"""

import json
import operator
import re
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from copy import deepcopy
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import reduce
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from macros import cache
from macros.atomic import replace_text
from macros.catalogue.views import derive_catalogue
from macros.commands import CommandError
from macros.commands.web_client import WebClient
from macros.data.checking import check_data
from macros.data.field_types import find_address_faults
from macros.data.loading import FOLLOW_UP, Entry, load_data
from macros.data.model import Source
from macros.data.vocabulary import Access
from macros.data.yaml_reader import parse_text
from macros.french import format_count, format_day

SERVICE = "https://archive.org/wayback/available"  # https://archive.org/help/wayback_api.php
MOST = 40
_LONGEST = 100_000  # bytes of an answer of the service
_COPY = re.compile(r"^https://web\.archive\.org/web/([0-9]{8})[0-9]{6}/\S+")
_STATE = "archive.json"

_DESCRIPTION = """\
Cherche sur Internet Archive une copie des sources sans copie archivée, les plus citées
d’abord, et regarde si leur adresse répond. Propose, sans rien écrire, les lignes
« archive: … » : lisez chaque copie avant de la garder. Une machine ne vérifie aucun
passage : « access: live » et « verified » restent à qui a lu la page.

Les réponses sont gardées : une commande interrompue reprend où elle en était."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The archived copy of an address, if any is known, and what to say of both, in French."""

    archive: str | None
    report: str
    answered: bool  # by the service; it is asked again otherwise


def add_archive_arguments(parser: ArgumentParser) -> None:
    parser.description = _DESCRIPTION
    parser.add_argument("--write", action="store_true", help="écrit les lignes « archive: … »")
    parser.add_argument("--again", action="store_true", help="oublie les réponses déjà reçues")
    asked = f"combien de sources demander, au plus ({MOST} par défaut ; 0 : aucune, les réponses reçues suffisent)"
    parser.add_argument("--most", type=int, default=MOST, metavar="N", help=asked)


def run_archive(options: Namespace) -> int:
    """Tell what is found of each source, one after the other, then write if it is asked."""
    checked = check_data(options.data)
    if checked.dataset is None:
        raise CommandError(*checked.problems)
    files = {each.record.slug: each.document.file for each in checked.loaded.get("sources")}
    ranked = derive_catalogue(checked.dataset).rank_sources()
    waiting = [(each, each.url) for each in ranked if each.url and not each.archive]
    known, client, asked = {} if options.again else _read_state(), WebClient(), 0
    for source, url in waiting:
        if url not in known and asked < options.most:
            asked += 1
            known[url] = _find(source, url, client)
            answers = {address: asdict(each) for address, each in known.items() if each.answered}
            cache.put(_STATE, json.dumps(answers).encode())
        if url in known:
            print(f"{files[source.slug]}, {source.slug} : {url}\n{known[url].report}")
    if options.write:
        _write(options.data, known)
    if late := sum(url not in known for _, url in waiting):
        print(f"{format_count(late, 'source')} à demander encore : relancer la commande.")
    return 0


def _read_state() -> dict[str, Finding]:
    try:
        known = json.loads(cache.get(_STATE) or b"{}")
        return {address: Finding(**finding) for address, finding in known.items()}
    except (ValueError, TypeError, AttributeError):  # of another version of this command
        return {}


def _find(source: Source, url: str, client: WebClient) -> Finding:
    """Ask for the copy closest to the date of a source, then open its address."""
    query = {"url": url} | ({"timestamp": source.date.replace("-", "")} if source.date else {})
    reply = client.ask(f"{SERVICE}?{urlencode(query)}", most=_LONGEST)
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise CommandError("Internet Archive demande d’attendre : relancer la commande plus tard.")
    archive, report, failure = None, "", reply.failure
    try:
        archive, report = (None, "") if failure else _read_copy(reply.content, url)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        failure = "réponse illisible"
    if failure:
        report = f"{failure} : Internet Archive n’a rien dit d’une copie"
    return Finding(archive, f"  {report}\n  {_open_page(source, url, client)}", not failure)


def _read_copy(content: bytes, url: str) -> tuple[str | None, str]:
    """Return the copy that the service names, if any, and what to say; raise for another address's."""
    closest = json.loads(content)["archived_snapshots"].get("closest")
    if not closest or not closest["available"] or closest["status"] != "200":
        return None, "aucune copie trouvée"
    archive = re.sub("^http:", "https:", closest["url"])
    [day] = map(date.fromisoformat, _COPY.findall(archive))
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host not in archive or any(find_address_faults(archive)):
        raise ValueError(archive)
    return archive, f"copie {format_day(day, 'du')}, à lire :\n    archive: {archive}"


def _open_page(source: Source, url: str, client: WebClient) -> str:
    """Say whether a page answers today, and what is left to a person."""
    page, day = client.ask(url, "HEAD"), datetime.now(UTC).date()
    if page.status >= HTTPStatus.BAD_REQUEST:  # not every server knows HEAD
        page = client.ask(url)
    if page.failure:
        return f"{page.failure} : la page ne s’ouvre pas au {day}"
    report = f"répond au {day}"
    if page.address != url:
        report += f", mais à une autre adresse : {page.address}"
    if source.access is not Access.LIVE:
        report += "\n  avant « access: live » et « verified », une personne doit y lire le passage"
    return report


def _write(data: Path, known: dict[str, Finding]) -> None:
    """Add the copies to the files as they are now; nothing else of them changes."""
    copies = {url: finding.archive for url, finding in known.items() if finding.archive}
    found = defaultdict(list)
    for entry in load_data(data).get("sources"):
        if entry.record.url in copies and not entry.record.archive:
            found[entry.document.file].append(entry)
    for file, entries in found.items():
        path = data / (FOLLOW_UP if entries[0].path == ("source",) else "") / Path(file).name
        replace_text(path, _add_lines(path.read_bytes().decode(), entries, copies))
        print(f"Complété : {file} ({format_count(len(entries), 'copie')})")


def _add_lines(text: str, entries: list[Entry[Source]], copies: dict[str, str]) -> str:
    """Return the text of a file with the copies of its sources, after it was read back."""
    lines, document = text.split("\n"), entries[0].document
    expected = deepcopy(document.value)
    for entry in reversed(entries):  # from the end, so that the places before stay right
        archive = copies[entry.record.url or ""]
        reduce(operator.getitem, entry.path, expected)["archive"] = archive
        keys = [(*entry.path, name) for name in ("verified", "access")]
        place = next(document.keys[key] for key in keys if key in document.keys)
        lines.insert(place.line, f"{' ' * (place.column - 1)}archive: {archive}")
    after = "\n".join(lines)
    again, problems = parse_text(after, document.file)
    if problems or again.value != expected:
        advice = "effacer ses lignes « archive: null », puis « make fix » sur ce fichier"
        raise CommandError(f"{document.file} ne peut pas être complété : {advice}")
    return after
