"""The version of a record: what changes it, and what does not."""

import json
import re
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from macros.catalogue.versions import RecordVersion, derive_versions
from macros.data.ledger_model import Permalinks, Published, Withdrawal
from macros.data.model import Measure
from macros.site.build import Build

DAY = date(2006, 7, 8)


def test_a_version_is_a_day_and_a_short_hash(small: Build) -> None:
    versions = derive_versions(small.catalogue.data, {"data/measures/02.yml": DAY})
    assert re.fullmatch(r"2006-07-08-[0-9a-f]{8}", str(versions.measures[2]))
    # Where git says nothing: the date of the data set.
    assert versions.measures[1].day == date(2005, 6, 30)
    assert versions.dataset.day == DAY
    assert (
        RecordVersion(date(2006, 10, 1), "0a1b2c3d").describe()
        == "1er\u00a0octobre 2006 (0a1b2c3d)"
    )


def test_neither_order_nor_defaults_change_a_version(small: Build) -> None:
    data, expected = small.catalogue.data, small.catalogue.versions.measures[1].hash
    record = TypeAdapter(Measure).dump_python(data.measures[0], mode="json")
    bare = {name: value for name, value in record.items() if value}
    assert bare.keys() < record.keys()
    for written in (record, dict(reversed(record.items())), bare):
        measure = TypeAdapter(Measure).validate_json(json.dumps(written))
        assert derive_versions(replace(data, measures=(measure,)), {}).measures[1].hash == expected


def test_neither_the_publisher_nor_the_ledger_changes_the_version_of_the_data(small: Build) -> None:
    data, days = small.catalogue.data, {"data/plan.yml": DAY}
    expected = derive_versions(data, days).dataset
    assert expected.day == DAY
    former = Withdrawal(address="/x/", see="/", date=DAY, reason="Retirée.")
    other = replace(
        data,
        site=replace(data.site, publisher="Une association"),
        permalinks=Permalinks(withdrawn=(former,)),
        published=Published(addresses={"/": DAY}),
    )
    later = {f"data/{n}.yml": date(2007, 1, 1) for n in ("site", "permalinks", "published")}
    assert derive_versions(other, days | later).dataset == expected


def test_each_measure_has_its_own_version(small: Build) -> None:
    data, versions = small.catalogue.data, small.catalogue.versions
    assert len({version.hash for version in versions.measures.values()}) == len(data.measures)
    first, *others = data.measures
    changed = replace(data, measures=(replace(first, title="Autre"), *others))
    after = derive_versions(changed, small.catalogue.history.days)
    assert after.dataset.hash != versions.dataset.hash
    assert [n for n in after.measures if after.measures[n] != versions.measures[n]] == [1]
