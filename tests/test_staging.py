"""Outputs made aside, whole or in pieces."""

from collections.abc import Mapping
from pathlib import Path

from macros.staging import Content, Staging, hold

MADE: Mapping[str, Content] = {"a.txt": "é", "b/c.bin": b"\xff", "d.txt": iter(["un\n", "déjà"])}


def test_contents_are_written_as_they_are(tmp_path: Path) -> None:
    staging = Staging(tmp_path).add(lambda: MADE)
    written = {path: staging[path] for path in staging}
    assert written == {"a.txt": "é".encode(), "b/c.bin": b"\xff", "d.txt": "un\ndéjà".encode()}


def test_pieces_are_held_as_one() -> None:
    assert [hold("a"), hold(b"b"), hold(iter("cd"))] == ["a", b"b", "cd"]
