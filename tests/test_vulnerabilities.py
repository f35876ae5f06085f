"""`python -m tests.vulnerabilities`: reports as the tools write them, and no silence taken for good news."""

import json

import pytest

from tests import vulnerabilities
from tests.vulnerabilities import Found, read_npm, read_python

PYTHON = {
    "dependencies": [
        {"name": "jinja2", "version": "3.1.6", "vulns": []},
        {
            "name": "requests",
            "version": "2.30.0",
            "vulns": [{"id": "PYSEC-2023-74", "fix_versions": ["2.31.0"], "aliases": []}],
        },
        {"name": "absent", "skip_reason": "Dependency not found on PyPI"},
    ],
    "fixes": [],
}
NPM = {
    "vulnerabilities": {"ws": {"name": "ws", "severity": "high", "range": "<8.17.1"}},
    "metadata": {"dependencies": {"total": 120}},
}


def test_a_report_on_python_packages() -> None:
    assert read_python(json.dumps(PYTHON)) == Found(
        2, ("requests 2.30.0 : PYSEC-2023-74, corrigée dans 2.31.0",), ("absent",)
    )


def test_a_report_on_npm_packages() -> None:
    assert read_npm(json.dumps(NPM)) == Found(120, ("ws <8.17.1 : high",))


@pytest.mark.parametrize("report", ["", "Traceback", "[]", '{"statusCode": 405}'])
def test_no_report_is_no_good_news(report: str) -> None:
    assert read_python(report).unchecked == ("pip-audit n’a pas rendu de rapport",)
    assert read_npm(report).unchecked == ("npm audit n’a pas rendu de rapport",)


@pytest.mark.parametrize(
    ("python", "npm", "code", "said"),
    [
        ({"dependencies": PYTHON["dependencies"][:1]}, NPM, 1, "121"),
        (PYTHON, {}, 1, "2"),
        ({"dependencies": PYTHON["dependencies"][2:]}, {}, 2, "0"),
        (
            {"dependencies": PYTHON["dependencies"][:1]},
            NPM | {"vulnerabilities": {}},
            0,
            "121",
        ),
    ],
)
def test_the_exit_code_tells_flaws_from_what_was_not_checked(
    python: object,
    npm: object,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(vulnerabilities, "PYTHON_LOCKS", ["requirements.txt"])
    monkeypatch.setattr(
        vulnerabilities,
        "_run",
        lambda command, _: json.dumps(python if "pip_audit" in command else npm),
    )
    monkeypatch.setattr("shutil.which", lambda _: "npm")
    assert vulnerabilities.main() == code
    assert f"{said}\u00a0paquet" in capsys.readouterr().out
