"""The version of a record: the day it last said something else, and a short hash of what it says."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from macros.data.model import Dataset
from macros.french import format_day
from macros.history.revisions import History

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


def derive_versions(data: Dataset, history: History) -> Versions:
    """Date and hash the records, a measure with what it became; without a history, by the data's day.

    Both change when the record says something else only: neither comments, the layout nor the order
    of keys count, nor a default written out, nor a field that the model gains later and the record lacks.
    """
    content = write_content(data)
    updated = data.site.updated
    became = defaultdict(list)
    for fact in content["follow_up"]:
        became[fact["measure"]].append(fact)
    measures = {}
    for measure in content["measures"]:
        number = measure["number"]
        changes = history.measures.get(number)  # the last one first
        day = changes[0].commit.day if changes else updated
        measures[number] = RecordVersion(day, _hash([measure, became[number]]))
    last = max((entry.commit.day for entry in history.entries), default=updated)
    return Versions(RecordVersion(last, _hash(content)), measures)


def write_content(data: Dataset) -> dict[str, Any]:
    """Return what the records say, with the keys of the data files, by list."""
    form: TypeAdapter[Dataset] = TypeAdapter(Dataset)
    content: dict[str, Any] = form.dump_python(
        data, mode="json", exclude_defaults=True, exclude=_IGNORED
    )
    return content


def _hash(content: Any) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]
