"""Events of the calendars: which exist, and what the ledger says of the dates they had.

A date that the ledger does not know yet is stamped as it would be by « python -m macros permalinks »
on the day of the data, so that what is published never waits for the ledger.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from macros.catalogue.views import ActorView, AxisView, Catalogue, DatedMeasure
from macros.data.model import Measure
from macros.data.vocabulary import Evidence, Precision

_READ_UID = re.compile(r"les-[a-z0-9-]+-(\d+)-([a-z]+)(-\d+)?")


@dataclass(frozen=True, slots=True)
class EventState:
    """`day` is the last date of an event; `sequence` counts the changes."""

    day: date
    withdrawn: bool
    since: date
    changed: date
    sequence: int


def has_calendar(view: AxisView | ActorView) -> bool:
    """Whether an exact date is one of an axis, or of a measure that names an actor."""
    measures = view.measures if isinstance(view, AxisView) else list_named(view)
    return any(d.date and d.precision is not Precision.VAGUE for m in measures for d in m.deadlines)


def list_named(view: ActorView) -> list[Measure]:
    """Return the measures that name an actor, or lay a date on it; some may come twice."""
    return [
        role.measure
        for role in view.roles
        if role.participation.evidence is Evidence.QUOTE
        or any(view.actor.slug in deadline.bears_on for deadline in role.measure.deadlines)
    ]


def list_events(catalogue: Catalogue) -> dict[str, DatedMeasure]:
    """Return the dates that a calendar can hold, by identifier; a vague one would be invented.

    An identifier says the measure, the kind and the rank: it outlives a change of the date. It has
    no host name: the site may move.
    """
    ranks: Counter[str] = Counter()
    events = {}
    for number, view in catalogue.measures.items():
        for deadline, key in zip(view.measure.deadlines, view.deadline_keys, strict=True):
            if deadline.date is None:
                continue
            uid = f"les-{catalogue.data.plan.slug}-{number}-{deadline.kind.value}"
            ranks[uid] += 1
            if deadline.precision is not Precision.VAGUE:
                rank = f"-{ranks[uid]}" if ranks[uid] > 1 else ""
                events[uid + rank] = DatedMeasure(view.measure, deadline, key)
    return events


def _list_days(catalogue: Catalogue) -> dict[str, date]:
    events = list_events(catalogue)
    return {uid: m.deadline.date for uid, m in events.items() if m.deadline.date}


def read_uid(uid: str) -> tuple[int, str] | None:
    """Return the number of the measure and the kind of date that an identifier says."""
    match = _READ_UID.fullmatch(uid)
    return (int(match[1]), match[2]) if match else None


def derive_event_states(catalogue: Catalogue) -> dict[str, EventState]:
    """Return the state of every event that is or was, by identifier."""
    days, today = _list_days(catalogue), catalogue.data.site.updated
    states = {uid: EventState(day, False, today, today, 0) for uid, day in days.items()}
    for event in catalogue.data.published.events:
        first, last = event.dates[0], event.dates[-1]
        day = days.get(event.uid)
        # What was withdrawn keeps the place it had.
        shown = day or next(state.date for state in reversed(event.dates) if state.date)
        new = day != last.date
        changed = max(today, last.since) if new else last.since
        sequence = len(event.dates) - 1 + new
        states[event.uid] = EventState(shown, day is None, first.since, changed, sequence)
    return states


def list_changes(catalogue: Catalogue) -> dict[str, date | None]:
    """Return what the ledger does not say yet of events: a date, or None for one withdrawn."""
    days = _list_days(catalogue)
    known = {event.uid: event.dates[-1].date for event in catalogue.data.published.events}
    return {uid: days.get(uid) for uid in days | known if days.get(uid) != known.get(uid)}
