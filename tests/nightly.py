"""What takes too long for each change, or needs the internet: `make nightly`, or `python -m tests.nightly`.

All of it, some hours, or what is named: `python -m tests.nightly kills load`. Returns 1 if a step fails.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ".venv-engines/.ready"


@dataclass(frozen=True, slots=True)
class Step:
    """A module to run; `needs` are the goals of the Makefile that it begins with."""

    command: tuple[str, ...]
    needs: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


_PYTEST = ("pytest", "-p", "no:xdist")
STEPS = {
    "mutations": Step(("tests.mutations", "5000")),
    "hunt": Step((*_PYTEST, "-m", "not site and not browser"), environment={"EXPLORE": "1"}),
    "kills": Step(
        (*_PYTEST, "tests/test_site_command.py", "-k", "killed"), environment={"KILLS": "200"}
    ),
    "reproducible": Step((*_PYTEST, "tests/test_reproducible.py"), environment={"PLAN": "real"}),
    "engines": Step(("tests.engines",), (ENGINES,)),
    "load": Step(("tests.load",), ("site",)),
    "bench": Step(("tests.bench",), (ENGINES,)),
    "links": Step(("tests.audit.external",), ("site",)),
    "vulnerabilities": Step(("tests.vulnerabilities",)),
}


def main(names: list[str]) -> int:
    """Run each step, whatever became of the others; say which failed."""
    failed = [name for name in names if not _run(name, STEPS[name])]
    sys.stdout.write(f"Failed: {', '.join(failed)}\n" if failed else "All passed.\n")
    return int(bool(failed))


def _run(name: str, step: Step) -> bool:
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    make = [os.environ.get("MAKE", "make"), *step.needs]
    commands = [make] if step.needs else []
    commands.append([sys.executable, "-m", *step.command])
    return all(
        subprocess.run(command, cwd=ROOT, env=os.environ | step.environment, check=False).returncode
        == 0
        for command in commands
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.nightly")
    parser.add_argument("steps", nargs="*", choices=[*STEPS, []], metavar="STEP")
    sys.exit(main(parser.parse_args().steps or [*STEPS]))
