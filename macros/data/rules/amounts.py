"""Dates and figures agree with the words that prove them."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from macros.data.loading import MEASURES, Entry, Loaded
from macros.data.measure_model import (
    Deadline,
    Figure,
    FollowUp,
    Measure,
    Target,
)
from macros.data.model import Source
from macros.data.rules.numbers import numbers_in, scale_of
from macros.data.validation import shorten, suggest
from macros.data.yaml_reader import Problem
from macros.french import MONTHS

_DAY = re.compile(rf"(1er|\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def check_dates(loaded: Loaded) -> Iterator[Problem]:
    for entry in loaded.get(MEASURES):
        for index, deadline in enumerate(entry.record.deadlines):
            yield from _check_deadline(entry, index, deadline)
    for plan in loaded.get("plan"):
        if plan.record.start > plan.record.end:
            message = f"le plan finit ({plan.record.end}) avant de commencer ({plan.record.start}) : corriger l’un ou l’autre"
            yield Problem(plan.at("end"), "dates", message)
    for site in loaded.get("site"):
        yield from _check_past(loaded, site.record.updated)


def _check_deadline(entry: Entry[Any], index: int, deadline: Deadline) -> Iterator[Problem]:
    if deadline.date is not None and deadline.source is None:
        yield from _check_date_in_quote(entry, index, deadline.quote, deadline.date)
    actors = {part.actor for part in entry.record.actors}
    for rank, slug in enumerate(deadline.bears_on):
        if slug not in actors:
            message = f"« {slug} » n’est pas un acteur de la mesure : l’ajouter dans « actors »"
            yield Problem(entry.at("deadlines", index, "bears_on", rank), "dates", message)


def _check_date_in_quote(entry: Entry[Any], index: int, quote: str, day: date) -> Iterator[Problem]:
    message = ""
    if days := [*_DAY.finditer(quote)]:
        if all(_read_written(found) != (day.year, day.month, day.day) for found in days):
            said = " », « ".join(found[0] for found in days)
            message = f"« {day} » contredit la citation « {shorten(said)} » : corriger la date, ou citer un autre passage"
    elif years := _YEAR.findall(quote):
        if str(day.year) not in years:
            message = f"« {day} » contredit la citation « {shorten(quote)} » : corriger la date, ou citer un autre passage"
    else:
        message = "la citation ne contient pas l’année : citer davantage, ou donner « source »"
    if message:
        yield Problem(entry.at("deadlines", index, "date"), "dates", message)


def _read_written(found: re.Match[str]) -> tuple[int, int, int]:
    number, month, year = found.groups()
    return int(year), MONTHS.index(month) + 1, int(number.removesuffix("er"))


def _check_past(loaded: Loaded, updated: date) -> Iterator[Problem]:
    """A follow-up or a check is not later than the version of the data."""
    past = {(FollowUp, "date"), (Source, "verified")}
    for entry, record, field, value, path in loaded.fields:
        if (type(record), field) in past and str(value) > updated.isoformat():
            message = f"« {value} » est postérieur à la version des données ({updated}) : corriger cette date, ou mettre celle du jour dans « updated » (data/site.yml)"
            yield Problem(entry.at(*path), "dates", message)


def check_figures(loaded: Loaded) -> Iterator[Problem]:
    for entry in loaded.get(MEASURES):
        for index, figure in enumerate(entry.record.figures):
            yield from _check_figure(entry, index, figure)


def _check_figure(entry: Entry[Any], index: int, figure: Figure) -> Iterator[Problem]:
    measure: Measure = entry.record
    baseline, target, scale = figure.baseline, figure.target, scale_of(figure.unit)
    if baseline is not None:
        yield from _check_number(entry, index, "baseline", baseline.value, baseline.quote, scale)
    if target is not None:
        yield from _check_target(entry, index, figure, target)
    years = {deadline.date.year for deadline in measure.deadlines if deadline.date}
    if figure.year is not None and figure.year not in years:
        message = (
            f"aucune date de la mesure n’est en {figure.year}{suggest(figure.year, sorted(years))}"
        )
        yield Problem(entry.at("figures", index, "year"), "figure", message)


def _check_target(
    entry: Entry[Any], index: int, figure: Figure, target: Target
) -> Iterator[Problem]:
    where, scale = ("figures", index, "target"), scale_of(figure.unit)
    forms = (target.factor, target.range, target.coverage)
    given = sum(form is not None for form in forms)
    if given + (target.value is not None and target.factor is None) != 1:
        message = (
            "une cible a une seule forme : « value », « factor » (avec ou sans « value »), "
            "« range » ou « coverage »"
        )
        yield Problem(entry.at(*where), "figure", message)
    if target.computed:
        base = figure.baseline.value if figure.baseline else None
        product = None if base is None or target.factor is None else _multiply(base, target.factor)
        if product is None or target.value is None or Decimal(str(target.value)) != product:
            message = "« computed » demande value = baseline × factor"
            if product is not None:
                message += f" : écrire « value: {product:f} »"
            yield Problem(entry.at(*where), "figure", message)
    elif target.value is not None:
        yield from _check_number(entry, index, "target", target.value, target.quote, scale)
    numbers: list[tuple[int | float | None, int]] = [(target.factor, 1)]
    if target.range is not None:
        numbers += [(target.range.min, scale), (target.range.max, scale)]
        if target.range.max is not None and target.range.min > target.range.max:
            message = (
                f"la fourchette est à l’envers : échanger {target.range.min} et {target.range.max}"
            )
            yield Problem(entry.at(*where), "figure", message)
    for number, its_scale in numbers:
        if number is not None:
            yield from _check_number(entry, index, "target", number, target.quote, its_scale)


def _multiply(one: float, other: float) -> Decimal:
    """Multiply as one does by hand: 3 times 0.1 is 0.3."""
    product = Decimal(str(one)) * Decimal(str(other))
    return product.to_integral_value() if product % 1 == 0 else product.normalize()


def _check_number(
    entry: Entry[Any], index: int, part: str, number: float, quote: str, scale: int
) -> Iterator[Problem]:
    """`scale`: what the unit multiplies, « millions d’euros » for one."""
    if Decimal(str(number)) * scale not in numbers_in(quote):
        message = f"le nombre {number} n’est pas dans la citation « {shorten(quote)} » : corriger l’un ou l’autre"
        yield Problem(entry.at("figures", index, part, "quote"), "figure", message)
