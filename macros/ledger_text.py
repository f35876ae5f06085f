"""The text of `data/permalinks.yml`, completed: no line is lost, comments stay with what they say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from macros.model import Address
from macros.permalinks import sort_key

_ADDRESS = re.compile(r"""^\s+(['"]?)(/\S*?)\1\s*:(\s|$)""")
_UID = re.compile(r"""^\s*-\s+uid\s*:\s*(['"]?)(\S+?)\1\s*(#.*)?$""")
_SECTION = re.compile(r"^(published|events)\s*:\s*(\{\s*\}|\[\s*\]|null|~)?\s*(#.*)?$")
_BLANK = re.compile(r"^\s*(#.*)?$")


@dataclass(slots=True)
class _Item:
    """The lines of one entry, those of the comment above it first."""

    key: str
    lines: list[str] = field(default_factory=list)


def complete_addresses(text: str, additions: Iterable[Address], day: date) -> str:
    """Add addresses to `published`, in order, with the day on which they appeared."""
    before, items, after = _cut(text, "published", _ADDRESS)
    new = {*additions} - {item.key for item in items}
    if not new:
        return text
    items += [_Item(address, [f"  {address}: {day.isoformat()}"]) for address in new]
    return _join(before, sorted(items, key=lambda item: sort_key(item.key)), after)


def complete_events(text: str, changes: Mapping[str, date | None], day: date) -> str:
    """Add to `events` what changed: the new date of an event by its identifier, None without one."""
    if not changes:
        return text
    before, items, after = _cut(text, "events", _UID)
    by_uid = {item.key: item for item in items}
    for uid, new in changes.items():
        said = new.isoformat() if new else "null"
        if uid in by_uid:
            lines = by_uid[uid].lines
            last = max(index for index, line in enumerate(lines) if not _BLANK.match(line))
            # As deep as the dates above, whichever of their fields comes first.
            deep = next(line for line in reversed(lines) if line.lstrip().startswith("- "))
            margin = " " * (len(deep) - len(deep.lstrip()))
            added = [f"{margin}- date: {said}", f"{margin}  since: {day.isoformat()}"]
            lines[last + 1 : last + 1] = added
        else:
            shape = (
                f"  - uid: {uid}",
                "    dates:",
                f"      - date: {said}",
                f"        since: {day}",
            )
            items.append(_Item(uid, [*shape]))
    return _join(before, sorted(items, key=lambda item: sort_key(item.key)), after)


def _cut(
    text: str, name: str, opening: re.Pattern[str]
) -> tuple[list[str], list[_Item], list[str]]:
    """Return the lines up to the head of a section, its entries, and the lines that follow."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    heads = [i for i, line in enumerate(lines) if (m := _SECTION.match(line)) and m[1] == name]
    if not heads:
        return [*lines, f"{name}:"], [], []
    head = heads[0]
    comment = lines[head].partition("#")[1:]
    lines[head] = f"{name}:" + (f" {''.join(comment)}" if comment[0] else "")
    items: list[_Item] = []
    waiting: list[str] = []
    index = head + 1
    for index, line in enumerate(lines[head + 1 :], start=head + 1):  # noqa: B007
        if _BLANK.match(line):
            waiting.append(line)
        elif match := opening.match(line):
            items.append(_Item(match[2], [*waiting, line]))
            waiting = []
        elif items and line[:1] in (" ", "-"):
            items[-1].lines += [*waiting, line]
            waiting = []
        else:
            break
    else:
        index = len(lines)
    return lines[: head + 1], items, [*waiting, *lines[index:]]


def _join(before: list[str], items: list[_Item], after: list[str]) -> str:
    lines = [*before, *(line for item in items for line in item.lines), *after]
    return "\n".join(lines) + "\n"
