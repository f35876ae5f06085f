"""A folder made beside the one that it replaces: whole at every moment, whatever happens."""

import gzip
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from macros.publishing import directory_swap
from macros.publishing.directory_swap import stage_directory
from macros.publishing.finishing import compress_texts, write_checksums
from tests.conftest import Patch
from tests.projects import ROOT

FILES = 30
BROKEN = "moitié"  # what a publication that fails has written
KILLS = int(os.environ.get("KILLS", "8"))
# Makes a folder of FILES files that all say the same, slowly enough to be killed on the way; begins
# once its input is closed.
PUBLISH = f"""
import sys, time
from pathlib import Path
from macros.publishing.directory_swap import stage_directory
target, words, pause = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
with stage_directory(target, lambda: print("attente", flush=True)) as (folder, _):
    print("commence", flush=True)
    sys.stdin.read()
    for number in range({FILES}):
        (folder / f"{{number}}.html").write_text(words)
        time.sleep(pause)
"""


def publish(
    target: Path, words: str, pause: float = 0, *, held: bool = False
) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PUBLISH, str(target), words, str(pause)]
    given = subprocess.PIPE if held else subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, stdin=given, stdout=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> str:
    """Return what a publication that succeeds has said."""
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return said


def put(target: Path, words: str) -> None:
    with stage_directory(target, pytest.fail) as (folder, _):
        (folder / "index.html").write_text(words, encoding="utf-8")
        if words == BROKEN:
            raise ZeroDivisionError


def get(target: Path) -> str:
    return (target / "index.html").read_text(encoding="utf-8")


def read(target: Path) -> str:
    """Return what all the files of the folder say."""
    said = {path.read_text(encoding="utf-8") for path in target.iterdir()}
    assert len(said) == 1
    assert len(list(target.iterdir())) == FILES
    return said.pop()


def test_a_file_that_says_the_same_keeps_its_time(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(target, "un")
    os.utime(target / "index.html", (1_000_000_000, 1_000_000_000))
    put(target, "un")
    assert (target / "index.html").stat().st_mtime == 1_000_000_000
    put(target, "de")  # as long
    assert (target / "index.html").stat().st_mtime > 1_000_000_000


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    served = tmp_path / "www" / "plan"
    put(served, "un")
    (tmp_path / "site").symlink_to(served)
    put(tmp_path / "site", "deux")
    assert (tmp_path / "site").is_symlink()
    assert get(served) == "deux"


def test_there_is_no_moment_without_a_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(target, "0")
    stop = threading.Event()
    with ThreadPoolExecutor() as pool:
        visitor = pool.submit(lambda: [*iter(lambda: stop.is_set() or get(target), True)])
        try:
            for number in range(1, 200):
                put(target, str(number))
        finally:
            stop.set()
        seen = visitor.result()  # a site that was not there raises
    assert len(set(seen)) > 1
    assert seen == sorted(seen, key=int)


def test_two_renames_do_or_the_first_is_undone(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(directory_swap, "_exchange", lambda *_: False)
    target = tmp_path / "site"
    put(target, "un")
    put(target, "deux")
    assert get(target) == "deux"
    assert [path.name for path in (tmp_path / ".site.next").iterdir()] == ["lock"]
    with pytest.raises(FileNotFoundError), stage_directory(target, pytest.fail) as (folder, _):
        shutil.rmtree(folder)
    assert get(target) == "deux"


def test_a_process_killed_between_two_renames_loses_nothing(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(target, "un")
    target.rename(tmp_path / ".site.next" / "old")
    with pytest.raises(ZeroDivisionError):
        put(target, BROKEN)
    assert get(target) == "un"


def test_killed_at_any_moment_a_publication_leaves_a_whole_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    chance = random.Random(7)  # noqa: S311 (moments, not secrets)
    assert end(publish(target, "0")) == "commence\n"
    last, killed = "0", 0
    for number in range(1, KILLS + 1):
        with publish(target, str(number), 0.001) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "commence\n"
            time.sleep(chance.uniform(0, 0.07))
            process.kill()
        killed += process.returncode != 0
        found = read(target)
        assert found in {last, str(number)}
        last = found
    assert killed >= KILLS / 3
    assert end(publish(target, "fin")) == "commence\n"
    assert read(target) == "fin"
    assert [path.name for path in (tmp_path / ".site.next").iterdir()] == ["lock"]


def test_two_publications_at_once_follow_each_other(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with publish(target, "un", held=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "commence\n"
        assert first.stdin is not None
        with publish(target, "deux") as second:
            assert second.stdout is not None
            assert second.stdout.readline() == "attente\n"
            first.stdin.close()
            assert end(second) == "commence\n"
    assert first.returncode == 0
    assert read(target) == "deux"


def test_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "mesures").mkdir()
    (tmp_path / "mesures" / "à lire.html").write_bytes(b"abc")
    (tmp_path / ".htaccess").write_bytes(b"")
    write_checksums(tmp_path)
    write_checksums(tmp_path)  # itself apart
    assert (tmp_path / "SHA256SUMS").read_text(encoding="utf-8") == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  .htaccess\n"
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  mesures/à lire.html\n"
    )


LONG = "Des mots assez nombreux. " * 60


def test_long_texts_are_compressed(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    for name in ("index.html", "api/plan.json", "picture.png", "SHA256SUMS"):
        (tmp_path / name).write_text(LONG, encoding="utf-8")
    (tmp_path / "short.txt").write_text("Court.", encoding="utf-8")
    compress_texts(tmp_path)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.gz")}
    assert made == {"index.html.gz", "api/plan.json.gz"}
    first = (tmp_path / "index.html.gz").read_bytes()
    assert gzip.decompress(first).decode() == LONG
    # A later build of the same text gives the same bytes.
    os.utime(tmp_path / "index.html", (0, 0))
    compress_texts(tmp_path)
    assert (tmp_path / "index.html.gz").read_bytes() == first
