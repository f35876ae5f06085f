"""The version of a record: the day it last changed, and a short hash of what it says."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from macros.french import format_day
from macros.model import Dataset, Measure

LENGTH = 8  # hexadecimal digits
# What the publisher fills says nothing of the plan.
_NOT_DATED = {"data/site.yml", "data/published.yml"}
_NOT_DATA = {"site", "published"}


@dataclass(frozen=True, slots=True)
class Version:
    """`str()` is the form of addresses: 2026-11-22-ab12cd34."""

    day: date
    hash: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()}-{self.hash}"

    @property
    def words(self) -> str:
        return f"{format_day(self.day)} ({self.hash})"


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one data set: of the whole, and of each measure by its number."""

    whole: Version
    measures: dict[int, Version]
    digests: dict[int, bytes]  # the whole hash of each measure


def derive_versions(data: Dataset, days: Mapping[str, date]) -> Versions:
    """Date and hash the records. `days` says when each file last changed, if that is known."""
    updated = data.site.updated
    files = [
        day
        for path, day in days.items()
        if path.startswith("data/") and path.endswith((".yml", ".txt")) and path not in _NOT_DATED
    ]
    whole, digests = _hash_whole(data)
    measures = {
        number: Version(days.get(f"data/measures/{number:02}.yml", updated), digest.hex()[:LENGTH])
        for number, digest in digests.items()
    }
    return Versions(Version(max(files, default=updated), whole), measures, digests)


def _hash_whole(data: Dataset) -> tuple[str, dict[int, bytes]]:
    """Hash the whole as one JSON object with sorted keys, without ever holding it; and each measure."""
    hashed, digests = hashlib.sha256(), {}
    before = "{"
    for field in sorted(dataclasses.fields(data), key=lambda field: field.name):
        value = getattr(data, field.name)
        if field.name in _NOT_DATA:
            continue
        hashed.update(f'{before}"{field.name}":'.encode())
        if isinstance(value, tuple):
            for index, record in enumerate(value):
                written = write_record(record).encode()
                hashed.update((b"," if index else b"[") + written)
                if isinstance(record, Measure):
                    digests[record.number] = hashlib.sha256(written).digest()
            hashed.update(b"]" if value else b"[]")
        else:
            hashed.update(write_record(value).encode())
        before = ","
    hashed.update(b"}")
    return hashed.hexdigest()[:LENGTH], digests


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def write_record(record: object) -> str:
    """Return a record as canonical JSON, which changes when the record says something else only.

    Neither the order of keys, nor comments, nor a default written out count; nor does a field that
    the model gains later, as long as the record does not use it.
    """
    content = _adapter(cast("Any", type(record))).dump_python(
        record, mode="json", exclude_defaults=True
    )
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
