"""Dates and figures agree with the words that prove them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from macros.data.loading import Entry, Loaded
from macros.data.model import Baseline, Deadline, Figure, PlanAmount, Source, Target
from macros.data.outcome_model import FollowUp, MeasureToday, Search
from macros.data.validation import shorten, suggest
from macros.data.vocabulary import LENGTHS, Bound, DeadlineKind
from macros.data.yaml_reader import KeyPath, Place, Problem
from macros.french import MONTHS, read_day

_DAY = re.compile(rf"(?:1er|\d{{1,2}}) (?:{'|'.join(MONTHS)}) \d{{4}}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?: (\d{{4}}))?")
_END_OF_YEAR = re.compile(
    r"\bfin (?:d(?:e |[’'])(?:l[’'])?(?:année )?)?(?:19|20)\d\d|\bfin d[’']année"
)
_RANKS = {"premier": 1, "1er": 1, "deuxième": 2, "second": 2, "troisième": 3, "quatrième": 4}
_PART = re.compile(rf"\b({'|'.join(_RANKS)}) (trimestre|semestre)\b")

# Numbers in words.
_SMALL = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_WORDS = {word: number for number, word in enumerate(_SMALL.split(), 1)} | _TENS | {"une": 1}
_SCALES = {"mille": 10**3, "k€": 10**3, "m€": 10**6, "md€": 10**9, "mds€": 10**9}
_SCALES |= {
    f"{word}{plural}": 10**power
    for word, power in (("millier", 3), ("million", 6), ("milliard", 9))
    for plural in ("", "s")
}
_FACTORS = {"doubl": 2, "tripl": 3, "quadrupl": 4}

_FIRST = "|".join([*_WORDS, "cents?", "mille"])
_SCALE = rf"(?:{'|'.join(_SCALES)})(?!\w)"
_NEXT = rf"(?:[ -]|(?<=te|gt) et (?=une?\b|onze\b))(?:(?:{_FIRST})\b|{_SCALE})"
_NUMBER = re.compile(
    rf"(?<!\w)(?:(?P<digits>(?:\d{{1,3}}(?: \d{{3}})+|\d+)(?:,\d+)?)(?: ?(?P<scale>{_SCALE}))?"
    rf"|(?P<words>(?:{_FIRST})\b(?:{_NEXT})*)|(?P<factor>{'|'.join(_FACTORS)}))"
)


def check_dates(loaded: Loaded) -> Iterator[Problem]:
    for entry, deadline, path in loaded.find(Deadline):
        if deadline.date is not None:
            yield from _check_date(entry.at(*path, "date"), deadline, deadline.date)
        actors = {part.actor for part in entry.record.actors}
        for rank, slug in enumerate(deadline.bears_on):
            if slug not in actors:
                message = f"« {slug} » n’est pas un acteur de la mesure : l’ajouter dans « actors »"
                yield Problem(entry.at(*path, "bears_on", rank), "dates", message)
    for plan in loaded.get("plan"):
        if plan.record.end and plan.record.start > plan.record.end:
            message = f"le plan finit ({plan.record.end}) avant de commencer ({plan.record.start}) : corriger l’un ou l’autre"
            yield Problem(plan.at("end"), "dates", message)
    # It is no longer today nowhere on Earth sooner than there.
    latest = (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
    for place, day in list_past_dates(loaded):
        if day > latest:
            yield Problem(place, "dates", explain_future(day))


def _check_date(place: Place, deadline: Deadline, day: date) -> Iterator[Problem]:
    message = "" if deadline.source else _compare_to_quote(deadline.quote, day)
    if message := message or _compare_to_period(deadline, day):
        yield Problem(place, "dates", message, subject=f"date/{place.file}")


def _compare_to_period(deadline: Deadline, day: date) -> str:
    """A date is the last day of the period that the text names; that of a start or effect, the first."""
    if not (length := LENGTHS.get(deadline.precision)):
        return ""
    first = day.replace(month=(day.month - 1) // length * length + 1, day=1)
    last = (first + timedelta(days=31 * length)).replace(day=1) - timedelta(days=1)
    begins = deadline.kind in (DeadlineKind.START, DeadlineKind.EFFECT)
    # « avant 2010 » is before its first day.
    if day == (first if begins else last) or (day == first and deadline.bound is Bound.BEFORE):
        return ""
    if _DAY.search(deadline.quote):
        return "la citation dit le jour : écrire « precision: day »"
    rank, right = ("premier", first) if begins else ("dernier", last)
    return f"« {day} » n’est pas le {rank} jour de la période que dit « precision: {deadline.precision} » : écrire {right}"


def _compare_to_quote(quote: str, day: date) -> str:
    if days := _DAY.findall(quote):
        if day not in map(read_day, days):
            return f"« {day} » contredit la citation « {shorten(' », « '.join(days))} » : corriger la date, ou citer un autre passage"
    elif years := _YEAR.findall(quote):
        months = _list_months(quote.lower(), day.year)
        if str(day.year) not in years or (months and day.month not in months):
            return f"« {day} » contredit la citation « {shorten(quote)} » : corriger la date, ou citer un autre passage"
    else:
        return "la citation ne contient pas l’année : citer davantage, ou donner « source »"
    return ""


def _list_months(quote: str, year: int) -> set[int]:
    """Return the months of a year that a passage names, those of its half-years and quarters too."""
    named = _MONTH.findall(quote)
    months = {MONTHS.index(name) + 1 for name, of in named if of in ("", str(year))}
    for rank, part in _PART.findall(quote):
        length = 3 if part == "trimestre" else 6
        months.update(range((_RANKS[rank] - 1) * length + 1, _RANKS[rank] * length + 1))
    if months and _END_OF_YEAR.search(quote):
        months.add(12)
    return months


def list_past_dates(loaded: Loaded) -> Iterator[tuple[Place, str]]:
    """Yield when a follow-up was said and when somebody looked: none is in the future."""
    past = {(FollowUp, "date"), (MeasureToday, "as_of"), (Search, "date"), (Source, "verified")}
    for entry, record, field, value, path in loaded.fields:
        if (type(record), field) in past:
            yield entry.at(*path), str(value)


def explain_future(day: str) -> str:
    return f"« {day} » est dans l’avenir : corriger cette date"


def check_figures(loaded: Loaded) -> Iterator[Problem]:
    for entry, figure, path in loaded.find(Figure):
        yield from _check_figure(entry, figure, path)
        years = {deadline.date.year for deadline in entry.record.deadlines if deadline.date}
        if figure.year is not None and figure.year not in years:
            message = f"aucune date de la mesure n’est en {figure.year}"
            message += suggest(figure.year, sorted(years))
            place = entry.at(*path, "year")
            yield Problem(place, "figure", message, causes=(f"date/{place.file}",))
    for entry, amount, path in loaded.find(PlanAmount):
        # A table may give its unit in the head of a column.
        is_whole = Decimal(str(amount.value)) in numbers_in(amount.quote)
        scale = 1 if is_whole else scale_of(amount.unit)
        yield from _check_number(entry.at(*path, "quote"), amount.quote, amount.value, scale)


def _check_figure(entry: Entry[Any], figure: Figure, path: KeyPath) -> Iterator[Problem]:
    """Each number stands in its quote, and a target has one form."""
    baseline, target, scale = figure.baseline, figure.target, scale_of(figure.unit)
    if baseline is not None:
        place = entry.at(*path, "baseline", "quote")
        yield from _check_number(place, baseline.quote, baseline.value, scale)
    if target is None:
        return
    place = entry.at(*path, "target")
    forms = (target.factor, target.range, target.coverage)
    given = sum(form is not None for form in forms)
    if given + (target.value is not None and target.factor is None) != 1:
        message = (
            "une cible a une seule forme : « value », « factor » (avec ou sans « value »), "
            "« range » ou « coverage »"
        )
        yield Problem(place, "figure", message)
    numbers = [(target.factor, 1)]
    if target.computed:
        yield from _check_product(place, baseline, target)
    else:
        numbers.append((target.value, scale))
    if target.range is not None:
        low, high = target.range.min, target.range.max
        numbers += [(low, scale), (high, scale)]
        if high is not None and low > high:
            message = f"la fourchette est à l’envers : échanger {low} et {high}"
            yield Problem(place, "figure", message)
    for number, factor in numbers:
        place = entry.at(*path, "target", "quote")
        yield from _check_number(place, target.quote, number, factor)


def _check_product(place: Place, baseline: Baseline | None, target: Target) -> Iterator[Problem]:
    """What is computed is the product that one makes by hand: 3 times 0.1 is 0.3."""
    message, product = "« computed » demande value = baseline × factor", None
    if baseline and target.factor is not None:
        product = Decimal(str(baseline.value)) * Decimal(str(target.factor))
        product = product.to_integral_value() if product % 1 == 0 else product.normalize()
        message += f" : écrire « value: {product:f} »"
    if product is None or target.value is None or Decimal(str(target.value)) != product:
        yield Problem(place, "figure", message)


def _check_number(place: Place, quote: str, number: float | None, scale: int) -> Iterator[Problem]:
    """`scale`: what the unit multiplies, « millions d’euros » for one."""
    if number is not None and Decimal(str(number)) * scale not in numbers_in(quote):
        message = f"le nombre {number} n’est pas dans la citation « {shorten(quote)} » : corriger l’un ou l’autre"
        yield Problem(place, "figure", message)


def numbers_in(text: str) -> set[Decimal]:
    """Return the numbers of a passage; both of « de 50 à 200 millions » are in millions."""
    found: list[Decimal] = []
    text, end, scaled = text.lower(), 0, True
    for match in _NUMBER.finditer(text):
        words = re.split("[ -]", match["words"] or "")
        scale = _SCALES.get(match["scale"] or "".join(words[1:][-1:]), 1)
        if scale > 1 and not scaled and text[end : match.start()] in (" à ", " et ", " ou "):
            found[-1] *= scale
        if match["digits"]:
            found.append(Decimal(match["digits"].replace(" ", "").replace(",", ".")) * scale)
        else:
            found.append(Decimal(_FACTORS.get(match["factor"]) or _add_up(words)))
        end, scaled = match.end(), scale > 1 or bool(match["factor"])
    return set(found)


def scale_of(unit: str) -> int:
    """Return what a unit multiplies: a million for « millions d’euros », one for « euros »."""
    return _SCALES.get(unit.split(" ")[0].lower(), 1)


def _add_up(words: list[str]) -> int:
    total = below = 0  # below the next scale
    for word in words:
        if word in _SCALES:
            total, below = total + (below or 1) * _SCALES[word], 0
        elif word.startswith("cent"):
            below = (below or 1) * 100
        elif word.startswith("vingt") and below % 10 == 4:  # quatre-vingts
            below += 76
        else:
            below += _WORDS.get(word, 0)  # « et » adds nothing
    return total + below
