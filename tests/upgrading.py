"""`python -m tests.upgrading`: the newest versions that pyproject.toml admits, kept if all tests pass."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "tests/engines/requirements.txt")
# Each must succeed: the licences of what is new are among the tests.
CHECKS = ("lint", "test")

_PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\\n]+)", re.MULTILINE)


def upgrade(root: Path, make: Callable[..., int]) -> int:
    """Lock the newest versions, say what changed, check; put the locks back if anything fails."""
    before = {name: (root / name).read_bytes() for name in LOCKS}
    if make("lock", "ARGS=--upgrade"):
        return _give_up(root, make, before, "Les nouvelles versions n’ont pas pu être choisies")
    changes = list(list_changes(before, {name: (root / name).read_bytes() for name in LOCKS}))
    if not changes:
        _say("Toutes les versions sont déjà les plus récentes que pyproject.toml admette.")
        return 0
    _say("\n".join(["Ce qui change :", *(f"  {change}" for change in changes)]))
    for check in CHECKS:
        if make(check):
            return _give_up(root, make, before, f"« make {check} » échoue avec ces versions")
    _say(
        "Tout passe. À valider : "
        f"git commit --message 'Upgrade the dependencies' {' '.join(LOCKS)}\n"
        "Les versions écrites avec « == » dans pyproject.toml se changent à la main."
    )
    return 0


def list_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Yield each package whose version changed, came or went, once."""
    old, new = (
        {pin for content in locks.values() for pin in _PINNED.findall(content.decode())}
        for locks in (before, after)
    )
    for name in sorted({name for name, _ in old ^ new}):
        was, now = (
            ", ".join(sorted(version for one, version in pins if one == name))
            for pins in (old, new)
        )
        yield f"{name} {was or '(absent)'} → {now or '(retiré)'}"


def _give_up(root: Path, make: Callable[..., int], before: Mapping[str, bytes], why: str) -> int:
    for name, content in before.items():
        (root / name).write_bytes(content)
    make(".venv/.dev")
    _say(f"{why} (le détail est ci-dessus). Les anciennes versions sont remises.")
    return 1


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command)


def _make(*words: str) -> int:
    return subprocess.run(
        [os.environ.get("MAKE", "make"), *words], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(upgrade(ROOT, _make))
