"""`python -m macros site`: the engine run for real on a small project, and what must not happen."""

import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.cases import read_cases
from tests.projects import edit, run_python

FULL = 40_000  # bytes: fewer than the longest file of the small site


COMMAND = [sys.executable, "-m", "macros", "site"]


def run(
    project: Path, *options: str, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return run_python(project, "-m", "macros", "site", *options, preexec_fn=limit)


def check_complete(site: Path) -> str:
    """Check a site against its own checksums, both ways; return the title that its measure 1 has."""
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, check=True)
    lines = (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {line[66:] for line in lines} == there - {"SHA256SUMS"}
    page = (site / "mesures/1/index.html").read_text(encoding="utf-8")
    return page.partition("<h1>")[2].partition("</h1>")[0]


def rename(project: Path, title: str) -> None:
    """Give the measure 1 another title: a build of it is not the last one."""
    path = project / "data/measures/01.yml"
    old = path.read_text(encoding="utf-8").partition("title: ")[2].partition("\n")[0]
    edit(path, f"title: {old}", f"title: {title}")


def test_a_build_says_what_is_ours_and_no_more(built_copy: Path) -> None:
    built = run(built_copy)
    assert (built.returncode, built.stderr) == (0, "")
    assert re.fullmatch(r"data/published.yml ne contient pas encore .*\n", built.stdout)


def test_a_place_where_nothing_can_be_written_is_said(built_copy: Path) -> None:
    failed = run(built_copy, "--to", str(built_copy / "mkdocs.yml" / "site"))
    assert failed.returncode == 1
    assert failed.stderr == (
        f"{built_copy / 'mkdocs.yml' / '.site.next'} : ce n’est pas un dossier ; le site n’a pas été touché.\n"
    )


@pytest.mark.parametrize("place", ["data", ".", "mkdocs.yml"])
def test_what_is_no_site_is_never_replaced(built_copy: Path, place: str) -> None:
    before = sorted(built_copy.iterdir())
    refused = run(built_copy, "--to", str(built_copy / place))
    assert refused.returncode == 2
    assert "contient autre chose qu’un site" in refused.stderr
    assert sorted(built_copy.iterdir()) == before
    assert (built_copy / "data" / "plan.yml").is_file()


@pytest.fixture
def small_disk(built_copy: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk with the last site and too little room for the next; a plain folder if one may not mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    files = [path for path in (built_copy / "site").rglob("*") if path.is_file()]
    size = sum(-(-path.stat().st_size // 4096) * 4096 for path in files)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size * 9 // 8}", "small", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    shutil.copytree(built_copy / "site", disk / "site")
    yield disk
    if mounted:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_site(built_copy: Path, small_disk: Path) -> None:
    before = check_complete(small_disk / "site")
    rename(built_copy, "Un titre qui n’a pas la place")
    mounted = small_disk.is_mount()
    limit = None if mounted else partial(resource.setrlimit, resource.RLIMIT_FSIZE, (FULL, FULL))
    failed = run(built_copy, "--to", str(small_disk / "site"), limit=limit)
    assert failed.returncode == 1
    reason = "il n’y a plus de place sur le disque" if mounted else "ce fichier dépasse la taille"
    assert reason in failed.stderr
    assert "Traceback" not in failed.stderr
    assert check_complete(small_disk / "site") == before
    assert [path.name for path in (small_disk / ".site.next").iterdir()] == ["lock"]


def test_a_loop_of_links_is_said(built_copy: Path) -> None:
    loop = built_copy / "loop"
    loop.symlink_to("loop")
    failed = run(built_copy, "--to", str(loop / "site"))
    loop.unlink()
    assert failed.stderr.endswith("c’est un lien, à retirer ; le site n’a pas été touché.\n")


def test_a_build_needs_none_of_the_standard_streams(built_copy: Path) -> None:
    closed = ["sh", "-c", '"$@" <&- >&- 2>&-', "sh", *COMMAND]
    assert subprocess.run(closed, cwd=built_copy, check=False).returncode == 0


def test_publishing_refuses_a_site_that_nobody_answers_for(built_copy: Path) -> None:
    before = check_complete(built_copy / "site")
    for case in read_cases("site_command")["refused"]:
        path = built_copy / "data" / case["file"]
        valid = path.read_text(encoding="utf-8")
        try:
            path.write_text(re.sub(case["old"], case["new"], valid), encoding="utf-8")
            refused = run(built_copy, "--public")
        finally:
            path.write_text(valid, encoding="utf-8")
        assert refused.returncode == 1
        told = (refused.stdout + refused.stderr).replace("\u00a0", " ")
        assert [words for words in case["said"] if words not in told] == []
        assert check_complete(built_copy / "site") == before


def test_a_build_that_is_stopped_leaves_the_site(built_copy: Path) -> None:
    before = check_complete(built_copy / "site")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        rename(built_copy, f"Interrompu par {number.name}")
        with subprocess.Popen(
            COMMAND,
            cwd=built_copy,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # as a command of its own: signals do not reach the tests
        ) as process:
            while not (built_copy / ".site.next/new/index.html").exists():
                assert process.poll() is None
                time.sleep(0.02)
            process.send_signal(number)
            _, message = process.communicate(timeout=60)
        assert check_complete(built_copy / "site") == before
        if number == signal.SIGKILL:
            break
        assert process.returncode == 130
        assert message.endswith("Construction interrompue ; le site n’a pas été touché.\n")
        assert [path.name for path in (built_copy / ".site.next").iterdir()] == ["lock"]
    # The next build waits for the engine that goes on by itself, and clears what it left.
    following = run(built_copy)
    assert (following.returncode, "attente de sa fin" in following.stderr) == (0, True)
    assert check_complete(built_copy / "site") == "Interrompu par SIGKILL"
    assert [path.name for path in (built_copy / ".site.next").iterdir()] == ["lock"]
