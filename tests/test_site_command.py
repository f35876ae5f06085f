"""`python -m macros site`: the engine run for real on a small project, and what must not happen."""

import os
import random
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

from tests.projects import edit

KILLS = 200
FULL = 40_000  # bytes: fewer than the longest file of the small site


def command(project: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "macros", "--data", str(project / "data"), "site", *options]


def run(
    project: Path, *options: str, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(project, *options),
        cwd=project,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )


def start(project: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(project),
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # as a command of its own: signals do not reach the tests
    )


def check_whole(site: Path) -> str:
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


def test_a_build_says_what_is_ours_and_no_more(project: Path) -> None:
    built = run(project)
    assert (built.returncode, built.stderr) == (0, "")
    assert re.fullmatch(r"data/published.yml ne contient pas encore .*\n", built.stdout)


def test_a_place_where_nothing_can_be_written_is_said(project: Path) -> None:
    failed = run(project, "--to", str(project / "mkdocs.yml" / "site"))
    assert failed.returncode == 1
    assert failed.stderr == (
        f"{project / 'mkdocs.yml' / '.site.next'} : ce n’est pas un dossier : le site n’a pas été touché.\n"
    )


@pytest.mark.parametrize("place", ["data", ".", "mkdocs.yml"])
def test_what_is_no_site_is_never_replaced(project: Path, place: str) -> None:
    before = sorted(project.iterdir())
    refused = run(project, "--to", str(project / place))
    assert refused.returncode == 2
    assert "contient autre chose qu’un site" in refused.stderr
    assert sorted(project.iterdir()) == before
    assert (project / "data" / "plan.yml").is_file()


def test_a_build_that_fails_says_so_and_leaves_the_site(project: Path) -> None:
    path = project / "data/measures/01.yml"
    edit(path, "commitment: commitment", "commitment: comitment")
    try:
        failed = run(project)
    finally:
        edit(path, "commitment: comitment", "commitment: commitment")
    assert failed.returncode == 1
    assert "« comitment » n’est pas admis pour « commitment »" in failed.stderr
    assert failed.stderr.endswith("La construction a échoué : le site n’a pas été touché.\n")
    check_whole(project / "site")
    assert [path.name for path in (project / ".site.next").iterdir()] == ["lock"]


@pytest.fixture
def small_disk(project: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk with the last site and too little room for the next; a plain folder if one may not mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    files = [path for path in (project / "site").rglob("*") if path.is_file()]
    size = sum(-(-path.stat().st_size // 4096) * 4096 for path in files)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size * 9 // 8}", "small", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    shutil.copytree(project / "site", disk / "site")
    yield disk
    if mounted:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_site(project: Path, small_disk: Path) -> None:
    before = check_whole(small_disk / "site")
    rename(project, "Un titre qui n’a pas la place")
    mounted = small_disk.is_mount()
    limit = None if mounted else partial(resource.setrlimit, resource.RLIMIT_FSIZE, (FULL, FULL))
    failed = run(project, "--to", str(small_disk / "site"), limit=limit)
    assert failed.returncode == 1
    assert "La construction a échoué : le site n’a pas été touché." in failed.stderr
    assert not mounted or "Le disque est presque plein : " in failed.stderr
    assert check_whole(small_disk / "site") == before
    assert [path.name for path in (small_disk / ".site.next").iterdir()] == ["lock"]


def test_publishing_refuses_a_site_that_nobody_answers_for(project: Path) -> None:
    before = check_whole(project / "site")
    settings = project / "data/site.yml"
    sound = settings.read_text(encoding="utf-8")
    kept = [line for line in sound.splitlines() if not line.startswith("contact:")]
    try:
        settings.write_text("\n".join([*kept, "contact: null", ""]), encoding="utf-8")
        refused = run(project, "--public")
    finally:
        settings.write_text(sound, encoding="utf-8")
    assert refused.returncode == 1
    assert (
        "« contact » n’est pas renseigné : un site publié doit le dire [site-unset]\n"
        in refused.stdout
    )
    assert refused.stderr == "Rien n’est publié : le site n’a pas été touché.\n"
    assert check_whole(project / "site") == before


def test_a_build_that_is_stopped_leaves_the_site(project: Path) -> None:
    before = check_whole(project / "site")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        rename(project, f"Interrompu par {number.name}")
        with start(project) as process:
            while not (project / ".site.next/new/index.html").exists():
                assert process.poll() is None
                time.sleep(0.02)
            process.send_signal(number)
            _, said = process.communicate(timeout=60)
        assert check_whole(project / "site") == before
        if number == signal.SIGKILL:
            break
        assert process.returncode == 130
        assert said.endswith("Construction interrompue : le site n’a pas été touché.\n")
        assert [path.name for path in (project / ".site.next").iterdir()] == ["lock"]
    # The next build waits for the engine that goes on by itself, and clears what it left.
    assert run(project).returncode == 0
    assert check_whole(project / "site") == "Interrompu par SIGKILL"
    assert [path.name for path in (project / ".site.next").iterdir()] == ["lock"]


@pytest.mark.nightly
def test_killed_builds_leave_a_whole_site(project: Path) -> None:
    begun = time.monotonic()
    rename(project, "Version 0")
    assert run(project).returncode == 0
    lasts = time.monotonic() - begun
    chance = random.Random(KILLS)  # noqa: S311 (moments, not secrets)
    last = "Version 0"
    killed = 0
    for number in range(1, KILLS + 1):
        rename(project, f"Version {number}")
        with start(project) as process:
            begun = time.monotonic()
            try:
                process.wait(chance.uniform(0, 1.1 * lasts))
                lasts = time.monotonic() - begun  # the machine is not as slow as it was
            except subprocess.TimeoutExpired:
                if number % 2:
                    os.killpg(process.pid, signal.SIGKILL)
                else:  # the engine goes on by itself: the next build waits for it
                    process.kill()
        killed += process.returncode != 0
        found = check_whole(project / "site")
        assert found in {last, f"Version {number}"}
        last = found
    assert killed >= KILLS / 2
    rename(project, "Version finale")
    assert run(project).returncode == 0
    assert check_whole(project / "site") == "Version finale"
    assert [path.name for path in (project / ".site.next").iterdir()] == ["lock"]
