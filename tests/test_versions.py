"""The version of a record: what changes it, and what does not."""

import dataclasses
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from macros.building import Build, prepare_build
from macros.model import Measure
from macros.versions import Version, derive_versions, write_record
from tests.conftest import ROOT
from tests.raw import read_measures

DATA = ROOT / "tests" / "fixtures" / "small" / "data"
RECORDS = [json.loads(json.dumps(record, default=str)) for record in read_measures().values()]


def read(record: object) -> Measure:
    return TypeAdapter(Measure).validate_json(json.dumps(record))


def test_a_version_is_a_day_and_a_short_hash(small: Build) -> None:
    versions = derive_versions(small.catalogue.data, {"data/measures/02.yml": date(2006, 7, 8)})
    assert re.fullmatch(r"2006-07-08-[0-9a-f]{8}", str(versions.measures[2]))
    # Where git says nothing: the date of the data set.
    assert versions.measures[1].day == date(2005, 6, 30)
    assert versions.whole.day == date(2006, 7, 8)
    assert Version(date(2006, 10, 1), "0a1b2c3d").words == "1er\u00a0octobre 2006 (0a1b2c3d)"


@pytest.mark.parametrize("record", RECORDS[:3])
def test_the_way_a_record_is_written_does_not_change_its_version(record: dict[str, object]) -> None:
    expected = write_record(read(record))
    assert write_record(read(dict(reversed(record.items())))) == expected
    complete = TypeAdapter(Measure).dump_python(read(record), mode="json")
    assert len(complete) >= len(record)
    assert write_record(read(complete)) == expected


def test_comments_and_layout_do_not_change_a_version(small: Build, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for path in DATA.rglob("*"):
        if path.is_file():
            copy = folder / path.relative_to(DATA)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    first = folder / "measures" / "01.yml"
    first.write_text("# Relu.\n\n" + first.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "site.yml").write_text("updated: 2005-06-30\n", encoding="utf-8")
    build, problems = prepare_build(folder)
    assert build is not None, problems
    versions, expected = build.catalogue.versions, small.catalogue.versions
    assert versions.measures[1].hash == expected.measures[1].hash
    # The publisher is no part of the data.
    assert versions.whole.hash == expected.whole.hash


@given(st.sampled_from(RECORDS), st.text(st.characters(codec="utf-8"), min_size=1))
def test_another_content_is_another_version(record: dict[str, object], words: str) -> None:
    measure = read(record)
    other = dataclasses.replace(measure, title=words)
    assert (write_record(other) == write_record(measure)) == (words == measure.title)


def test_each_measure_has_its_own_version(build: Build) -> None:
    versions = build.catalogue.versions
    assert len({version.hash for version in versions.measures.values()}) == 50
    others = [dataclasses.replace(build.catalogue.data.measures[0], title="Autre")]
    changed = dataclasses.replace(
        build.catalogue.data, measures=(*others, *build.catalogue.data.measures[1:])
    )
    after = derive_versions(changed, build.catalogue.history.days)
    assert after.whole.hash != versions.whole.hash
    assert [number for number in after.measures if after.measures[number] != versions.measures[number]] == [1]  # fmt: skip
