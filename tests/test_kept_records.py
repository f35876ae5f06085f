"""What is kept of sound measures changes nothing of what is found."""

import shutil
from pathlib import Path

import pytest

from macros.checking import Checked, check_data
from macros.kept_records import KeptRecords, read_kept
from macros.loading import Loaded, load_data
from macros.model import Measure

SMALL = Path(__file__).parent / "fixtures" / "small" / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small plan, read once with what is kept."""
    shutil.copytree(SMALL, tmp_path / "data")
    assert check(tmp_path / "data").problems == ()
    return tmp_path / "data"


def check(data: Path, code: bytes = b"code") -> Checked:
    return check_data(data, read_kept(data.parent / "kept", code))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_same_data_are_the_same(data: Path) -> None:
    plain, kept = check_data(data), check(data)
    assert kept.dataset == plain.dataset
    assert kept.loaded.ids == plain.loaded.ids
    entries = kept.loaded.get("measures")
    assert [str(entry.at("text")) for entry in entries] == [
        str(entry.at("text")) for entry in plain.loaded.get("measures")
    ]


def test_a_measure_that_did_not_change_is_not_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(data / "measures" / "02.yml", "title: ", "title: Autre, ")
    read = []

    def note(measure: object, *_: object) -> None:
        read.append(measure)

    monkeypatch.setattr("macros.kept_records.KeptRecords.add", note)
    titles = [measure.title for measure in check(data).dataset.measures]  # type: ignore[union-attr]
    assert len(read) == 1
    assert titles[1].startswith("Autre, ")


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("measures/01.yml", "commitment: commitment", "commitment: comitment", "value-unknown"),
        ("measures/01.yml", "actor: mairie", "actor: mairies", "reference"),
        ("measures/02.yml", "number: 2", "number: 1", "duplicate-id"),
        # Of a measure that did not change, beside lists that did.
        ("actors.yml", "slug: mairie", "slug: mairies", "reference"),
        ("site.yml", "updated: 20", "updated: 19", "dates"),
        ("plan.yml", "measure_count: 3", "measure_count: 4", "numbering"),
    ],
)
def test_the_same_problems_are_found(data: Path, file: str, old: str, new: str, rule: str) -> None:
    edit(data / file, old, new)
    expected = [str(problem) for problem in check_data(data).problems]
    assert any(message.endswith(f"[{rule}]") for message in expected)
    assert [str(problem) for problem in check(data).problems] == expected
    edit(data / file, new, old)
    assert check(data).problems == ()


def test_lists_that_change_while_they_are_read_are_checked_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(data / "measures" / "02.yml", "title: ", "title: Autre, ")

    def load_then_save(root: Path, kept: KeptRecords | None = None) -> Loaded:
        monkeypatch.undo()
        loaded = load_data(root, kept)
        edit(data / "actors.yml", "slug: mairie", "slug: mairies")
        return loaded

    monkeypatch.setattr("macros.checking.load_data", load_then_save)
    assert check(data).problems == ()
    messages = [str(problem) for problem in check(data).problems]
    assert any(message.startswith("data/measures/01.yml:") for message in messages)
    assert messages == [str(problem) for problem in check_data(data).problems]


def test_a_measure_that_changes_while_it_is_read_is_not_kept(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = data / "measures" / "02.yml"
    edit(file, "title: ", "title: Avant, ")
    find = KeptRecords.find

    def find_then_save(kept: KeptRecords, path: Path) -> tuple[Measure, int, int] | None:
        found = find(kept, path)
        if path == file:
            monkeypatch.undo()
            edit(file, "title: Avant, ", "title: Après, ")
        return found

    def read_title() -> str:
        dataset = check(data).dataset
        assert dataset is not None
        return dataset.measures[1].title

    monkeypatch.setattr(KeptRecords, "find", find_then_save)
    assert read_title().startswith("Après, ")
    edit(file, "title: Après, ", "title: Avant, ")
    assert read_title().startswith("Avant, ")


def test_a_measure_that_went_is_missed(data: Path) -> None:
    (data / "measures" / "03.yml").unlink()
    expected = check_data(data).problems
    assert expected
    assert check(data).problems == expected


@pytest.mark.parametrize("content", [b"", b"damaged", None])
def test_what_is_kept_can_be_lost_damaged_or_of_other_code(
    data: Path, content: bytes | None
) -> None:
    kept = data.parent / "kept" / "records.pickle"
    if content is not None:
        kept.write_bytes(content)
        code = b"code"
    else:
        code = b"other"
    assert read_kept(kept.parent, code).last == {}
    assert check(data, code).dataset == check_data(data).dataset
    assert len(read_kept(kept.parent, code).last) == 3
