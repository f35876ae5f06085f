"""Texts compressed beside themselves."""

import gzip
import os
import select
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from macros.cli import main
from macros.publishing.compressing import compress
from tests.test_hooks import fingerprint

ROOT = Path(__file__).parent.parent
LONG = "Des mots assez nombreux. " * 60


def write(folder: Path) -> Path:
    for path, text in {
        "index.html": LONG,
        "api/plan.ttl": LONG,
        "short.txt": "Court.",
        "picture.png": LONG,
        "SHA256SUMS": LONG,
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_long_texts_are_compressed_twice(tmp_path: Path) -> None:
    assert compress(write(tmp_path)) == 4
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.[bg][rz]")}
    assert made == {"index.html.br", "index.html.gz", "api/plan.ttl.br", "api/plan.ttl.gz"}
    assert gzip.decompress((tmp_path / "index.html.gz").read_bytes()).decode() == LONG
    assert brotli.decompress((tmp_path / "api/plan.ttl.br").read_bytes()).decode() == LONG


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one"), write(tmp_path / "two")
    compress(one)
    compress(two, processes=1)
    before = fingerprint(one)
    assert before == fingerprint(two)
    compress(one)  # what is compressed is not compressed again
    assert fingerprint(one) == before


def test_many_texts_are_shared_between_processes(tmp_path: Path) -> None:
    for number in range(120):
        (tmp_path / f"{number}.html").write_text(f"{number} {LONG}", encoding="utf-8")
    assert compress(tmp_path) == 240
    assert gzip.decompress((tmp_path / "77.html.gz").read_bytes()).startswith(b"77 ")


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compress", str(write(tmp_path / "site"))]) == 0
    assert capsys.readouterr().out == "4 fichiers compressés (gzip et brotli).\n"
    assert main(["compress", str(tmp_path / "rien")]) == 1
    assert capsys.readouterr().err.endswith("rien : pas de site construit à cet endroit.\n")


def test_no_process_outlives_a_build_killed_while_it_compresses(tmp_path: Path) -> None:
    """One that did would hold the lock of the site: no other build would ever begin."""
    for number in range(3_000):
        tmp_path.joinpath(f"{number:04}.txt").write_text(LONG * 20, encoding="utf-8")
    code = f"from pathlib import Path; from macros.publishing.compressing import compress; compress(Path({str(tmp_path)!r}), 2)"
    alive, held = os.pipe()  # open at its other end as long as one of the processes lives
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, pass_fds=[held]) as process:
        os.close(held)
        while not any(tmp_path.glob("*.br")):
            assert process.poll() is None
        process.kill()
    assert len([*tmp_path.glob("*.br")]) < 3_000
    ended, _, _ = select.select([alive], [], [], 20)
    os.close(alive)
    assert ended
