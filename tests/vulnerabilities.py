"""`python -m tests.vulnerabilities`: the known flaws of every locked package; it needs the network.

Returns 1 when a flaw is known, 2 when packages could not be checked, which is no good news either.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from macros.french import format_count

ROOT = Path(__file__).parent.parent
PYTHON_LOCKS = (
    "requirements-dev.txt",
    "tests/engines/requirements.txt",
)  # the first holds the site's
SHOWN = 8  # names of what could not be checked
NPM_FOLDER = ROOT / "tests" / "audit"


@dataclass(frozen=True, slots=True)
class Found:
    """What one tool says: how many packages it checked, their flaws, and what it could not check."""

    checked: int
    flaws: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


def read_python(report: str) -> Found:
    """Read the JSON report of pip-audit."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Found(0, unchecked=("pip-audit n’a pas rendu de rapport",))
    return Found(
        sum("skip_reason" not in one for one in packages),
        tuple(
            f"{one['name']} {one['version']} : {flaw['id']}{_say_mended(flaw['fix_versions'])}"
            for one in packages
            for flaw in one.get("vulns", [])
        ),
        tuple(one["name"] for one in packages if "skip_reason" in one),
    )


def read_npm(report: str) -> Found:
    """Read the JSON report of npm audit."""
    try:
        content = json.loads(report)
        count = content["metadata"]["dependencies"]["total"]
        flaws = content["vulnerabilities"].values()
    except (ValueError, KeyError, TypeError):
        return Found(0, unchecked=("npm audit n’a pas rendu de rapport",))
    return Found(count, tuple(f"{one['name']} {one['range']} : {one['severity']}" for one in flaws))


def main() -> int:
    """Check everything, print it in French, return the exit code."""
    found = [read_python(_run_pip_audit(lock)) for lock in PYTHON_LOCKS]
    npm = shutil.which("npm")
    found.append(
        read_npm(_run([npm, "audit", "--package-lock-only", "--json"], NPM_FOLDER))
        if npm
        else Found(0, unchecked=("npm est introuvable (tests/audit)",))
    )
    flaws = sorted({flaw for one in found for flaw in one.flaws})
    unchecked = sorted({name for one in found for name in one.unchecked})
    for flaw in flaws:
        print(flaw)  # noqa: T201 (a command)
    said = (
        f"{format_count(sum(one.checked for one in found), 'paquet vérifié', 'paquets vérifiés')}, "
    )
    said += format_count(len(flaws), "faille connue", "failles connues")
    print(f"{said}.")  # noqa: T201
    if unchecked:
        others = format_count(len(unchecked) - SHOWN, "autre") if len(unchecked) > SHOWN else ""
        names = ", ".join([*unchecked[:SHOWN], *([f"et {others}"] if others else [])])
        sys.stderr.write(
            "Rien de sûr : ce qui suit n’a pas été vérifié, la base des failles ne répondant pas "
            f"(connexion à internet ?) : {names}.\n"
        )
    if flaws:
        sys.stderr.write(
            "Pour passer aux versions corrigées et tout tester : .venv/bin/python -m tests.upgrading\n"
        )
    return 1 if flaws else 2 if unchecked else 0


def _run_pip_audit(lock: str) -> str:
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    audit = [sys.executable, "-m", "pip_audit", *options, "--format", "json", "--requirement", lock]
    return _run(audit, ROOT)


def _run(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def _say_mended(versions: list[str]) -> str:
    return f", corrigée dans {versions[-1]}" if versions else ", sans correction publiée"


if __name__ == "__main__":
    sys.exit(main())
