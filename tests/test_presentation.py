"""How the plan and its site are called: from the data alone."""

from dataclasses import replace
from datetime import date

from macros.catalogue import presentation
from macros.data.model import Dataset
from macros.site.build import Build
from tests.cases import cases


def test_a_plan_is_called_by_its_data(small: Build) -> None:
    data = small.catalogue.data
    assert presentation.name_site(data) == "Les 3 mesures"
    assert presentation.name_home(data) == "Les 3 mesures du plan vélo"
    one = replace(data, measures=data.measures[:1])
    assert presentation.name_site(one) == "Mesure"


def last(data: Dataset, start: date, end: date | None) -> Dataset:
    """Return the same plan over other years; the data are of 30 June 2005."""
    return replace(data, plan=replace(data.plan, start=start, end=end))


@cases("presentation")
def test_a_plan_is_past_present_or_future(
    small: Build, start: date, end: date | None, status: str, years: str
) -> None:
    data = last(small.catalogue.data, start, end)
    assert presentation.name_status(data) == status
    assert presentation.say_years(data.plan) == years


def test_dates_are_past_when_the_last_one_is(small: Build) -> None:
    data = small.catalogue.data
    assert presentation.are_dates_past(data)
    assert not presentation.are_dates_past(last(data, data.plan.start, date(2005, 6, 30)))
    deadline = replace(data.measures[0].deadlines[0], date=date(2006, 1, 1))
    measure = replace(data.measures[0], deadlines=(deadline,))
    assert not presentation.are_dates_past(replace(data, measures=(measure, *data.measures[1:])))


def test_the_colours_of_the_axes_come_round_again() -> None:
    assert [presentation.colour_axis(number) for number in (1, 8, 9, 17)] == [
        "axis-1", "axis-8", "axis-1", "axis-1",
    ]  # fmt: skip
