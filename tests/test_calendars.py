"""The calendars, read again by programs that are not ours."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus

from macros.catalogue.views import Catalogue, derive_catalogue
from macros.data.ledger_model import Event as PublishedEvent
from macros.data.ledger_model import EventDate
from macros.data.vocabulary import DeadlineKind
from macros.exports.calendars import create_calendars
from macros.site.build import Build
from tests.conftest import Pages
from tests.markup import find_all, find_one, list_links, resolve, text_of
from tests.raw import Record, items, read_measures

SITE = "https://mesures.example.org/"
MEASURES = read_measures()
DUE = "les-3-mesures-velo-1-due"
ALL = "api/v1/calendar.ics"
KINDS = {kind.label.capitalize(): kind.value for kind in DeadlineKind}


@pytest.fixture(scope="module")
def calendars(catalogue: Catalogue) -> dict[str, bytes]:
    return create_calendars(catalogue, SITE)


@pytest.fixture(scope="module")
def small_calendars(small: Build) -> dict[str, bytes]:
    return create_calendars(small.catalogue, SITE)


def read(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode("utf-8"))


def find_event(content: bytes, uid: str) -> Event:
    [event] = [event for event in read(content).events if event.uid == uid]
    return event


def read_words(event: Event) -> list[str]:
    text = (event.description or "").replace("\u00a0", " ").replace("\u202f", " ")
    return text.split("\n")


def is_exact(deadline: Record) -> bool:
    return bool(deadline.get("date")) and deadline["precision"] != "vague"


def test_programs_are_told_how_often_to_ask_again(calendars: dict[str, bytes]) -> None:
    for content in calendars.values():
        assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P7D\r\n" in content
        assert b"\r\nX-PUBLISHED-TTL:P7D\r\n" in content  # Outlook reads this one


def test_the_calendar_has_every_exact_date_and_nothing_else(calendars: dict[str, bytes]) -> None:
    written = {
        (number, deadline["kind"], deadline["date"])
        for number, measure in MEASURES.items()
        for deadline in filter(is_exact, items(measure, "deadlines"))
    }
    shown = set()
    for event in read(calendars[ALL]).events:
        summary = (event.summary or "").replace("\u00a0", " ")
        match = re.fullmatch(r"([\w’ ]+) : mesure (\d+), .+", summary)
        assert match
        if match[1] == "Retirée":
            continue
        assert event.categories[0] == match[1]
        shown.add((int(match[2]), KINDS[match[1]], event.dtstart))
        # No host name: the site may move.
        assert re.fullmatch(r"les-50-mesures-\d+-[a-z]+(-\d+)?", event.uid or "")
    assert shown == written


def test_an_event_is_a_day_with_the_words_that_give_it(small_calendars: dict[str, bytes]) -> None:
    event = find_event(small_calendars[ALL], DUE)
    assert (event.dtstart, event.dtend) == (date(1999, 7, 1), date(1999, 7, 2))
    assert (event.sequence, event.status) == (0, EventStatus.CONFIRMED)
    assert event.last_modified == event.dtstamp
    assert str(event.url) == f"{SITE}mesures/1/#echeance-1999-07-01"
    assert read_words(event)[:3] == [
        "Échéance, avant le 1er juillet 1999 (le texte donne le jour) : doublement.",
        "Mots du texte : « avant le 1er juillet 1999 ».",
        "Date que le texte fixe au service des routes.",
    ]
    assert read_words(event)[3].startswith("Toutes les dates du plan sont passées")


def test_a_date_falls_to_an_actor_where_the_text_says_so(small_calendars: dict[str, bytes]) -> None:
    elsewhere = "Date de la mesure ; le texte ne dit pas qu’il la fixe aux cyclistes."
    bearer = find_event(small_calendars["api/v1/actors/service-des-routes.ics"], DUE)
    assert elsewhere not in read_words(bearer)
    named = find_event(small_calendars["api/v1/actors/cyclistes.ics"], DUE)
    assert elsewhere in read_words(named)


def test_axes_and_named_actors_with_a_date_have_a_calendar(calendars: dict[str, bytes]) -> None:
    expected: dict[str, set[int]] = {}
    for number, measure in MEASURES.items():
        if any(map(is_exact, items(measure, "deadlines"))):
            expected.setdefault(f"api/v1/axes/{measure['axis']}.ics", set()).add(number)
            for part in items(measure, "actors"):
                if part["evidence"] == "quote":
                    path = f"api/v1/actors/{part['actor']}.ics"
                    expected.setdefault(path, set()).add(number)
    shown = {
        path: {int(str(event.uid).split("-")[3]) for event in read(content).events}
        for path, content in calendars.items()
        if path != ALL
    }
    assert shown == expected


def change(catalogue: Catalogue, day: date | None, *published: EventDate) -> dict[str, bytes]:
    """Return the calendars with another deadline for measure 1, or none, and what the ledger says."""
    first, *others = catalogue.data.measures
    [due] = first.deadlines
    changed = replace(first, deadlines=(replace(due, date=day),) if day else ())
    ledger = replace(catalogue.data.published, events=(PublishedEvent(uid=DUE, dates=published),))
    data = replace(catalogue.data, measures=(changed, *others), published=ledger)
    return create_calendars(derive_catalogue(data), SITE)


FIRST = EventDate(date=date(1999, 7, 1), since=date(2004, 11, 22))


def test_the_last_day_that_a_program_knows_is_a_day(small: Build) -> None:
    last = date(9999, 12, 31)
    calendars = change(small.catalogue, last, EventDate(date=last, since=last))
    assert find_event(calendars[ALL], DUE).dtstart == last


def test_a_date_that_changes_raises_the_sequence_recorded_or_not(small: Build) -> None:
    new = date(2000, 6, 30)
    recorded = EventDate(date=new, since=date(2005, 3, 1))
    today = small.catalogue.data.site.updated  # what is not recorded yet is of the version at hand
    for published, stamp in (((FIRST,), today), ((FIRST, recorded), recorded.since)):
        event = find_event(change(small.catalogue, new, *published)[ALL], DUE)
        assert (event.dtstart, event.sequence) == (new, 1)
        assert event.dtstamp == datetime.combine(stamp, datetime.min.time(), UTC)
        assert event.created == datetime.combine(FIRST.since, datetime.min.time(), UTC)


def test_a_date_that_is_withdrawn_is_cancelled_where_it_was(small: Build) -> None:
    calendars = change(small.catalogue, None, FIRST)
    for path in (ALL, "api/v1/axes/1.ics"):
        event = find_event(calendars[path], DUE)
        assert (event.dtstart, event.sequence) == (FIRST.date, 1)
        assert event.status == EventStatus.CANCELLED
        assert event.summary == "Retirée\u00a0: mesure 1, échéance"


def test_each_calendar_is_announced_and_offered_on_its_page(pages: Pages, build: Build) -> None:
    announced: dict[str, list[str]] = {}
    for url, tree in pages.items():
        for link in find_all(tree, "link", rel="alternate", type="text/calendar"):
            target = resolve(link.attrib["href"], url)
            assert target is not None
            announced.setdefault(target, []).append(url)
            article = find_one(tree, "article")
            assert target in list_links(article, url), url
            assert "dates sont passées" in text_of(article) or "dates du plan sont passées" in (
                text_of(article)
            ), url
    assert set(announced) == set(create_calendars(build.catalogue, build.address))
    assert announced.pop(ALL) == ["chronologie/", "donnees/", "echeances/"]
    for calendar, places in announced.items():
        kind, name = calendar.removeprefix("api/v1/").removesuffix(".ics").split("/")
        folder = {"axes": "axes", "actors": "acteurs"}[kind]
        assert places == [f"{folder}/{name}/"]
