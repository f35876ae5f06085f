"""`archive`: an archived copy of each source that has none, proposed: who has read it writes it.

Whether addresses answer, `make nightly` says.
"""

import json
import re
import time
from argparse import ArgumentParser, Namespace
from datetime import date
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from macros.catalogue.views import derive_catalogue
from macros.commands import CommandError
from macros.data.checking import check_data
from macros.data.field_types import find_address_faults
from macros.data.model import Source
from macros.french import format_day

SERVICE = "https://archive.org/wayback/available"  # https://archive.org/help/wayback_api.php
PAUSE = 2.0  # seconds between two questions
TIMEOUT = 15.0
_LONGEST = 100_000  # bytes of an answer
_COPY = re.compile(r"^https://web\.archive\.org/web/([0-9]{8})[0-9]{6}/\S+")

_DESCRIPTION = """\
Cherche sur Internet Archive une copie des sources sans copie archivée, les plus citées
d’abord. Propose, sans rien écrire, les lignes « archive: … » : qui a lu la copie recopie
la ligne. Une machine ne vérifie aucun passage : « access: live » et « verified » restent
à qui a lu la page."""


def add_archive_arguments(parser: ArgumentParser) -> None:
    parser.description = _DESCRIPTION


def run_archive(options: Namespace) -> int:
    checked = check_data(options.data)
    if checked.dataset is None:
        raise CommandError(*checked.problems)
    files = {each.record.slug: each.document.file for each in checked.loaded.get("sources")}
    for source in derive_catalogue(checked.dataset).rank_sources():
        if source.url and not source.archive:
            report = _find_copy(source, source.url)
            print(f"{files[source.slug]}, {source.slug} : {source.url}\n  {report}", flush=True)
            time.sleep(PAUSE)
    return 0


def _find_copy(source: Source, url: str) -> str:
    """Say in French which copy is the closest to the date of a source, if there is any."""
    query = {"url": url} | ({"timestamp": source.date.replace("-", "")} if source.date else {})
    try:
        with urlopen(f"{SERVICE}?{urlencode(query)}", timeout=TIMEOUT) as reply:  # noqa: S310
            return _read_copy(reply.read(_LONGEST), url)
    except HTTPError as error:
        error.close()
        if error.code == HTTPStatus.TOO_MANY_REQUESTS:
            message = "Internet Archive demande d’attendre : relancer la commande plus tard."
            raise CommandError(message) from None
        return f"erreur {error.code} : Internet Archive n’a rien dit d’une copie"
    except (OSError, HTTPException):
        return "pas de réponse d’Internet Archive"
    except (ValueError, TypeError, LookupError, RecursionError):
        return "réponse illisible : Internet Archive n’a rien dit d’une copie"


def _read_copy(content: bytes, url: str) -> str:
    """Say which copy the service names, if any; raise for that of another address."""
    closest = json.loads(content)["archived_snapshots"].get("closest")
    if not closest or not closest["available"] or closest["status"] != "200":
        return "aucune copie trouvée"
    archive = re.sub("^http:", "https:", closest["url"])
    [day] = map(date.fromisoformat, _COPY.findall(archive))
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host not in archive or any(find_address_faults(archive)):
        raise ValueError(archive)
    return f"copie {format_day(day, 'du')}, à lire :\n    archive: {archive}"
