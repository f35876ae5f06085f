"""The cache of what is slow to make: never trusted, never needed, never in the project."""

import os
import time
from pathlib import Path

import pytest

from macros import cache
from tests.conftest import Patch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: Patch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "plan-50-mesures"


def test_what_was_put_is_got(folder: Path) -> None:
    assert cache.get("a") is None
    cache.put("a", b"content")
    assert cache.get("a") == b"content"
    assert cache.get("b") is None
    assert [path.name for path in folder.iterdir()] == ["a"]


@pytest.mark.parametrize("damage", [b"", b"content", b"\x00" * 40])
def test_a_damaged_file_is_not_given(folder: Path, damage: bytes) -> None:
    cache.put("a", b"content")
    (folder / "a").write_bytes(damage)
    assert cache.get("a") is None
    cache.put("a", b"content")
    assert cache.get("a") == b"content"


def test_it_is_the_users_and_never_in_the_project(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for ignored in ("", "relative/path"):
        monkeypatch.setenv("XDG_CACHE_HOME", ignored)
        assert cache.find_folder() == tmp_path / ".cache/plan-50-mesures"
    (tmp_path / "link").symlink_to(cache.ROOT)
    for inside in (cache.ROOT / ".cache", tmp_path / "link"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(inside))
        assert cache.find_folder() is None
        cache.put("a", b"content")
        assert cache.get("a") is None
        cache.prune()


def test_nothing_fails_where_no_folder_can_be_written(folder: Path) -> None:
    folder.write_text("a file in its place")
    cache.put("a", b"content")
    assert cache.get("a") is None
    cache.prune()


def test_what_is_not_used_for_a_month_goes(folder: Path) -> None:
    for name, days in (("old", 31), ("used", 31), ("young", 29)):
        cache.put(name, b"content")
        then = time.time() - days * 24 * 3600
        os.utime(folder / name, (then, then))
    assert cache.get("used") == b"content"
    cache.prune()
    assert {path.name for path in folder.iterdir()} == {"used", "young"}
