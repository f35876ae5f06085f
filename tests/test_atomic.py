"""Files written whole or not at all."""

from pathlib import Path
from unittest.mock import patch

import pytest

from macros.atomic import create_text, replace_text, write_bytes


def test_a_file_that_fails_is_as_it_was_and_is_named(tmp_path: Path) -> None:
    there, new = tmp_path / "there.yml", tmp_path / "new.yml"
    there.write_text("avant\n", encoding="utf-8")
    denied = PermissionError(13, "denied", "beside")
    with patch("pathlib.Path.replace", side_effect=denied):
        with pytest.raises(PermissionError) as raised:
            replace_text(there, "après\n")
        assert raised.value.filename == str(there)
        with pytest.raises(PermissionError) as raised:
            write_bytes(new, b"x")
        assert raised.value.filename == str(new)
    assert there.read_text(encoding="utf-8") == "avant\n"
    assert list(tmp_path.iterdir()) == [there]


def test_a_text_that_no_file_can_hold_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        create_text(tmp_path / "new.yml", "\udce9")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "there.yml"
    create_text(path, "avant\n")
    with pytest.raises(FileExistsError):
        create_text(path, "après\n")
    assert path.read_text(encoding="utf-8") == "avant\n"
