"""The command line speaks French: its help and its errors."""

import pytest

from macros.cli import main


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "il manque : COMMANDE"),
        (["fixe"], "« fixe » n’existe pas pour COMMANDE ; vouliez-vous dire « fix » ?"),
        (["zzzz"], "« zzzz » n’existe pas pour COMMANDE ; au choix : check, "),
        (["fix", "--chek"], "de trop, ou mal écrit : --chek"),
        (["--data"], "--data attend une valeur"),
        (["fix", "--check=oui"], "--check n’attend pas de valeur : oui"),
        (["permalinks", "--date", "hier"], "--date : « hier » n’est pas une date AAAA-MM-JJ"),
    ],
)
def test_a_wrong_command_line_is_explained(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.startswith("Utilisation : python -m macros")
    assert err.endswith("--help\n")


def test_help_has_no_english_word_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["fix"], ["permalinks"]):
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        out = capsys.readouterr().out
        assert out.startswith("Utilisation : ")
        assert "Options\u00a0:" in out
        for word in ("usage:", "options:", "positional", "show this"):
            assert word not in out
