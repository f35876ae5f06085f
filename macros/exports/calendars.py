"""`/api/v1/*.ics`: the dated moments of the plan, whole, by axis and by actor, for calendars.

An event is in an actor's calendar where the text lays the date on the actor, or names the actor in
the measure; it says which. Vague dates are left out: a calendar would make them exact.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import STATUS, TRANSP, Calendar, Event, Timezone, vDuration, vText

from macros import urls
from macros.catalogue import calendar_events
from macros.catalogue.presentation import are_dates_past, name_site, write_notice
from macros.catalogue.summaries import say_bearers, say_moment
from macros.catalogue.views import ActorView, Catalogue, DatedMeasure, read_quote
from macros.data.model import Measure
from macros.data.vocabulary import DeadlineKind
from macros.french import capitalize, format_day, quote_within, typeset, with_preposition

# How often a program that subscribes asks again: corrections are few.
REFRESH = timedelta(days=7)
# Of an event: its title, the lines of its description, its page, its categories.
Words = tuple[str, list[str], str, list[str]]


def create_calendars(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    data, dated = catalogue.data, calendar_events.list_events(catalogue)
    notice = write_notice(data)
    if are_dates_past(data):
        notice = f"Toutes les dates du plan sont passées : {notice[:1].lower()}{notice[1:]}"
    states = calendar_events.derive_event_states(catalogue)
    events = sorted(
        ((calendar_events.read_uid(uid) or (0, ""), uid, state) for uid, state in states.items()),
        key=lambda event: (event[2].day, event),
    )

    def create(
        title: str, page: str, measures: Iterable[Measure] | None, actor: ActorView | None = None
    ) -> bytes:
        numbers = None if measures is None else {measure.number for measure in measures}
        components = [
            _create_event(
                uid,
                state,
                _describe_withdrawn(number, kind, state, catalogue, address)
                if state.withdrawn
                else _describe(dated[uid], catalogue, address, actor),
                notice,
            )
            for (number, kind), uid, state in events
            if numbers is None or number in numbers
        ]
        calendar = Calendar.new(
            name=typeset(f"{title} (plan {data.plan.years})"),
            description=typeset(notice),
            prodid=f"-//{name_site(data)}//Calendriers//FR",
            calscale="GREGORIAN",
            url=address + page,
            # A calendar must hold something.
            subcomponents=components or [Timezone.from_tzid("Etc/UTC")],
        )
        del calendar["uid"]  # drawn at random
        for key in ("x-wr-calname", "x-wr-caldesc"):  # so that their commas are escaped
            calendar[key] = vText(str(calendar[key]))
        calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))  # the same, for Outlook
        content: bytes = calendar.to_ical()
        return content

    calendars = {urls.CALENDAR: create("Dates des mesures", urls.TIMELINE, None)}
    for number, axis in catalogue.axes.items():
        if calendar_events.has_calendar(axis):
            title = f"Axe {number}, dates des mesures"
            calendars[urls.axis_calendar_url(number)] = create(
                title, urls.axis_url(number), axis.measures
            )
    for slug, view in catalogue.actors.items():
        if calendar_events.has_calendar(view):
            title = f"{capitalize(view.actor.name)}, dates des mesures"
            calendars[urls.actor_calendar_url(slug)] = create(
                title, urls.actor_url(slug), calendar_events.list_named(view), view
            )
    return calendars


def _create_event(uid: str, state: calendar_events.EventState, words: Words, notice: str) -> Event:
    title, description, page, categories = words
    return Event.new(
        uid=uid,
        start=state.day,
        # Without its end, an event lasts all day too.
        end=state.day + timedelta(days=1) if state.day < date.max else None,
        summary=typeset(title),
        description=typeset("\n".join([*description, notice, page])),
        url=page,
        categories=categories,
        transparency=TRANSP.TRANSPARENT,
        status=STATUS.CANCELLED if state.withdrawn else STATUS.CONFIRMED,
        sequence=state.sequence,
        created=_at_midnight(state.since),
        last_modified=_at_midnight(state.changed),
        stamp=_at_midnight(state.changed),
    )


def _at_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _describe(
    dated: DatedMeasure, catalogue: Catalogue, address: str, actor: ActorView | None
) -> Words:
    measure, deadline = dated.measure, dated.deadline
    kind, when = capitalize(deadline.kind.label), say_moment(deadline)
    quote = read_quote(catalogue.measures[measure.number], deadline.quote, deadline.occurrence)
    lines = [
        f"{kind}, {when} ({deadline.precision.label}) : {deadline.scope}.",
        f"Mots du texte : « {quote_within(quote)} ».",
    ]
    if bearers := say_bearers(deadline, catalogue):
        lines.append(bearers)
    if actor and actor.actor.slug not in deadline.bears_on:
        whom = with_preposition("à", actor.actor.definite)
        lines.append(f"Date de la mesure ; le texte ne dit pas qu’il la fixe {whom}.")
    if deadline.source:
        source = catalogue.sources[deadline.source]
        lines.append(f"Date tirée d’une autre source : {source.publisher}, {source.title}.")
    page = f"{address}{urls.measure_url(measure.number)}#{dated.key}"
    title = f"{kind} : {catalogue.data.plan.unit} {measure.number}, {measure.title}"
    return title, lines, page, [kind, f"Axe {measure.axis}"]


def _describe_withdrawn(
    number: int, kind: str, state: calendar_events.EventState, catalogue: Catalogue, address: str
) -> Words:
    """Say of a date that it was one, without repeating what it was about."""
    label = next((item.label for item in DeadlineKind if item == kind), "date")
    view = catalogue.measures.get(number)
    page = address + (urls.measure_url(number) if view else urls.FORMER)
    lines = [f"Cette date a été retirée du site {format_day(state.changed, 'le')}."]
    categories = [capitalize(label), *([f"Axe {view.axis.number}"] if view else [])]
    return f"Retirée : {catalogue.data.plan.unit} {number}, {label}", lines, page, categories
