"""Where dates stand on the drawing."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.timeline import SMALL, WIDE, LabelWidth, Lane, Timeline, draw_timeline
from macros.catalogue.views import Catalogue, derive_catalogue
from macros.data.measure_model import Deadline
from macros.data.vocabulary import Bound, DeadlineKind, Precision
from macros.site.build import Build
from tests.conftest import ROOT, prepare_valid_build

KINDS = [DeadlineKind.DUE, DeadlineKind.START, DeadlineKind.EFFECT, DeadlineKind.HORIZON]


def describe_lane(lane: Lane) -> list[tuple[str, str, list[int]]]:
    return [
        (mark.kind.value, str(mark.day), [dated.measure.number for dated in mark.dates])
        for mark in lane.marks
    ]


def check_rows(drawing: Timeline, width: LabelWidth = WIDE) -> None:
    """Nothing in a row may stand in the way of what follows it: the sign, then its label."""
    for lane in drawing.lanes:
        assert {mark.row for mark in lane.marks} <= set(range(lane.rows))
        for row in range(lane.rows):
            rooms = []
            for mark in lane.marks:
                if mark.row == row and mark.start is not None:
                    rooms.append((mark.start, mark.position))
                elif mark.row == row:
                    label = ", ".join(str(dated.measure.number) for dated in mark.dates)
                    end = mark.position + width.sign + width.character * len(label)
                    rooms.append((mark.position - width.sign / 2, end))
            assert all(one[1] <= other[0] for one, other in pairwise(sorted(rooms)))


@pytest.mark.parametrize("width", [WIDE, SMALL])
def test_every_dated_measure_stands_in_the_lane_of_its_axis(
    catalogue: Catalogue, width: LabelWidth
) -> None:
    drawing = draw_timeline(catalogue, width)
    check_rows(drawing, width)
    for lane in drawing.lanes:
        shown = [dated for mark in lane.marks for dated in mark.dates]
        own = [m for m in catalogue.dates if m.deadline.date and m.measure.axis == lane.axis.number]
        assert sorted(map(repr, shown)) == sorted(map(repr, own))


def test_a_plan_is_drawn_on_its_own_span(small: Build) -> None:
    drawing = draw_timeline(small.catalogue)
    # The plan starts on 1 March 1998: the drawing starts with that quarter, and lasts 1884 days.
    assert [year for year, _ in drawing.years] == [1998, 1999, 2000, 2001, 2002, 2003]
    assert [position for _, position in drawing.years][:2] == pytest.approx([0, 365 / 1884])
    assert list(drawing.plan) == pytest.approx([59 / 1884, 1])
    assert [describe_lane(lane) for lane in drawing.lanes] == [
        [("due", "1999-07-01", [1]), ("start", "2000-01-01", [2]), ("horizon", "2003-02-28", [2])],
        [],
    ]
    marks = drawing.lanes[0].marks
    assert [mark.position for mark in marks] == pytest.approx([546 / 1884, 730 / 1884, 1])
    assert [mark.row for mark in marks] == [0, 0, 1]
    assert [lane.rows for lane in drawing.lanes] == [2, 1]
    assert drawing.kinds == (DeadlineKind.DUE, DeadlineKind.START, DeadlineKind.HORIZON)


DAY = st.dates(date(1990, 1, 1), date(2030, 12, 31))


SMALL_DATA = prepare_valid_build(ROOT / "tests" / "fixtures" / "small" / "data").catalogue.data


@given(dates=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(KINDS), DAY), max_size=30))
def test_any_dates_find_room(dates: list[tuple[int, DeadlineKind, date]]) -> None:
    measures = tuple(
        replace(
            measure,
            deadlines=tuple(
                Deadline(
                    kind=kind,
                    # A horizon lies ahead of the plan.
                    date=max(day, SMALL_DATA.plan.start) if kind is DeadlineKind.HORIZON else day,
                    bound=Bound.BY,
                    precision=Precision.DAY,
                    quote="plan",
                    scope="tout",
                )
                for owner, kind, day in dates
                if owner == index
            ),
        )
        for index, measure in enumerate(SMALL_DATA.measures)
    )
    drawing = draw_timeline(derive_catalogue(replace(SMALL_DATA, measures=measures)))
    check_rows(drawing)
    marks = [mark for lane in drawing.lanes for mark in lane.marks]
    assert sum(len(mark.dates) for mark in marks) == len(dates)
    assert all(0 <= mark.position <= 1 for mark in marks)
    for one, other in pairwise(sorted(marks, key=lambda mark: mark.day)):
        assert one.position <= other.position
    years = [year for year, _ in drawing.years]
    assert years == list(range(years[0], years[-1] + 1))
