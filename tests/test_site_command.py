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
    before = check_complete(small_disk / "site")
    rename(project, "Un titre qui n’a pas la place")
    mounted = small_disk.is_mount()
    limit = None if mounted else partial(resource.setrlimit, resource.RLIMIT_FSIZE, (FULL, FULL))
    failed = run(project, "--to", str(small_disk / "site"), limit=limit)
    assert failed.returncode == 1
    assert "La construction a échoué : le site n’a pas été touché." in failed.stderr
    assert not mounted or "Le disque est presque plein : " in failed.stderr
    assert check_complete(small_disk / "site") == before
    assert [path.name for path in (small_disk / ".site.next").iterdir()] == ["lock"]


def test_publishing_refuses_a_site_that_nobody_answers_for(project: Path) -> None:
    before = check_complete(project / "site")
    settings = project / "data/site.yml"
    valid = settings.read_text(encoding="utf-8")
    try:
        draft = f"{re.sub('(?m)^contact:.*', 'contact: null', valid)}# à vérifier : l’hébergeur\n"
        settings.write_text(draft, encoding="utf-8")
        refused = run(project, "--public")
    finally:
        settings.write_text(valid, encoding="utf-8")
    assert refused.returncode == 1
    message = "« contact » n’est pas renseigné : un site publié doit le dire [site-unset]\n"
    assert message in refused.stdout
    assert "1\u00a0remarque « à vérifier » reste : " in refused.stdout
    assert refused.stderr == "Rien n’est publié : le site n’a pas été touché.\n"
    assert check_complete(project / "site") == before


def test_a_build_that_is_stopped_leaves_the_site(project: Path) -> None:
    before = check_complete(project / "site")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        rename(project, f"Interrompu par {number.name}")
        with subprocess.Popen(
            COMMAND,
            cwd=project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # as a command of its own: signals do not reach the tests
        ) as process:
            while not (project / ".site.next/new/index.html").exists():
                assert process.poll() is None
                time.sleep(0.02)
            process.send_signal(number)
            _, message = process.communicate(timeout=60)
        assert check_complete(project / "site") == before
        if number == signal.SIGKILL:
            break
        assert process.returncode == 130
        assert message.endswith("Construction interrompue : le site n’a pas été touché.\n")
        assert [path.name for path in (project / ".site.next").iterdir()] == ["lock"]
    # The next build waits for the engine that goes on by itself, and clears what it left.
    assert run(project).returncode == 0
    assert check_complete(project / "site") == "Interrompu par SIGKILL"
    assert [path.name for path in (project / ".site.next").iterdir()] == ["lock"]
