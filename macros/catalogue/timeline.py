"""Dates and outcomes → positions on a drawing, in its own units. One lane per axis, one band per year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from macros.catalogue.views import Catalogue, DatedMeasure
from macros.data.model import Axis, Deadline
from macros.data.outcome_model import FollowUp
from macros.data.vocabulary import LENGTHS, Bound, DeadlineKind, Precision
from macros.french import MONTHS, format_day

# After the plan: some years one by one, then several in the same room.
ALONE, TOGETHER = 2, 5


class Form(NamedTuple):
    """The sizes of a drawing."""

    left: float
    right: float
    top: float  # of the first lane
    row: float
    sign: float  # half of one
    number: float  # room for the number of a measure
    character: float  # room for one of a title; 0 where only numbers are written
    chip: float  # room for an outcome; 0 where none is drawn
    above: float  # in each lane, above its outcomes
    gap: float  # between lanes
    most_bands: int


WIDE = Form(
    left=184, right=992, top=44, row=22, sign=7, number=20, character=6.4, chip=24, above=26, gap=14,
    most_bands=16,
)  # fmt: skip
SMALL = Form(
    left=60, right=462, top=40, row=22, sign=6, number=22, character=0, chip=0, above=0, gap=10,
    most_bands=8,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Band:
    """A year, or several in a row."""

    first: int
    last: int
    start: float
    end: float

    @property
    def label(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    def place(self, day: date) -> float:
        first, after = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        return self.start + (self.end - self.start) * ((day - first) / (after - first))


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a measure with, where there is room, its date and title: from `x` on or up to it."""

    dated: DatedMeasure
    x: float
    text: str = ""
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The dates of one kind on one day, in one lane, with their sign around `x`.

    What is due by a day stands before it, what starts then after it: both in the year they are of.
    A horizon has a `start` too.
    """

    kind: DeadlineKind
    day: date
    x: float
    y: float
    start: float | None
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """What is known of a measure, in the band of its year."""

    fact: FollowUp
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    axis: Axis
    top: float
    below: float  # where its dates end
    bottom: float
    marks: tuple[Mark, ...]
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    form: Form
    bands: tuple[Band, ...]
    plan: tuple[float, float]
    lanes: tuple[Lane, ...]
    kinds: tuple[DeadlineKind, ...]

    @property
    def bottom(self) -> float:
        return self.lanes[-1].bottom if self.lanes else self.form.top

    def list_facts(self, band: Band) -> list[FollowUp]:
        facts = (chip.fact for lane in self.lanes for chip in lane.chips)
        return [fact for fact in facts if band.first <= find_year(fact) <= band.last]


def draw_timeline(catalogue: Catalogue, form: Form = WIDE) -> Timeline:
    """Place every date and, in a drawing that has room for them, every outcome."""
    plan = catalogue.data.plan
    views = catalogue.measures.values() if form.chip else ()
    facts = [fact for view in views for fact in view.outcome.follow_up]
    days = (plan.start, plan.end, *(each.deadline.date for each in catalogue.dates))
    bands = _cut_bands({day.year for day in days if day}, {find_year(fact) for fact in facts}, form)
    lanes: list[Lane] = []
    for axis in catalogue.data.axes:
        top = lanes[-1].bottom if lanes else form.top
        dates = [each for each in catalogue.dates if each.measure.axis == axis.number]
        marks = tuple(_place_dates(dates, plan.start, bands, top, form))
        below = max((mark.y + form.row / 2 for mark in marks), default=top + form.row)
        own = [fact for fact in facts if catalogue.measures[fact.measure].axis == axis]
        chips = tuple(_place_outcomes(own, bands, below + form.above, form))
        end = max((chip.y + form.chip / 2 for chip in chips), default=below)
        lanes.append(Lane(axis, top, below, end + form.gap, marks, chips))
    drawn = {mark.kind for lane in lanes for mark in lane.marks}
    return Timeline(
        form=form,
        bands=bands,
        plan=(_place(plan.start, bands), _place(plan.end or date(bands[-1].last, 12, 31), bands)),
        lanes=tuple(lanes),
        kinds=tuple(kind for kind in DeadlineKind if kind in drawn),
    )


def find_year(fact: FollowUp) -> int:
    """Return the year that a fact is about, the last of several; else that of the words."""
    return int(fact.period[1][:4])


def say_briefly(deadline: Deadline) -> str:
    """Return « fin 2010 », « en 2010 », « dès 2010 », « fin du 1er semestre 2010 », « 1er mai 2010 »."""
    day, precision = deadline.date, deadline.precision
    if not day or precision is Precision.DAY:
        return format_day(day) if day else ""
    if precision is Precision.VAGUE:
        words = "dès" if deadline.bound is Bound.FROM else "vers"
        return f"{words} {'début' if day.month == 1 else MONTHS[day.month - 1]} {day.year}"
    name = {Precision.QUARTER: "trimestre", Precision.SEMESTER: "semestre"}.get(precision)
    if deadline.kind is DeadlineKind.HORIZON:
        words = "jusqu’à la fin du " if name else "jusqu’à fin "
    elif deadline.bound is Bound.FROM:
        words = "dès le " if name else "dès "
    elif deadline.bound is Bound.DURING:
        words = "au " if name else "en "
    else:
        words = "fin du " if name else "fin "
    if precision is Precision.MONTH:
        return f"{words}{MONTHS[day.month - 1]} {day.year}"
    rank = (day.month - 1) // LENGTHS[precision] + 1
    return words + (f"{rank}{'er' if rank == 1 else 'e'} {name} " if name else "") + str(day.year)


def _cut_bands(dated: Set[int], told: Set[int], form: Form) -> tuple[Band, ...]:
    """Give each year of the dates its band. Later ones, known by outcomes alone, soon share theirs."""
    first, last = min(dated | told), max(dated)
    step = ceil((last + 1 - first) / form.most_bands)
    starts = list(range(first, last + 1, step))
    later = starts[-1] + step
    end = max(later, max(told, default=0) + 1)
    starts += [*range(later, min(later + ALONE, end)), *range(later + ALONE, end, TOGETHER)]
    width = (form.right - form.left) / len(starts)
    return tuple(
        Band(start, after - 1, form.left + width * index, form.left + width * (index + 1))
        for index, (start, after) in enumerate(pairwise([*starts, end]))
    )


def _place(day: date, bands: Iterable[Band]) -> float:
    return next(band.place(day) for band in bands if band.first <= day.year <= band.last)


def _place_dates(
    dates: Iterable[DatedMeasure],
    plan_start: date,
    bands: tuple[Band, ...],
    top: float,
    form: Form,
) -> Iterator[Mark]:
    rows: list[list[tuple[float, float]]] = []
    for day, kind, group in _group_dates(dates, form):
        edge = _place(day, bands)
        if kind is DeadlineKind.HORIZON:
            x, start = edge, _place(plan_start, bands)
            labels = _label(group, start if form.character else edge, edge, form)
        else:
            x = edge - form.sign if kind is DeadlineKind.DUE else edge + form.sign
            x, start = min(max(x, form.left + form.sign), form.right - form.sign), None
            labels = _label(group, x + form.sign + 4, x - form.sign - 4, form)
        sign = (x - form.sign, x + form.sign) if start is None else (start, edge)
        taken = [sign, *(_find_room(label, form) for label in labels)]
        row = _free_row(rows, (min(one for one, _ in taken), max(other for _, other in taken)))
        yield Mark(kind, day, x, top + form.row * (row + 0.5), start, tuple(labels))


def _group_dates(
    dates: Iterable[DatedMeasure], form: Form
) -> Iterator[tuple[date, DeadlineKind, list[DatedMeasure]]]:
    """Yield the dates of one kind and day together, or one by one where each has its title."""
    groups: dict[tuple[date, DeadlineKind], list[DatedMeasure]] = defaultdict(list)
    for dated in dates:
        if dated.deadline.date:
            groups[dated.deadline.date, dated.deadline.kind].append(dated)
    for (day, kind), group in sorted(groups.items(), key=lambda item: item[0]):
        for part in [[dated] for dated in group] if form.character else [group]:
            yield day, kind, part


def _label(group: list[DatedMeasure], start: float, end: float, form: Form) -> list[Label]:
    """Write from `start` on, or up to `end` where more room is there and it is needed."""
    after, before = form.right - start, end - form.left
    if not form.character:
        wanted = form.number * len(group)
        if wanted > after and before > after:
            start = end - wanted
        return [Label(one, start + form.number * (rank + 0.5)) for rank, one in enumerate(group)]
    [dated] = group
    text = f"{say_briefly(dated.deadline)} · {dated.measure.title}"
    is_before = form.number + form.character * len(text) > after and before > after
    most = int(((before if is_before else after) - form.number) / form.character)
    if len(text) > most:
        text = f"{text[: max(most - 1, 0)].rstrip()}…"
    return [Label(dated, end if is_before else start, text, is_before)]


def _find_room(label: Label, form: Form) -> tuple[float, float]:
    if not form.character:
        return label.x - form.number / 2, label.x + form.number / 2
    width = form.number + form.character * len(label.text)
    return (label.x - width, label.x) if label.is_before else (label.x, label.x + width)


def _place_outcomes(
    facts: Iterable[FollowUp], bands: Iterable[Band], top: float, form: Form
) -> Iterator[Chip]:
    for band in bands:
        own = [fact for fact in facts if band.first <= find_year(fact) <= band.last]
        if not own:
            continue
        own.sort(key=lambda fact: (fact.order, fact.measure))
        most = max(int((band.end - band.start) / form.chip), 1)
        left = band.middle - form.chip * most / 2
        for rank, fact in enumerate(own):
            row, column = divmod(rank, most)
            yield Chip(fact, left + form.chip * (column + 0.5), top + form.chip * (row + 0.5))


def _free_row(rows: list[list[tuple[float, float]]], wanted: tuple[float, float]) -> int:
    for index, taken in enumerate(rows):
        if all(wanted[1] <= start or end <= wanted[0] for start, end in taken):
            taken.append(wanted)
            return index
    rows.append([wanted])
    return len(rows) - 1
