"""The version of a record: what changes it, and what does not."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from macros.catalogue.versions import RecordVersion, derive_versions
from macros.data.ledger_model import Permalinks, Published, Withdrawal
from macros.data.model import Measure
from macros.history.git_log import read_log
from macros.history.revisions import History, derive_history
from macros.site.build import Build
from tests.projects import SMALL
from tests.test_revisions import Repository

DAY = date(2006, 7, 8)


def test_a_version_is_a_day_and_a_short_hash(small: Build) -> None:
    versions = derive_versions(small.catalogue.data, History())
    # Where git says nothing: the date of the data set.
    assert re.fullmatch(r"2005-06-30-[0-9a-f]{8}", str(versions.measures[1]))
    assert (
        RecordVersion(date(2006, 10, 1), "0a1b2c3d").describe()
        == "1er\u00a0octobre 2006 (0a1b2c3d)"
    )


def test_a_version_changes_with_what_a_record_says(small: Build, tmp_path: Path) -> None:
    data, repository = small.catalogue.data, Repository(tmp_path)
    shutil.copytree(SMALL, tmp_path / "data")
    path = tmp_path / "data" / "measures" / "02.yml"
    repository.commit("Import", {})

    def read_day() -> date:
        return derive_versions(data, derive_history(read_log(tmp_path), data)).measures[2].day

    # Laid out otherwise on another day, then published: nothing of what it says has changed.
    repository.count = 24
    text = path.read_text("utf-8").replace("number: 2\n", "# Relu.\nnumber:  2\n")
    repository.commit("Mise en forme", {"data/measures/02.yml": text})
    repository.commit("Adresse", {"data/site.yml": "url: null\nupdated: 2005-06-30\n"})
    assert read_day() == date(2024, 1, 1)
    edited = text.replace("title: Poser", "title: Installer")
    repository.commit("Titre", {"data/measures/02.yml": edited})
    assert read_day() == date(2024, 1, 2)
    # What it became is a part of what its page says, and of its version.
    follow_up = (tmp_path / "data/follow_up/01-vingt-kilometres.yml").read_text("utf-8")
    repository.count = 48
    repository.commit("Suite", {"data/follow_up/02-arceaux.yml": follow_up})
    assert read_day() == date(2024, 1, 3)
    [fact], [first, *others] = data.follow_up, data.measures
    before = derive_versions(data, History())
    assert len({version.hash for version in before.measures.values()}) == len(data.measures)
    for changed in (
        replace(data, follow_up=(replace(fact, summary="Autre chose."),)),
        replace(data, measures=(replace(first, title="Autre"), *others)),
    ):
        after = derive_versions(changed, History())
        assert after.dataset.hash != before.dataset.hash
        assert [n for n in after.measures if after.measures[n] != before.measures[n]] == [1]


def test_neither_order_nor_defaults_change_a_version(small: Build) -> None:
    data, expected = small.catalogue.data, small.catalogue.versions.measures[1].hash
    record = TypeAdapter(Measure).dump_python(data.measures[0], mode="json")
    bare = {name: value for name, value in record.items() if value}
    assert bare.keys() < record.keys()
    for written in (record, dict(reversed(record.items())), bare):
        measure = TypeAdapter(Measure).validate_json(json.dumps(written))
        assert (
            derive_versions(replace(data, measures=(measure,)), History()).measures[1].hash
            == expected
        )


def test_neither_the_publisher_nor_the_ledger_changes_the_version_of_the_data(small: Build) -> None:
    data = small.catalogue.data
    expected = derive_versions(data, History()).dataset
    former = Withdrawal(address="/x/", see="/", date=DAY, reason="Retirée.")
    other = replace(
        data,
        site=replace(data.site, publisher="Une association"),
        permalinks=Permalinks(withdrawn=(former,)),
        published=Published(addresses={"/": DAY}),
    )
    assert derive_versions(other, History()).dataset == expected
