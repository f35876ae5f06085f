"""Random damage to a data set: each must end in located messages or in a sound build, and quickly."""

import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.data.yaml_reader import Problem
from macros.history.revisions import History
from macros.site.folder import make_parts, write_outputs
from macros.site.prepare import prepare_build
from tests.cases import read_cases

LONGEST = 2.0  # seconds of one check
SLOW = 5  # one in so many of the sound ones has its cards and sheets made too
_VALUE = re.compile(r"(?m)^( *(?:- )?[a-z_]+:)( .*)?$")
# Calls of macros and links, in pages.
_WRITTEN = re.compile(
    r"(?<=\(\")[^\")]+|(?<=\]\()[^)]+|\}\}|\{\{|\{%|%\}|^---$|(?<=href=\")[^\"]+", re.MULTILINE
)
_KEY = re.compile(r"(?m)^( *(?:- )?)([a-z_]+)(?=:)")

WRITTEN = read_cases("mutations")
BYTES = [text.encode("latin-1") for text in WRITTEN["bytes"]]
VALUES = [*WRITTEN["values"], "x" * 100_000]
LONG = {
    "a bomb of aliases": "a: &a [x, x, x]\n"
    + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "a deep list": "a: " + "[" * 5_000,
    "a deep record": "".join(f"{' ' * depth}a:\n" for depth in range(500)),
    "a long list": "keywords:\n" + "- mot\n" * 30_000,
    "a long line": "title: " + "mot " * 70_000,
    "many keys": "".join(f"k{number}: 1\n" for number in range(5_000)),
    "the same key": "title: x\n" * 30_000,
    "many quotes": "actors:\n"
    + "- actor: maire\n  role: lead\n  evidence: quote\n  quote: les maire de France sont\n"
    * 3_000,
    "a big file": "#" * 400_000,
}


@dataclass(frozen=True)
class Outcome:
    """The result of one damage; `seconds` is the time of the check."""

    damage: str
    problems: tuple[Problem, ...]
    seconds: float


def damage_bytes(chance: random.Random, raw: bytes) -> tuple[str, bytes]:
    start = chance.randrange(len(raw) + 1)
    end = min(len(raw), start + chance.choice((1, 1, 2, 5, 40, 400)))
    bit = bytes(byte ^ (1 << chance.randrange(8)) for byte in raw[start : start + 1])
    kinds: dict[str, Callable[[], bytes]] = {
        "insert": lambda: raw[:start] + chance.choice(BYTES) + raw[start:],
        "noise": lambda: raw[:start] + chance.randbytes(end - start) + raw[end:],
        "bit": lambda: raw[:start] + bit + raw[start + 1 :],
        "delete": lambda: raw[:start] + raw[end:],
        "repeat": lambda: raw[:end] + raw[start:],
        "truncate": lambda: raw[:start],
    }
    kind = chance.choice(list(kinds))
    return f"{kind} at byte {start}", kinds[kind]()


def damage_lines(chance: random.Random, raw: bytes) -> tuple[str, bytes]:
    lines = raw.split(b"\n")
    one, two = sorted(chance.randrange(len(lines)) for _ in range(2))
    line, spaces = lines[one], b" " * chance.randrange(1, 4)
    before, between, after = lines[:one], lines[one + 1 : two], lines[two + 1 :]
    last = lines[two : two + 1] if two > one else []
    kinds = {
        "delete": [*before, *between, *last, *after],
        "repeat": [*before, line, *between, line, *last, *after],
        "swap": [*before, *last, *between, line, *after],
        "indent": [*before, spaces + line, *between, *last, *after],
        "dedent": [*before, line.removeprefix(spaces), *between, *last, *after],
        "tab": [*before, b"\t" + line.lstrip(), *between, *last, *after],
        "join": [*before, b" ".join([line, *between[:3]]), *between[3:], *last, *after],
        "move": [*before, *between, *last, line, *after],
    }
    kind = chance.choice(list(kinds))
    return f"{kind} at line {one + 1}", b"\n".join(kinds[kind])


def damage_values(chance: random.Random, raw: bytes) -> tuple[str, bytes]:
    text = raw.decode("utf-8", errors="surrogateescape")
    pattern = chance.choice((_VALUE, _VALUE, _VALUE, _KEY))
    found = list(pattern.finditer(text))
    if not found:
        return damage_bytes(chance, raw)
    match = chance.choice(found)
    if pattern is _VALUE:
        new = chance.choice(VALUES)
        written = f"{match[1]} {new}"
        kind = f"value {match[1].strip()} {new[:40]!r}"
    else:
        new = chance.choice(
            ("titre", match[2][:-1], match[2].upper(), match[2] * 2, "note", "'a b'")
        )
        written, kind = f"{match[1]}{new}", f"key {match[2]} {new!r}"
    text = text[: match.start()] + written + text[match.end() :]
    return kind, text.encode("utf-8", errors="surrogateescape")


def damage_written(chance: random.Random, raw: bytes) -> tuple[str, bytes]:
    """Damage a call or a link of a page."""
    text = raw.decode("utf-8", errors="surrogateescape")
    found = list(_WRITTEN.finditer(text))
    if not found:
        return damage_bytes(chance, raw)
    match = chance.choice(found)
    new = chance.choice(
        (*VALUES[:60], "", "{{ measure(1", "{{ x }}", "../x.md", "#x", "/plan/", "}}")
    )
    text = text[: match.start()] + new + text[match.end() :]
    return f"{match[0][:30]!r} becomes {new[:40]!r}", text.encode("utf-8", "surrogateescape")


def damage_whole(chance: random.Random, raw: bytes) -> tuple[str, bytes]:
    text = raw.decode("utf-8", errors="replace")
    kinds: dict[str, bytes] = {
        "CRLF": raw.replace(b"\n", b"\r\n"),
        "CR": raw.replace(b"\n", b"\r"),
        "a BOM": b"\xef\xbb\xbf" + raw,
        "two BOMs": b"\xef\xbb\xbf" * 2 + raw,
        "Latin-1": text.encode("latin-1", errors="replace"),
        "Windows-1252": text.encode("cp1252", errors="replace"),
        "UTF-16": text.encode("utf-16"),
        "nothing": b"",
        "spaces": b"  \n",
        "twice": raw + raw,
        "another document": raw + b"---\n" + raw,
        "the end of another line": raw.rstrip(b"\n"),
        "decomposed accents": text.replace("é", "e\u0301").encode(),
        **{name: raw + long.encode() for name, long in LONG.items()},
        **{f"only {name}": long.encode() for name, long in LONG.items()},
    }
    kind = chance.choice(list(kinds))
    return kind, kinds[kind]


def damage_names(chance: random.Random, path: Path) -> str:
    """Damage a file by its name, or what stands in its place."""
    kind = chance.choice(("remove", "rename", "folder", "copy", "link", "pipe", "unreadable name"))
    if kind == "copy":
        shutil.copy(
            path, path.with_name(chance.choice(("copie.yml", "99.yml", "099.yml", "x.txt")))
        )
    elif kind == "unreadable name":
        shutil.copy(path, path.with_name("a\x1b[31m\nb\udcff.yml"))
    elif kind == "rename":
        path.rename(path.with_suffix(chance.choice((".yaml", ".yml.bak", ".txt"))))
    else:
        path.unlink()
        if kind == "folder":
            path.mkdir()
        elif kind == "link":
            path.symlink_to(path)
        elif kind == "pipe":
            os.mkfifo(path)
    return kind


def list_files(data: Path) -> list[Path]:
    """Return the files that damage may fall on: a measure more often than each of the others."""
    others = [*sorted(data.glob("*.yml")), *sorted(data.glob("source/*.txt"))]
    docs = data.parent / "docs"
    pages = sorted({*docs.rglob("*.md")} - {*docs.glob("decisions/*")})  # these are no pages
    return [*others * 3, *sorted(data.glob("measures/*.yml")), *pages * 2]


def damage_files(data: Path, chance: random.Random) -> str:
    """Damage a copy of the data, and of the pages written by hand, once or more; say how."""
    damages = []
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        path = chance.choice([path for path in list_files(data) if path.is_file()])
        name = str(path.relative_to(data.parent))
        if chance.random() < 0.04:
            damages.append(f"{name}: {damage_names(chance, path)}")
            continue
        value = damage_written if path.suffix == ".md" else damage_values
        kinds = (damage_bytes, damage_lines, value, damage_whole)
        kind, raw = chance.choices(kinds, (3, 3, 8, 1))[0](chance, path.read_bytes())
        path.write_bytes(raw)
        damages.append(f"{name}: {kind}")
    return ", ".join(damages)


def try_damage(seed: int, project: Path, *, build: bool) -> Outcome:
    """Damage a copy of the data as `seed` says, check it, and make the pages of what is valid."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(project / "data", data)
        shutil.copytree(project / "docs", Path(folder) / "docs")
        damage = f"{seed}: {damage_files(data, random.Random(seed))}"  # noqa: S311 (the same each time)
        start = time.process_time()
        try:
            built, problems = prepare_build(data, History())
            seconds = time.process_time() - start
            assert (built is None) == bool(problems)
            if build and built is not None and seed % SLOW == 0:
                write_outputs(built.catalogue, built.address, Path(folder) / "outputs")
                for url in built.pages:
                    make_parts(built, url, built.pages[url].render(built.catalogue))
        except Exception as error:  # what this looks for
            error.add_note(damage)
            raise
    return Outcome(damage, problems, seconds)


def find_faults(outcome: Outcome) -> Iterator[str]:
    """Yield what is wrong with an outcome."""
    if outcome.seconds > LONGEST:
        yield f"{outcome.seconds:.1f} s"
    for problem in outcome.problems:
        shown = str(problem)
        line = shown.split("\n")[0]
        if not re.fullmatch(r"(?:data|docs)/.+:[1-9]\d*:[1-9]\d*: .+ \[[a-z-]+\]", line):
            yield f"no place: {line}"
        if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", shown):
            yield f"raw characters: {line!r}"
        if len(line) > 2_000:
            yield f"too long: {line[:200]}"
