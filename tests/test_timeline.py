"""Where dates and outcomes stand on the drawing, and what is written beside them."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.summaries import say_moment
from macros.catalogue.timeline import (
    SMALL,
    WIDE,
    Form,
    Lane,
    Mark,
    Timeline,
    draw_timeline,
    find_year,
    say_briefly,
)
from macros.catalogue.views import Catalogue, derive_catalogue
from macros.data.model import Deadline
from macros.data.vocabulary import Bound, DeadlineKind, Precision
from macros.pages.rendering import render
from macros.site.build import Build
from tests.cases import cases
from tests.conftest import prepare_valid_build
from tests.markup import find_all, find_one, read_tree, text_of
from tests.projects import SMALL as SMALL_PLAN

KINDS = [DeadlineKind.DUE, DeadlineKind.START, DeadlineKind.EFFECT, DeadlineKind.HORIZON]


def describe_lane(lane: Lane) -> list[tuple[str, str, list[int]]]:
    return [
        (mark.kind.value, str(mark.day), [label.dated.measure.number for label in mark.labels])
        for mark in lane.marks
    ]


def find_room(mark: Mark, form: Form) -> tuple[float, float]:
    """Return from where to where a mark goes, with all that is written beside it."""
    ends = [mark.start, mark.x] if mark.start is not None else []
    ends += [] if mark.start is not None else [mark.x - form.sign, mark.x + form.sign]
    for label in mark.labels:
        width = form.number + form.character * len(label.text)
        before = label.is_before + (0 if form.character else 0.5)
        ends += [label.x - before * width, label.x + (1 - before) * width]
    return min(ends), max(ends)


def check_rows(drawing: Timeline) -> None:
    """Nothing in a row may stand in the way of what follows it: the sign, then its label."""
    for lane in drawing.lanes:
        assert all(lane.top < mark.y < lane.below <= lane.bottom for mark in lane.marks)
        for y in {mark.y for mark in lane.marks}:
            rooms = [find_room(mark, drawing.form) for mark in lane.marks if mark.y == y]
            assert all(one[1] <= other[0] for one, other in pairwise(sorted(rooms)))
    for one, other in pairwise(drawing.lanes):
        assert one.bottom == other.top


def find_band(drawing: Timeline, x: float) -> str:
    return next(band.label for band in drawing.bands if band.start <= x <= band.end)


@pytest.mark.parametrize("form", [WIDE, SMALL])
def test_a_date_is_drawn_in_the_band_of_its_year(catalogue: Catalogue, form: Form) -> None:
    """The end of 2010 is not the beginning of 2011, whose band is next to it."""
    drawing = draw_timeline(catalogue, form)
    marks = [mark for lane in drawing.lanes for mark in lane.marks]
    assert {find_band(drawing, mark.x) for mark in marks} == {"2009", "2010", "2012"}
    for mark in marks:
        assert find_band(drawing, mark.x) == str(mark.day.year)


def test_the_years_after_the_plan_soon_share_a_band(catalogue: Catalogue) -> None:
    wide, small = draw_timeline(catalogue), draw_timeline(catalogue, SMALL)
    assert [band.label for band in small.bands] == ["2009", "2010", "2011", "2012"]
    assert {"2009", "2010", "2011", "2012"} < {band.label for band in wide.bands}
    shared = [band for band in wide.bands if band.first < band.last]
    assert [band for band in shared if band.first > 2012]
    assert not [band for band in shared if band.first <= 2012 and band.last >= 2009]
    for one, other in pairwise(wide.bands):
        assert one.end == pytest.approx(other.start)
        assert one.last + 1 == other.first
    assert wide.bands[-1].last == max(find_year(fact) for fact in catalogue.data.follow_up)


def test_every_outcome_stands_in_the_band_of_its_year(catalogue: Catalogue) -> None:
    drawing = draw_timeline(catalogue)
    for lane in drawing.lanes:
        places = Counter((chip.x, chip.y) for chip in lane.chips)
        assert all(count == 1 for count in places.values())
        for chip in lane.chips:
            assert catalogue.measures[chip.fact.measure].axis == lane.axis
            assert lane.below < chip.y < lane.bottom
            [band] = [each for each in drawing.bands if each.start <= chip.x <= each.end]
            assert band.first <= find_year(chip.fact) <= band.last
    assert not any(lane.chips for lane in draw_timeline(catalogue, SMALL).lanes)


def test_the_drawing_says_what_a_mark_is(catalogue: Catalogue) -> None:
    drawing = find_one(read_tree(render("blocks/timeline.html", "chronologie/", catalogue)), "svg")
    links = {link.attrib["href"]: link for link in drawing.iter("a")}
    due = links["../mesures/8/#echeance-2009-12-31"]
    title = catalogue.measures[8].measure.title
    assert text_of(find_one(due, "title")) == f"Mesure 8, échéance, fin 2009 : {title}"
    assert text_of(find_one(due, "text")) == f"8 fin 2009 · {title}"
    law = links["../mesures/17/#suivi-loppsi-agents-transport"]
    assert text_of(find_one(law, "title")).startswith("Mesure 17, 14 mars 2011, texte de droit : ")
    # A shape for who speaks.
    for chip in find_all(drawing, "a", class_="chip"):
        shape = find_one(chip, "rect")
        name = text_of(find_one(chip, "title"))
        of_state = any(f", {who} : " in name for who in ("administration", "texte de droit"))
        assert (shape.get("class") == "of-state") == (shape.get("rx") != "0") == of_state, name


@cases("timeline")
def test_a_date_is_said_briefly_no_more_precisely_than_the_text(
    kind: str, bound: str | None, precision: str, day: date | None, words: str, whole: str
) -> None:
    deadline = Deadline(
        kind=DeadlineKind[kind.upper()],
        bound=Bound[bound.upper()] if bound else None,
        precision=Precision[precision.upper()],
        date=day,
        quote="plan",
        scope="tout",
    )
    assert say_briefly(deadline).replace("\u00a0", " ") == words
    assert say_moment(deadline).replace("\u00a0", " ") == whole


def test_a_plan_is_drawn_on_its_own_years(small: Build) -> None:
    drawing = draw_timeline(small.catalogue, SMALL)
    # From 1 March 1998 to 28 February 2003.
    assert [band.label for band in drawing.bands] == [str(year) for year in range(1998, 2004)]
    width = (SMALL.right - SMALL.left) / 6
    start, end = drawing.plan
    assert start == pytest.approx(SMALL.left + width * 59 / 365)
    assert end == pytest.approx(SMALL.left + width * (5 + 58 / 365))
    assert [describe_lane(lane) for lane in drawing.lanes] == [
        [("due", "1999-07-01", [1]), ("start", "2000-01-01", [2]), ("horizon", "2003-02-28", [2])],
        [],
    ]
    due, begun, horizon = drawing.lanes[0].marks
    assert due.x + SMALL.sign == pytest.approx(SMALL.left + width * (1 + 181 / 365))
    assert begun.x - SMALL.sign == pytest.approx(SMALL.left + width * 2)
    assert (horizon.start, horizon.x) == drawing.plan
    assert drawing.kinds == (DeadlineKind.DUE, DeadlineKind.START, DeadlineKind.HORIZON)


DAY = st.dates(date(1990, 1, 1), date(2030, 12, 31))


SMALL_DATA = prepare_valid_build(SMALL_PLAN).catalogue.data


@pytest.mark.parametrize("form", [WIDE, SMALL])
@given(dates=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(KINDS), DAY), max_size=30))
def test_any_dates_find_room(form: Form, dates: list[tuple[int, DeadlineKind, date]]) -> None:
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
    drawing = draw_timeline(derive_catalogue(replace(SMALL_DATA, measures=measures)), form)
    check_rows(drawing)
    marks = [mark for lane in drawing.lanes for mark in lane.marks]
    assert sum(len(mark.labels) for mark in marks) == len(dates)
    assert all(form.left <= mark.x <= form.right for mark in marks)
    assert len(drawing.bands) <= form.most_bands + 3
    for band in drawing.bands:
        assert form.left <= band.start < band.end <= form.right + 1
    for one, other in pairwise(drawing.bands):
        assert one.last + 1 == other.first
