"""The version of a record: the day it last changed, and a short hash of what it says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from macros.data.model import Dataset
from macros.french import format_day

LENGTH = 8  # hexadecimal digits
# Neither what the publisher fills nor the ledger says anything of the plan.
_IGNORED = {"site", "permalinks", "published"}


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """`str()` is the form of addresses: 2026-11-22-ab12cd34."""

    day: date
    hash: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()}-{self.hash}"

    def describe(self, before: str = "") -> str:
        return f"{format_day(self.day, before)} ({self.hash})"


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a data set and of each of its measures, by number."""

    dataset: RecordVersion
    measures: dict[int, RecordVersion]


def derive_versions(data: Dataset, days: Mapping[str, date]) -> Versions:
    """Date and hash the records. `days` says when each file last changed, if that is known.

    A hash changes when the record says something else only: neither comments nor the order of keys
    count, nor a default written out, nor a field that the model gains later and the record lacks.
    """
    content = TypeAdapter(Dataset).dump_python(
        data, mode="json", exclude_defaults=True, exclude=_IGNORED
    )
    updated = data.site.updated
    ignored = {f"data/{name}.yml" for name in _IGNORED}
    changed = [
        day
        for path, day in days.items()
        if path.startswith("data/") and path.endswith((".yml", ".txt")) and path not in ignored
    ]
    measures = {
        measure["number"]: RecordVersion(
            days.get(f"data/measures/{measure['number']:02}.yml", updated), _hash(measure)
        )
        for measure in content["measures"]
    }
    return Versions(RecordVersion(max(changed, default=updated), _hash(content)), measures)


def _hash(content: Any) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]
