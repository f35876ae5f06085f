"""`python -m tests.upgrading`: what changed is said; what fails leaves the locks as they were."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.upgrading import INSTALLED, LOCKS, list_changes, upgrade

OLD = b"mkdocs==1.6.1 \\\n    --hash=sha256:aa\ntypst==0.15.2\nold==1\n"
NEW = b"mkdocs==1.6.1 \\\n    --hash=sha256:aa\ntypst==0.16.0\nnew==2 ; sys_platform == 'linux'\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (*LOCKS, *INSTALLED):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(OLD)
    return tmp_path


def make_in(
    root: Path, called: list[str], failing: str = "", lock: bytes = NEW
) -> Callable[..., int]:
    """Return a `make` that locks, and fails at one goal."""

    def make(*words: str) -> int:
        called.append(" ".join(words))
        if words[0] == "lock":
            (root / LOCKS[0]).write_bytes(lock)
        return int(words[0] == failing)

    return make


def test_changes_are_said_and_kept_when_all_passes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []
    assert upgrade(root, make_in(root, called)) == 0
    assert called == ["lock ARGS=--upgrade", "lint", "test", "nightly ARGS=engines"]
    assert (root / "requirements.txt").read_bytes() == NEW
    said = capsys.readouterr().out
    assert "  typst 0.15.2 → 0.15.2, 0.16.0\n" in said  # the other locks still have the old one
    assert "git commit --message 'Upgrade the dependencies' requirements.txt" in said


@pytest.mark.parametrize("failing", ["lock", "lint", "test", "nightly"])
def test_what_fails_puts_the_locks_back(
    root: Path, failing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []
    assert upgrade(root, make_in(root, called, failing)) == 1
    assert called[-2:] == [".venv/.dev", ".venv-engines/.ready"]
    assert [(root / name).read_bytes() for name in LOCKS] == [OLD] * 3
    assert "Les anciennes versions sont remises." in capsys.readouterr().out


def test_an_interruption_puts_the_locks_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []
    make = make_in(root, called)

    def interrupted(*words: str) -> int:
        if words == ("test",):
            raise KeyboardInterrupt
        return make(*words)

    with pytest.raises(KeyboardInterrupt):
        upgrade(root, interrupted)
    assert (root / "requirements.txt").read_bytes() == OLD
    assert called[-1] == ".venv-engines/.ready"
    assert "L’essai est interrompu (le détail est ci-dessus)." in capsys.readouterr().out


def test_nothing_new_tests_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    called: list[str] = []
    assert upgrade(root, make_in(root, called, lock=OLD)) == 0
    assert called == ["lock ARGS=--upgrade"]
    assert "déjà les plus récentes" in capsys.readouterr().out


def test_each_change_is_listed_once() -> None:
    assert list(list_changes({"a": OLD, "b": OLD}, {"a": NEW, "b": NEW})) == [
        "new (absent) → 2",
        "old 1 → (retiré)",
        "typst 0.15.2 → 0.16.0",
    ]
