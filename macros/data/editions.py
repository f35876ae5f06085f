"""`editions/2026-12/`: the records of a month, frozen for citations; no byte of them changes any more."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros import urls
from macros.data.loading import FOLLOW_UP, MEASURES
from macros.data.project_files import LEFTOVER, walk
from macros.data.yaml_reader import Place, Problem
from macros.french import format_partial_date

SOURCES = "sources.json"
NAME = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
# Each page begins with it, whatever becomes of the policy of the site: nothing in it ever runs.
HEAD = """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'">
"""
_MEASURE = re.compile(r"mesures/([1-9][0-9]*)\.json")
_PATH = re.compile(
    rf"(mesures/[1-9][0-9]*|sources)(/index\.html|\.json)|edition\.css|{urls.CHECKSUMS}"
)
_LEADS_AWAY = re.compile(rb"<form|<meta[^>]*http-equiv", re.IGNORECASE)  # no policy stops these
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
Records = dict[tuple[str, int | str], Mapping[str, Any]]  # by list, and number or name in it
Content = tuple[Records, dict[int, str]]  # of a file: its records, the version of its measure


@dataclass(frozen=True, slots=True)
class Edition:
    """`files` are by their path in its folder, `versions` by the number of the measure."""

    name: str
    files: Mapping[str, bytes]
    records: Records
    versions: Mapping[int, str]

    @property
    def title(self) -> str:
        return f"Édition {format_partial_date(self.name, 'de')}"


def read_editions(root: Path) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Return the editions of a project, the oldest first, and what is not as they were written."""
    editions, problems = [], []
    for folder in sorted((root / urls.EDITIONS).glob("*")):
        if LEFTOVER.fullmatch(folder.name):
            continue
        if not NAME.fullmatch(folder.name) or not folder.is_dir():
            message = "une édition est dans un dossier nommé par son mois, AAAA-MM"
            problems.append(Problem(Place(f"{urls.EDITIONS}{folder.name}"), "edition", message))
        else:
            paths = [Path(entry.path) for entry in walk(folder) if entry.is_file()]
            files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
            contents = {path: _read_file(path, content) for path, content in files.items()}
            found = [*_check_files(folder.name, files, contents)]
            problems += found
            if not found:
                editions.append(_join_files(folder.name, files, contents))
    return tuple(editions), tuple(problems)


def _check_files(
    name: str, files: Mapping[str, bytes], contents: Mapping[str, Content | None]
) -> Iterator[Problem]:
    """Yield how the files of an edition differ from its checksums, or cannot be its own."""
    lines = files.get(urls.CHECKSUMS, b"").decode(errors="replace").splitlines()
    sums = {match[2]: match[1] for line in lines if (match := _LINE.fullmatch(line))}
    sums[urls.CHECKSUMS] = ""
    for path in sorted({*sums, *files} if urls.CHECKSUMS in files else sums):
        content = files.get(path)
        if content is None:
            message = "ce fichier de l’édition manque"
        elif path == urls.CHECKSUMS:
            message = "" if len(sums) > len(lines) else "des empreintes sont illisibles"
        elif path in sums and hashlib.sha256(content).hexdigest() != sums[path]:
            message = "ce fichier n’est plus tel que l’édition l’a figé"
        else:
            ours = path in sums and _PATH.fullmatch(path) and contents[path]
            message = "" if ours else "« make edition » n’a pas écrit ce fichier"
        if message:
            message += " ; une édition ne change plus : « git restore » ou « git clean » y ramène"
            yield Problem(Place(f"{urls.EDITIONS}{name}/{path}"), "edition", message)


def _read_file(path: str, content: bytes) -> Content | None:
    """Return the records of a file; None where they cannot be read, or a page could run or lead away."""
    records: Records = {}
    versions = {}
    try:
        if path.endswith(".html"):
            head = HEAD.encode()
            if not content.startswith(head) or _LEADS_AWAY.search(content, len(head)):
                return None
        elif match := _MEASURE.fullmatch(path):
            value, number = json.loads(content), int(match[1])
            title = str(value["measure"]["title"])
            records[MEASURES, number] = {**value["measure"], "title": title}
            versions[number] = str(value["version"])
            for fact in value["follow_up"]:
                records[FOLLOW_UP, f"{number:02}-{fact['slug']}"] = dict(fact)
        elif path == SOURCES:
            for slug, source in json.loads(content).items():
                records["sources", slug] = dict(source)
    except _UNREADABLE:
        return None
    return records, versions


def _join_files(
    name: str, files: Mapping[str, bytes], contents: Mapping[str, Content | None]
) -> Edition:
    records: Records = {}
    versions: dict[int, str] = {}
    for found in filter(None, contents.values()):
        records |= found[0]
        versions |= found[1]
    return Edition(name, files, records, dict(sorted(versions.items())))
