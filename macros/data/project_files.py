"""The files of the project, before anything reads them: what they are, and what they are called.

A proposal may hold a link to any file of the machine that builds it, or what the machine trusts.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from macros.data.validation import shorten
from macros.data.yaml_reader import MAX_BYTES, Place, Problem, parse_text, read_bytes, read_text
from macros.french import format_count, join_words, slugify
from macros.git import run_git

PAGES = "docs"
FOLDERS = (PAGES, "overrides", "editions")  # published, beside the data
# Made by the machine, and trusted by it: caches, libraries, compiled code, the site.
_GENERATED = (".cache", ".venv", ".venv-engines", ".site.next", "site")
_GENERATED_ANYWHERE = ("__pycache__", "node_modules")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
FIELDS = ["title", "description", "robots"]  # of a page, on itself
# Beside the pages: those that a command or a person puts there, and assets but for those of the site.
_FILES = {"audit.json", "licences.txt"}
_GENERATED_ASSETS = ["cards", "images", "javascripts", "stylesheets"]
_ASSET = re.compile(r"[\w.-]+", re.ASCII)
_DRAFT = re.compile(r"#[^\n]*\bà vérifier\b")
# What editors and desktops leave behind; mkdocs.yml publishes none of it.
LEFTOVER = re.compile(r"\..*|.*~|.*\.swp|#.*#|4913|Thumbs\.db|desktop\.ini", re.DOTALL)
# Markdown takes minutes over a paragraph that opens again and again, and over too many lines.
_MOST_LINES, _MOST_OPEN = 1_000, 20
_OPENED_BY = {"]": "[", ")": "(", ">": "<"}
_OPENING = re.compile(r"\n\s*\n|(?:(?:[-+*]|\d+\.) +){20}|[][()<>]")
_PAGE = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # as MkDocs reads them


def find_unsafe(data: Path) -> list[Problem]:
    """Return what must not be read or published, else the first folder of data that cannot be read."""
    root = data.absolute().parent
    problems = []
    for folder in (data, *(root / name for name in FOLDERS)):
        special = [
            Path(entry.path)
            for entry in walk(folder)
            if not (entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False))
        ]
        for path in [folder] if folder.is_symlink() else special:
            message = "ce n’est ni un fichier ni un dossier : le retirer"
            if path.is_symlink():
                target = shorten(str(path.readlink()), 60)
                message = f"lien vers « {target} » : mettre à sa place le fichier lui-même"
            problems.append(Problem(Place(name_file(path, data)), "special-file", message))
    if problems:
        return problems
    for folder in (data, data / "measures"):
        if next(walk(folder), None) is None:
            message = "ce dossier manque, est vide ou ne peut pas être lu : lui rendre ses fichiers et ses droits"
            return [Problem(Place(name_file(folder, data)), "file-missing", message)]
    return []


def walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield all that a folder holds; no link is followed."""
    pending = [str(folder)]
    while pending:
        try:
            entries = sorted(os.scandir(pending.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            # Emacs marks a file that is being edited with a link to nothing.
            if not entry.name.startswith(".#") or Path(entry.path).exists():
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)


def list_pages(docs: Path) -> list[Path]:
    """Return the pages written by hand, those of folders included; hidden ones are for no engine."""
    return [
        Path(entry.path)
        for entry in walk(docs)
        if entry.name.lower().endswith(_PAGE)
        and entry.is_file(follow_symlinks=False)
        and "/." not in entry.path.removeprefix(str(docs))
    ]


def read_page(path: Path, file: str) -> tuple[dict[str, str], str, list[Problem]]:
    """Return what a page says of itself, its text, and what is wrong with either."""
    text, problems = read_text(path, file, MAX_BYTES)
    text = (text or "").replace("\r\n", "\n")
    match = _FRONT_MATTER.match(text)
    if match is None:
        if text.startswith("---\n"):
            message = "« --- » ouvre ce que la page dit d’elle-même, et rien ne le referme : ajouter une ligne « --- » après son dernier champ"
            problems.append(Problem(Place(file), "page-content", message))
        elif text.startswith(tuple(f"{name}:" for name in FIELDS)):
            message = "ce que la page dit d’elle-même va entre deux lignes « --- » : ajouter la première au-dessus"
            problems.append(Problem(Place(file), "page-content", message))
        return {}, text, problems
    # The lines keep their numbers.
    document, more = parse_text(f"\n{match[1]}", file)
    problems += more
    if not more and not isinstance(document.value, dict):
        message = "entre ses deux « --- », une page écrit « title: … », un champ par ligne"
        problems.append(Problem(Place(file, 2), "page-content", message))
    given = document.value if isinstance(document.value, dict) else {}
    for name, value in given.items():
        if name not in FIELDS or not isinstance(value, str):
            message = f"« {name} » : une page ne dit d’elle-même, en mots, que {join_words(FIELDS)}"
            problems.append(Problem(document.at_key(name), "page-content", message))
    meta = {name: value for name, value in given.items() if isinstance(value, str)}
    return meta, "\n" * match[0].count("\n") + text[match.end() :], problems


def check_pages(data: Path) -> Iterator[Problem]:
    """A page has the name of its address, which is fixed for ever, and its text is clean."""
    docs = data.absolute().parent / PAGES
    addresses: dict[str, str] = {}
    for path in list_pages(docs):
        file = name_file(path, data)
        inside = path.relative_to(docs).with_suffix("")
        expected = "/".join(map(slugify, inside.parts))
        first = addresses.setdefault(expected.removesuffix("index").rstrip("/"), file)
        if f"{PAGES}/{expected}.md" != file:
            message = "l’adresse d’une page est son nom, en minuscules sans accent, mots liés par des tirets"
            message += f" : le renommer « {PAGES}/{expected}.md »" if expected.strip("/") else ""
            yield Problem(Place(file), "page-name", message)
        elif first != file:
            message = f"cette page aurait l’adresse de « {first} » : n’en garder qu’une"
            yield Problem(Place(file), "page-name", message)
        _, text, problems = read_page(path, file)
        yield from problems
        for line, message in islice(_find_tangles(text), 1):
            yield Problem(Place(file, line), "page-content", message)
    for entry in walk(docs):
        path = Path(entry.path)
        if entry.is_file(follow_symlinks=False) and not _is_in_place(path.relative_to(docs)):
            message = f"un fichier qui n’est pas une page va dans {PAGES}/assets/ (sauf "
            message += f"{join_words(_GENERATED_ASSETS)}), sous un nom sans espace ni accent"
            yield Problem(Place(name_file(path, data)), "page-name", message)


def _find_tangles(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines at which Markdown would not come to an end soon, and what to do about it."""
    if text.count("\n") > _MOST_LINES:
        yield _MOST_LINES, f"page trop longue (plus de {_MOST_LINES} lignes) : en faire plusieurs"
    opened = dict.fromkeys("[(<", 0)
    for match in _OPENING.finditer(text):
        sign = match[0]
        if not sign.strip():  # a paragraph ends; not what is read as HTML
            opened |= {"[": 0, "(": 0}
        elif sign in opened:
            opened[sign] += 1
        elif sign in _OPENED_BY:
            opened[_OPENED_BY[sign]] = max(0, opened[_OPENED_BY[sign]] - 1)
        if len(sign) > _MOST_OPEN or max(opened.values()) > _MOST_OPEN:
            message = "ce passage ouvre trop de crochets, de parenthèses, de « < » ou de listes : les refermer"
            yield text.count("\n", 0, match.start()) + 1, message


def _is_in_place(file: Path) -> bool:
    """Whether nothing of a file of docs/ can stand in the place of what the site makes."""
    if file.name.lower().endswith(_PAGE) or any(map(LEFTOVER.fullmatch, file.parts)):
        return True
    if file.parts[0] != "assets" or len(file.parts) < 2:
        return file.as_posix() in _FILES
    return file.parts[1] not in _GENERATED_ASSETS and all(map(_ASSET.fullmatch, file.parts))


def check_tracked(data: Path) -> Iterator[Problem]:
    """Nothing that the machine makes for itself comes with a proposal."""
    patterns = [f":(icase){name}" for name in _GENERATED]
    patterns += [f":(icase,glob)**/{name}/**" for name in _GENERATED_ANYWHERE]
    try:
        listed = run_git(data.absolute().parent, ["ls-files", "-z", "--", *patterns])
    except (OSError, subprocess.CalledProcessError):
        return
    folders = set()
    for file in filter(None, listed.split(b"\0")):
        parts = os.fsdecode(file).split("/")
        depths = (depth for depth, part in enumerate(parts) if part.lower() in _GENERATED_ANYWHERE)
        folders.add("/".join(parts[: next(depths, 0) + 1]))
    for folder in sorted(folders):
        message = f"git suit ce que la machine fait elle-même : « git rm -r --cached {folder} », puis enregistrer"
        yield Problem(Place(folder), "tracked-file", message)


def describe_drafts(data: Path) -> str:
    """Return how many remarks of a draft somebody has still to read, or nothing."""
    found = []
    for entry in walk(data):
        if entry.name.endswith(".yml") and entry.is_file(follow_symlinks=False):
            text = read_bytes(Path(entry.path)).decode(errors="replace")
            lines = (text.count("\n", 0, match.start()) + 1 for match in _DRAFT.finditer(text))
            found += [Place(name_file(Path(entry.path), data), line) for line in lines]
    if not found:
        return ""
    left = format_count(
        len(found), "remarque « à vérifier » reste", "remarques « à vérifier » restent"
    )
    return f"{found[0]}: {left} : les lire et les effacer, un site publié n’en a plus"


def name_file(path: Path, data: Path) -> str:
    """Name a file for messages, from the parent of the data folder (`.` has no name)."""
    path, root = path.absolute(), data.absolute()
    start = root if not data.name and root in path.parents else root.parent
    return path.relative_to(start).as_posix()
