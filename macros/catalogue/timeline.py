"""Dates → positions on a drawing. One lane per axis; positions are shares of the span, 0 to 1."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from macros.catalogue.views import Catalogue, DatedMeasure
from macros.data.model import Axis
from macros.data.vocabulary import DeadlineKind


class LabelWidth(NamedTuple):
    """The width of a label, as a share of the span: a sign, then so much per character."""

    sign: float
    character: float


WIDE = LabelWidth(sign=0.03, character=0.012)
SMALL = LabelWidth(sign=0.055, character=0.019)


@dataclass(frozen=True, slots=True)
class Mark:
    """The dates of one kind on one day, in one lane. A horizon also has a `start`."""

    kind: DeadlineKind
    day: date
    position: float
    start: float | None
    row: int
    dates: tuple[DatedMeasure, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    axis: Axis
    marks: tuple[Mark, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Timeline:
    years: tuple[tuple[int, float], ...]
    plan: tuple[float, float]
    lanes: tuple[Lane, ...]
    kinds: tuple[DeadlineKind, ...]


def draw_timeline(catalogue: Catalogue, width: LabelWidth = WIDE) -> Timeline:
    """Place every dated moment between the first date, or the plan's start, and the plan's end."""
    plan = catalogue.data.plan
    days = [day for dated in catalogue.dates if (day := dated.deadline.date)]
    first, last = min([plan.start, *days]), max([plan.end, *days])
    start = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    span = max((last - start).days, 1)

    def place(day: date) -> float:
        return (day - start).days / span

    lanes = tuple(
        _draw_lane(axis, catalogue.dates, place, place(plan.start), width)
        for axis in catalogue.data.axes
    )
    new_years = [date(year, 1, 1) for year in range(start.year, last.year + 1)]
    drawn = {mark.kind for lane in lanes for mark in lane.marks}
    return Timeline(
        years=tuple((day.year, place(day)) for day in new_years if day >= start),
        plan=(place(plan.start), place(plan.end)),
        lanes=lanes,
        kinds=tuple(kind for kind in DeadlineKind if kind in drawn),
    )


def _draw_lane(
    axis: Axis,
    dates: Iterable[DatedMeasure],
    place: Callable[[date], float],
    plan_start: float,
    width: LabelWidth,
) -> Lane:
    groups: dict[tuple[date, DeadlineKind], list[DatedMeasure]] = defaultdict(list)
    for dated in dates:
        if dated.deadline.date and dated.measure.axis == axis.number:
            groups[dated.deadline.date, dated.deadline.kind].append(dated)
    marks: list[Mark] = []
    rows: list[list[tuple[float, float]]] = []
    for (day, kind), group in sorted(groups.items(), key=lambda item: item[0]):
        position = place(day)
        if kind is DeadlineKind.HORIZON:
            start, taken = plan_start, (plan_start, position)
        else:
            label = ", ".join(str(dated.measure.number) for dated in group)
            end = position + width.sign + width.character * len(label)
            start, taken = None, (position - width.sign / 2, end)
        row = _free_row(rows, taken)
        marks.append(Mark(kind, day, position, start, row, tuple(group)))
    return Lane(axis, tuple(marks), max(len(rows), 1))


def _free_row(rows: list[list[tuple[float, float]]], wanted: tuple[float, float]) -> int:
    """Take the first row where nothing is in the way."""
    for index, taken in enumerate(rows):
        if all(wanted[1] <= start or end <= wanted[0] for start, end in taken):
            taken.append(wanted)
            return index
    rows.append([wanted])
    return len(rows) - 1
