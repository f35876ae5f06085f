"""Slow checks, or those that need the internet: `make nightly`, or `python -m tests.nightly`.

All of it, some hours, or what is named: `python -m tests.nightly slow links`. Returns 1 if a step fails.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ".venv-engines/.ready"
BROWSERS = "tests/browser/test_every_browser.py"

Command = list[str]


class Step(NamedTuple):
    """Commands to run, after a goal of the Makefile if it needs one."""

    commands: list[Command]
    goal: str = ""
    environment: Mapping[str, str] = {}


def _module(*words: str) -> Command:
    return [sys.executable, "-m", *words]


def _tests(*words: str) -> list[Command]:
    return [_module("pytest", "-p", "no:xdist", *words)]


STEPS = {
    "slow": Step(_tests("-m", "nightly", "--ignore", BROWSERS)),
    "browsers": Step(
        [_module("tests.browser.webdriver"), *_tests("-m", "nightly", "-rP", BROWSERS)],
    ),
    "mutations": Step(_tests("-vv", "tests/test_mutations.py"), environment={"DAMAGES": "5000"}),
    "hunt": Step(_tests("-m", "hypothesis"), environment={"EXPLORE": "1"}),
    "kills": Step(
        _tests("tests/test_directory_swap.py", "-k", "killed"), environment={"KILLS": "200"}
    ),
    "engines": Step([_module("tests.engines")], ENGINES),
    "bench": Step([_module("tests.bench")]),
    "links": Step([_module("tests.audit.links")], "site"),
    "strangers": Step([_module("tests.audit.strangers")], "site"),
    "vulnerabilities": Step(
        [
            _module(
                # A package that could not be checked is a failure too.
                *("pip_audit", "--strict", "--require-hashes", "--disable-pip"),
                *("--requirement", "requirements-dev.txt"),  # it holds the site's
                *("--requirement", "tests/engines/requirements.txt"),
            ),
            ["npm", "audit", "--package-lock-only", "--prefix", "tests/audit"],
        ]
    ),
}


def main(names: list[str]) -> int:
    """Run each step, whatever became of the others; say which failed."""
    failed = [name for name in names if not _run(name, STEPS[name])]
    said = f"Failed: {', '.join(failed)}. A site or registry without an answer fails a step too."
    sys.stdout.write(f"{said}\n" if failed else "All passed.\n")
    return int(bool(failed))


def _run(name: str, step: Step) -> bool:
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    goals = [[os.environ.get("MAKE", "make"), step.goal]] if step.goal else []
    environment = os.environ | step.environment
    codes = [
        subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        for command in (*goals, *step.commands)
    ]
    return not any(codes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.nightly")
    parser.add_argument("steps", nargs="*", choices=[*STEPS, []], metavar="STEP")
    sys.exit(main(parser.parse_args().steps or [*STEPS]))
