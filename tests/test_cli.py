"""`python -m macros`: what it prints, and its exit code."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from macros.commands.cli import main
from tests.conftest import Capture
from tests.projects import ROOT, SMALL
from tests.test_revisions import Repository


@pytest.mark.parametrize(
    "words", [["--data", str(SMALL), "check"], ["check", "--data", str(SMALL)]]
)
def test_check_says_that_valid_data_have_no_problem(words: list[str], capsys: Capture) -> None:
    assert main(words) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("3 mesures vérifiées, aucun problème.\n")
    assert captured.err == ""


def test_check_counts_a_single_problem_in_the_singular(data: Path, capsys: Capture) -> None:
    (data / "help.yml").unlink()
    assert main(["--data", str(data), "check"]) == 1
    message = "ce fichier manque : le remettre à sa place, ou lui rendre son nom [file-missing]"
    assert capsys.readouterr() == (f"data/help.yml:1:1: {message}\n", "1 problème.\n")


def run(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "macros", *arguments]
    return subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, check=False, **settings)


def test_french_messages_are_printed_whatever_the_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ran = run("--data", str(SMALL), "check", env=environment, stdout=subprocess.PIPE)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_reader_who_has_had_enough_ends_the_command_in_silence() -> None:
    read, write = os.pipe()
    os.close(read)
    ran = run("explain", stdout=write)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_a_full_disk_is_said() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = run("explain", stdout=full)
    assert (ran.returncode, ran.stderr.decode()) == (1, "il n’y a plus de place sur le disque\n")


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-"])
def test_closed_streams_change_nothing(closed: str) -> None:
    command = [sys.executable, "-m", "macros", "--data", str(SMALL), "check"]
    shell = ["sh", "-c", f'"$@" {closed}', "sh", *command]
    ran = subprocess.run(shell, cwd=ROOT, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_command_that_is_interrupted_says_so_in_a_word(tmp_path: Path) -> None:
    text = tmp_path / "plan.txt"
    os.mkfifo(text)
    command = [sys.executable, "-m", "macros", "import", str(text), "--to", str(tmp_path / "draft")]
    with (
        subprocess.Popen(
            command,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # if tests ignore it
        ) as process,
        text.open("wb"),  # opens once the command reads it
    ):
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.decode()) == (130, "\nInterrompu.\n")
    assert list(tmp_path.iterdir()) == [text]


def test_what_the_system_refuses_is_said_in_french(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "site"
    file.write_text("", encoding="utf-8")
    assert main(["--data", str(file), "schema"]) == 1
    assert capsys.readouterr() == ("", f"{file}/schema : ce n’est pas un dossier\n")


def test_what_editors_run_needs_nothing_of_unix(data: Path) -> None:
    """Windows has no `fcntl`, no `os.fchmod`, and no `make`."""
    words = ("check", "fix --check", "explain type", "diff HEAD")
    commands = [each.split() for each in (*words, "rename term pdu deplacements --write")]
    repository = Repository(data.parent)
    (data.parent / "docs").mkdir()
    published = "addresses:\n  /glossaire/#pdu: 2005-06-30\n"
    (data / "published.yml").write_text(published, encoding="utf-8")
    repository.commit("Un plan", {})
    program = (
        "import os, sys; sys.modules.update(fcntl=None, pwd=None, grp=None, resource=None)\n"
        "del os.fchmod, os.fork\n"
        "from macros.commands.cli import main\n"
        f"codes = [main(['--data', {str(data)!r}, *words]) for words in {commands!r}]\n"
        "sys.exit(f'codes: {codes}' if any(codes) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
