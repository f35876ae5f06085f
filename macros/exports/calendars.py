"""`/api/v1/*.ics`: the dated moments of the plan, whole, by axis and by actor, for calendars.

An event is in an actor's calendar where the text lays the date on the actor, or names the actor in
the measure; it says which. Vague dates are left out: a calendar would make them exact.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from macros import urls
from macros.calendar_events import Stamp, list_days, list_events, read_uid, stamp_events
from macros.deriving import ActorView, AxisView, Catalogue, DatedMeasure, read_quote
from macros.french import capitalize, format_day, typeset
from macros.model import Dataset, Measure
from macros.presentation import are_dates_past, name_site, write_notice
from macros.summaries import name_bearers
from macros.vocabulary import DeadlineKind, Evidence, Precision

if TYPE_CHECKING:  # the pages ask which calendars there are: the library is loaded to make them
    from icalendar import Calendar, Event, Timezone

# How often a program that subscribes asks again: corrections are few.
REFRESH = timedelta(days=7)


def has_calendar(view: AxisView | ActorView) -> bool:
    """Whether an exact date is one of an axis, or of a measure that names an actor."""
    measures = view.measures if isinstance(view, AxisView) else _list_named(view)
    return any(d.date and d.precision is not Precision.VAGUE for m in measures for d in m.deadlines)


def _list_named(view: ActorView) -> tuple[Measure, ...]:
    """Return the measures that name an actor, or lay a date on it."""
    named = {part.measure.number for part in view.with_evidence(Evidence.QUOTE)}
    return tuple(
        {
            part.measure.number: part.measure
            for part in view.parts
            if part.measure.number in named
            or any(view.actor.slug in d.bears_on for d in part.measure.deadlines)
        }.values()
    )


def create_calendars(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    """Return every calendar, by path; `address` is the site's, with a final slash."""
    events = list_events(catalogue)
    data = catalogue.data
    notice = _write_notice(data)
    product = f"-//{name_site(data)}//Calendriers//FR"
    stamps = sorted(
        stamp_events(list_days(catalogue), data.published, data.site.updated).items(),
        key=lambda item: (item[1].day, read_uid(item[0]) or (0, ""), item[0]),
    )

    def create(title: str, page: str, numbers: set[int] | None, actor: ActorView | None) -> bytes:
        calendar = _open_calendar(
            f"{title} (plan {data.plan.years})", notice, product, address + page
        )
        for uid, stamp in stamps:
            number = (read_uid(uid) or (0, ""))[0]
            if numbers is not None and number not in numbers:
                continue
            words = (
                _describe_withdrawn(uid, stamp, catalogue, address)
                if stamp.withdrawn
                else _describe(events[uid], catalogue, address, actor)
            )
            calendar.add_component(_create_event(uid, stamp, words, notice))
        if not calendar.subcomponents:  # a calendar must hold something
            calendar.add_component(_create_time_zone())
        written: bytes = calendar.to_ical()
        return written

    made = {urls.CALENDAR: create("Dates des mesures", urls.TIMELINE, None, None)}
    for number, axis in catalogue.axes.items():
        if has_calendar(axis):
            numbers = {measure.number for measure in axis.measures}
            title = f"Axe {number}, dates des mesures"
            made[urls.axis_calendar_url(number)] = create(
                title, urls.axis_url(number), numbers, None
            )
    for slug, view in catalogue.actors.items():
        if has_calendar(view):
            numbers = {measure.number for measure in _list_named(view)}
            title = f"{capitalize(view.actor.name)}, dates des mesures"
            made[urls.actor_calendar_url(slug)] = create(title, urls.actor_url(slug), numbers, view)
    return made


def _write_notice(data: Dataset) -> str:
    notice = write_notice(data)
    if not are_dates_past(data):
        return notice
    return f"Toutes les dates du plan sont passées : {notice[:1].lower()}{notice[1:]}"


def _open_calendar(name: str, notice: str, product: str, page: str) -> "Calendar":
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # RFC 7986, and what came before it.
    for key, words in (("name", name), ("description", notice)):
        calendar.add(key, typeset(words))
    for key, words in (("x-wr-calname", name), ("x-wr-caldesc", notice)):
        calendar.add(key, vText(typeset(words)))
    calendar.add("url", page)
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    return calendar


def _create_time_zone() -> "Timezone":
    """UTC, which changes nothing: the dates of the plan are whole days."""
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 (of a zone it is local)
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone = Timezone()
    zone.add("tzid", "Etc/UTC")
    zone.add_component(standard)
    return zone


# What an event says: its title, its words, its page, its categories.
Words = tuple[str, list[str], str, list[str]]


def _create_event(uid: str, stamp: Stamp, words: Words, notice: str) -> "Event":
    title, description, page, categories = words
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstart", stamp.day)
    if stamp.day < date.max:  # without its end, an event takes the whole day too
        event.add("dtend", stamp.day + timedelta(days=1))
    event.add("summary", typeset(title))
    event.add("description", typeset("\n".join([*description, notice, page])))
    event.add("url", page)
    event.add("categories", categories)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if stamp.withdrawn else "CONFIRMED")
    event.add("sequence", stamp.sequence)
    event.add("created", _at_midnight(stamp.since))
    event.add("last-modified", _at_midnight(stamp.changed))
    event.add("dtstamp", _at_midnight(stamp.changed))
    return event


def _at_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _describe(
    moment: DatedMeasure, catalogue: Catalogue, address: str, actor: ActorView | None
) -> Words:
    measure, deadline = moment.measure, moment.deadline
    kind = capitalize(deadline.kind.label)
    quote = read_quote(catalogue.measures[measure.number], deadline.quote, deadline.occurrence)
    lines = [
        f"{kind}, {_say_date(moment)} ({deadline.precision.label}) : {deadline.scope}.",
        f"Mots du texte : « {quote} ».",
        *_say_on_whom(moment, catalogue),
        *(_say_part(actor, moment) if actor else ()),
    ]
    if deadline.source:
        source = catalogue.sources[deadline.source]
        lines.append(f"Date tirée d’une source extérieure : {source.publisher}, {source.title}.")
    page = f"{address}{urls.measure_url(measure.number)}#{moment.key}"
    title = f"{kind} : mesure {measure.number}, {measure.title}"
    return title, lines, page, [kind, f"Axe {measure.axis}"]


def _say_date(moment: DatedMeasure) -> str:
    bound, day = moment.deadline.bound, moment.deadline.date
    return f"{bound.label} {format_day(day)}" if bound and day else ""


def _say_on_whom(moment: DatedMeasure, catalogue: Catalogue) -> Iterator[str]:
    names = name_bearers(moment.deadline, catalogue)
    if names:
        yield f"Date que le texte fixe {names}."
    elif moment.deadline.kind is DeadlineKind.DUE:
        yield "Le texte ne dit pas à qui il fixe cette date."


def _say_part(view: ActorView, moment: DatedMeasure) -> Iterator[str]:
    if view.actor.slug not in moment.deadline.bears_on:
        yield (
            f"Date de la mesure, qui nomme {view.actor.definite} ; le texte ne la fait pas porter "
            "sur cet acteur."
        )


def _describe_withdrawn(uid: str, stamp: Stamp, catalogue: Catalogue, address: str) -> Words:
    """Say of a date that it was one, without repeating what it was about."""
    number, kind = read_uid(uid) or (0, "")
    label = next((item.label for item in DeadlineKind if item == kind), "date")
    exists = number in catalogue.measures
    page = address + (urls.measure_url(number) if exists else urls.FORMER)
    lines = [f"Cette date a été retirée du site le {format_day(stamp.changed)}."]
    categories = [capitalize(label)]
    if exists:
        categories.append(f"Axe {catalogue.measures[number].axis.number}")
    return f"Retirée : mesure {number}, {label}", lines, page, categories
