"""`archive`: an archived copy of each source that has none, proposed, and written on demand.

That a passage was read, only a person can say. Whether addresses answer, `make nightly` says.
"""

import json
import operator
import re
import time
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import reduce
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from macros.atomic import replace_text
from macros.catalogue.views import derive_catalogue
from macros.commands import CommandError
from macros.data.checking import check_data
from macros.data.field_types import find_address_faults
from macros.data.loading import FOLLOW_UP, Entry, load_data
from macros.data.model import Source
from macros.data.yaml_reader import parse_text
from macros.french import format_count, format_day

SERVICE = "https://archive.org/wayback/available"  # https://archive.org/help/wayback_api.php
PAUSE = 2.0  # seconds between two questions
TIMEOUT = 15.0
_LONGEST = 100_000  # bytes of an answer
_COPY = re.compile(r"^https://web\.archive\.org/web/([0-9]{8})[0-9]{6}/\S+")

_DESCRIPTION = """\
Cherche sur Internet Archive une copie des sources sans copie archivée, les plus citées
d’abord. Propose, sans rien écrire, les lignes « archive: … » : lisez chaque copie avant
de la garder. Une machine ne vérifie aucun passage : « access: live » et « verified »
restent à qui a lu la page."""


def add_archive_arguments(parser: ArgumentParser) -> None:
    parser.description = _DESCRIPTION
    parser.add_argument("--write", action="store_true", help="écrit les lignes « archive: … »")


def run_archive(options: Namespace) -> int:
    """Tell what is found of each source, one after the other, then write if it is asked."""
    checked = check_data(options.data)
    if checked.dataset is None:
        raise CommandError(*checked.problems)
    files = {each.record.slug: each.document.file for each in checked.loaded.get("sources")}
    copies: dict[str, str] = {}
    try:
        for source, url in _list_waiting(derive_catalogue(checked.dataset).rank_sources()):
            archive, report = _find_copy(source, url)
            print(f"{files[source.slug]}, {source.slug} : {url}\n  {report}", flush=True)
            copies |= {url: archive} if archive else {}
            time.sleep(PAUSE)
    finally:
        if options.write:  # however far it went
            _write(options.data, copies)
    return 0


def _list_waiting(sources: list[Source]) -> Iterator[tuple[Source, str]]:
    return ((each, each.url) for each in sources if each.url and not each.archive)


def _find_copy(source: Source, url: str) -> tuple[str | None, str]:
    """Return the copy closest to the date of a source, if any, and what to say, in French."""
    query = {"url": url} | ({"timestamp": source.date.replace("-", "")} if source.date else {})
    try:
        with urlopen(f"{SERVICE}?{urlencode(query)}", timeout=TIMEOUT) as reply:  # noqa: S310
            return _read_copy(reply.read(_LONGEST), url)
    except HTTPError as error:
        error.close()
        if error.code == HTTPStatus.TOO_MANY_REQUESTS:
            message = "Internet Archive demande d’attendre : relancer la commande plus tard."
            raise CommandError(message) from None
        return None, f"erreur {error.code} : Internet Archive n’a rien dit d’une copie"
    except (OSError, HTTPException):
        return None, "pas de réponse d’Internet Archive"
    except (ValueError, TypeError, LookupError, RecursionError):
        return None, "réponse illisible : Internet Archive n’a rien dit d’une copie"


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


def _write(data: Path, copies: dict[str, str]) -> None:
    """Add the copies to the files as they are now; nothing else of them changes."""
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
