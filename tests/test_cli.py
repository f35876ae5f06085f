"""`python -m macros`: what it prints, and its exit code."""

import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from macros.commands.cli import main
from macros.data.json_schema import SCHEMAS

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"


def test_check_says_that_valid_data_have_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    small = str(FIXTURES / "small" / "data")
    for words in (["--data", small, "check"], ["check", "--data", small]):
        assert main(words) == 0
        captured = capsys.readouterr()
        assert captured.out.startswith("3 mesures vérifiées, aucun problème.\n")
        assert captured.err == ""


def test_check_lists_every_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(FIXTURES / "broken-shape" / "data"), "check"]) == 1
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[1] == (
        "data/actors.yml:1:1: le champ « families » manque : l’ajouter [field-missing]"
    )
    assert captured.err == f"{len(lines)} problèmes.\n"


def test_check_names_files_from_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FIXTURES / "broken-shape" / "data")
    assert main(["--data", ".", "check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "actors.yml:1:1: le champ « families » manque : l’ajouter [field-missing]"
    assert [line for line in lines if line.startswith(("/", "data/"))] == []
    assert any(line.startswith("measures/51.yaml:1:1: ") for line in lines)


def test_check_counts_a_single_problem_in_the_singular(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FIXTURES / "small" / "data", tmp_path / "data")
    (tmp_path / "data" / "help.yml").unlink()
    assert main(["--data", str(tmp_path / "data"), "check"]) == 1
    captured = capsys.readouterr()
    assert (
        captured.out
        == "data/help.yml:1:1: ce fichier manque : le remettre à sa place, ou lui rendre son nom [file-missing]\n"
    )
    assert captured.err == "1 problème.\n"


def test_schema_writes_a_schema_for_each_kind_of_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "schema"]) == 0
    written = {path.name for path in (tmp_path / "schema").iterdir()}
    assert written == {f"{name}.schema.json" for name in SCHEMAS}
    assert capsys.readouterr() == ("", "")


def test_help_presents_the_commands_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--help"])
    assert raised.value.code == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "vérifie toutes les données et liste les problèmes" in out
    assert "écrit les schémas JSON de data/schema/ d’après le modèle" in out
    assert "Codes de sortie : 0 tout va bien 1 les données ont des problèmes, " in out


@pytest.mark.parametrize(("plan", "code"), [("small", 0), ("broken-rules", 1)])
def test_the_module_exits_with_the_code_of_its_command(plan: str, code: int) -> None:
    command = [sys.executable, "-m", "macros", "--data", f"tests/fixtures/{plan}/data", "check"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == code
    assert b"Traceback" not in ran.stderr


def test_french_messages_are_printed_whatever_the_locale() -> None:
    command = [sys.executable, "-m", "macros", "--data", "tests/fixtures/small/data", "check"]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr


def run(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "macros", *arguments]
    return subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, check=False, **settings)


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
    command = [sys.executable, "-m", "macros", "--data", "tests/fixtures/small/data", "check"]
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


def test_what_the_system_refuses_is_said_in_french(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "site"
    file.write_text("", encoding="utf-8")
    assert main(["--data", str(file), "schema"]) == 1
    assert capsys.readouterr() == ("", f"{file}/schema : ce n’est pas un dossier\n")
