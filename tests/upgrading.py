"""`python -m tests.upgrading`: the newest versions that pyproject.toml admits, kept if all tests pass."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "tests/engines/requirements.txt")
# Each must succeed; the engines have a lock of their own.
CHECKS = ("lint", "test", "nightly ARGS=engines")
INSTALLED = (".venv/.dev", ".venv-engines/.ready")

_PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\\n]+)", re.MULTILINE)


def upgrade(root: Path, make: Callable[..., int]) -> int:
    """Lock the newest versions, say what changed, check; put the locks back if anything fails."""
    before = {name: (root / name).read_bytes() for name in LOCKS}
    fault: str | None = "L’essai est interrompu"
    try:
        fault = _try_newest(root, make, before)
    finally:
        if fault:
            _put_back(root, make, before)
            _say(f"{fault} (le détail est ci-dessus). Les anciennes versions sont remises.")
    return int(fault is not None)


def _try_newest(root: Path, make: Callable[..., int], before: Mapping[str, bytes]) -> str | None:
    """Return what is wrong with the newest versions, if anything."""
    if make("lock", "ARGS=--upgrade"):
        return "Les nouvelles versions n’ont pas pu être choisies"
    changes = list(list_changes(before, {name: (root / name).read_bytes() for name in LOCKS}))
    if not changes:
        _say("Toutes les versions sont déjà les plus récentes que pyproject.toml admette.")
        return None
    _say("\n".join(["Ce qui change :", *(f"  {change}" for change in changes)]))
    for check in CHECKS:
        if make(*check.split()):
            return f"« make {check} » échoue avec ces versions"
    _say(
        "Tout passe. À valider : "
        f"git commit --message 'Upgrade the dependencies' {' '.join(LOCKS)}\n"
        "Les versions écrites avec « == » dans pyproject.toml se changent à la main."
    )
    return None


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


def _put_back(root: Path, make: Callable[..., int], before: Mapping[str, bytes]) -> None:
    for name, content in before.items():
        (root / name).write_bytes(content)
    for installed in INSTALLED:
        if (root / installed).exists():
            make(installed)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command)


def _make(*words: str) -> int:
    return subprocess.run(
        [os.environ.get("MAKE", "make"), *words], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(upgrade(ROOT, _make))
