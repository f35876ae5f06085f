"""The command line speaks French: its help and its errors."""

import argparse
import ast
import re
from pathlib import Path

import pytest

from macros.commands.cli import FRENCH, main
from tests.cases import cases
from tests.conftest import Capture


@cases("usage")
def test_a_wrong_command_is_explained(arguments: list[str], said: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.startswith("Utilisation : python -m macros")
    assert err.endswith("--help\n")


# Those who write the commands meet them, and no one else; or nothing here uses what they are about.
_FOR_PROGRAMMERS = re.compile(
    r"\.__call__|conflicting|cannot (merge|have)|'required'|invalid (option|conflict)|dest=|mutually|"
    r"%r is not callable|subcommands|unknown parser|argument \"-\"|can't open| \(default|show program|"
    r"%\(prog\)s: warning|.* is deprecated|one of the arguments|unexpected option|expected (at|%s)|"
    r"not allowed with"
)


def test_every_message_of_this_python_is_known() -> None:
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    asked = {
        str(word.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "ngettext"}
        for word in call.args[:2]
        if isinstance(word, ast.Constant)
    }
    assert {word for word in asked if not _FOR_PROGRAMMERS.match(word)} <= FRENCH.keys()
    assert "the following arguments are required: %s" in asked


@pytest.mark.parametrize("command", [[], ["fix"], ["permalinks"]])
def test_help_is_in_french(command: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as raised:
        main([*command, "--help"])
    assert raised.value.code == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("Utilisation : ")
    assert "Options :" in out
    assert not re.search(r"usage:|options:|positional|show this", out)
    if not command:
        assert "vérifie toutes les données et liste les problèmes" in out
        assert "Codes de sortie : 0 tout va bien 1 les données ont des problèmes, " in out
