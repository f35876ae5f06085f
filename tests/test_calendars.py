"""The calendars, read again by programs that are not ours."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from macros.catalogue.views import Catalogue, derive_catalogue
from macros.data.ledger_model import Event, EventDate
from macros.exports.calendars import create_calendars
from macros.site.build import Build
from tests.markup import find_all, find_one, list_links, read_tree, resolve, text_of
from tests.raw import items, read_measures

SITE = "https://mesures.example.org/"
MEASURES = read_measures()
ALL = "api/v1/calendar.ics"
DUE_15 = "les-50-mesures-15-due"


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> dict[str, bytes]:
    return create_calendars(catalogue, SITE)


def read(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode("utf-8"))


def change(catalogue: Catalogue, day: date | None, published: tuple[EventDate, ...]) -> Catalogue:
    """Return the plan with another deadline for measure 15, or none, and what the ledger says."""
    measures = []
    for measure in catalogue.data.measures:
        deadlines = measure.deadlines
        if measure.number == 15:
            due, horizon = deadlines
            deadlines = (replace(due, date=day), horizon) if day else (horizon,)
        measures.append(replace(measure, deadlines=deadlines))
    ledger = catalogue.data.published
    events = [event for event in ledger.events if event.uid != DUE_15]
    events.append(Event(uid=DUE_15, dates=published))
    data = replace(
        catalogue.data,
        measures=tuple(measures),
        published=replace(ledger, events=tuple(events)),
    )
    return derive_catalogue(data)


def test_the_last_day_that_a_program_knows_is_a_day(catalogue: Catalogue) -> None:
    last = date(9999, 12, 31)
    made = create_calendars(change(catalogue, last, (EventDate(date=last, since=last),)), SITE)
    [event] = [event for event in read(made[ALL]).events if event.uid == DUE_15]
    assert event.dtstart == last


def test_every_exact_date_of_the_data_is_in_the_calendar_and_nothing_else(
    made: dict[str, bytes],
) -> None:
    written = {
        (number, deadline["kind"], deadline["date"].isoformat())
        for number, measure in MEASURES.items()
        for deadline in items(measure, "deadlines")
        if deadline.get("date") and deadline["precision"] != "vague"
    }
    kinds = {"Échéance": "due", "Début": "start", "Effet attendu": "effect", "Horizon": "horizon"}
    shown = set()
    for event in read(made[ALL]).events:
        match = re.fullmatch(
            r"(\w[\w ]*) : mesure (\d+), .+", (event.summary or "").replace("\u00a0", " ")
        )
        assert match
        assert event.categories[0] == match[1]
        shown.add((int(match[2]), kinds[match[1]], str(event.dtstart)))
    assert shown == written
    assert len(shown) == 15
    # The text says no more than « en 2012 » of its effect.
    assert not any(number == 16 and kind == "effect" for number, kind, _ in shown)


def test_an_event_is_a_whole_day_with_the_words_that_give_it(made: dict[str, bytes]) -> None:
    [event] = [event for event in read(made[ALL]).events if event.uid == DUE_15]
    assert (event.dtstart, event.dtend) == (date(2010, 12, 31), date(2011, 1, 1))
    assert (event.sequence, event.status) == (0, EventStatus.CONFIRMED)
    assert event.last_modified == event.dtstamp == datetime(2026, 11, 22, tzinfo=UTC)
    assert str(event.url) == f"{SITE}mesures/15/#echeance-2010-12-31"
    said = (event.description or "").replace("\u00a0", " ").replace("\u202f", " ").split("\n")
    assert said[0] == (
        "Échéance, au plus tard le 31 décembre 2010 (à l’année près) : doublement du nombre de CLS "
        "ou de stratégies territoriales consacrés aux transports."
    )
    assert said[1:3] == [
        "Mots du texte : « d’ici à la fin de l’année 2010 ».",
        "Le texte ne dit pas à qui il fixe cette date.",
    ]
    assert said[3].startswith("Toutes les dates du plan sont passées")


def test_a_date_falls_to_an_actor_only_where_the_text_says_so(made: dict[str, bytes]) -> None:
    [landlords] = read(made["api/v1/actors/bailleurs-sociaux.ics"]).events
    assert landlords.uid == "les-50-mesures-12-due"
    words = (landlords.description or "").replace("\u00a0", " ")
    assert "Date que le texte fixe aux bailleurs sociaux et à l’État." in words
    assert "ne la fait pas porter" not in words
    [mayor] = read(made["api/v1/actors/maire.ics"]).events
    assert mayor.uid == "les-50-mesures-5-due"
    words = (mayor.description or "").replace("\u202f", " ")
    assert "qui nomme le maire ; le texte ne la fait pas porter sur cet acteur." in words


def test_only_the_actors_that_a_dated_measure_names_have_a_calendar(
    made: dict[str, bytes],
) -> None:
    named: dict[str, set[int]] = {}
    for number, measure in MEASURES.items():
        if any(d.get("date") and d["precision"] != "vague" for d in items(measure, "deadlines")):
            for part in items(measure, "actors"):
                if part["evidence"] == "quote":
                    named.setdefault(part["actor"], set()).add(number)
    expected = {f"api/v1/actors/{slug}.ics": numbers for slug, numbers in named.items()}
    assert {path for path in made if "/actors/" in path} == set(expected)
    for path, numbers in expected.items():
        shown = {int(str(event.uid).split("-")[3]) for event in read(made[path]).events}
        assert shown == numbers, path
    assert "api/v1/actors/parquet.ics" not in made


def test_an_axis_has_its_own_dates(made: dict[str, bytes]) -> None:
    assert {path for path in made if "/axes/" in path} == {
        "api/v1/axes/1.ics", "api/v1/axes/3.ics", "api/v1/axes/4.ics",
    }  # fmt: skip
    counts = {axis: len(read(made[f"api/v1/axes/{axis}.ics"]).events) for axis in (1, 3, 4)}
    assert counts == {1: 13, 3: 1, 4: 1}


def test_lines_are_folded_and_ended_as_the_standard_says(made: dict[str, bytes]) -> None:
    for path, content in made.items():
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.count(b"\n") == content.count(b"\r\n"), path
        for line in content.split(b"\r\n"):
            assert len(line) <= 75, path
        assert b"localhost" not in content


def test_identifiers_name_no_host_and_are_the_same_at_each_build(
    build: Build, made: dict[str, bytes]
) -> None:
    assert create_calendars(build.catalogue, SITE) == made
    for event in read(made[ALL]).events:
        assert re.fullmatch(
            r"les-50-mesures-\d+-(due|start|effect|horizon)(-\d+)?", event.uid or ""
        )


PUBLISHED = (EventDate(date=date(2010, 12, 31), since=date(2026, 11, 22)),)


def test_a_date_that_changes_raises_the_sequence_before_and_after_it_is_recorded(
    catalogue: Catalogue,
) -> None:
    recorded = (*PUBLISHED, EventDate(date=date(2011, 6, 30), since=date(2027, 3, 1)))
    today = catalogue.data.site.updated  # what is not recorded yet is of the version at hand
    for ledger, stamp in ((PUBLISHED, today), (recorded, date(2027, 3, 1))):
        changed = create_calendars(change(catalogue, date(2011, 6, 30), ledger), SITE)
        [event] = [event for event in read(changed[ALL]).events if event.uid == DUE_15]
        assert (event.dtstart, event.sequence) == (date(2011, 6, 30), 1)
        assert event.dtstamp == datetime.combine(stamp, datetime.min.time(), UTC)
        assert event.created == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_date_that_is_withdrawn_is_cancelled_where_it_was(catalogue: Catalogue) -> None:
    withdrawn = create_calendars(change(catalogue, None, PUBLISHED), SITE)
    for path in (ALL, "api/v1/axes/1.ics"):
        [event] = [event for event in read(withdrawn[path]).events if event.uid == DUE_15]
        assert (event.dtstart, event.sequence) == (date(2010, 12, 31), 1)
        assert event.status == EventStatus.CANCELLED
        assert event.summary == "Retirée\u00a0: mesure 15, échéance"


def test_each_calendar_is_announced_and_offered_on_its_page(site: Path, build: Build) -> None:
    announced: dict[str, list[str]] = {}
    for path in sorted(site.rglob("index.html")):
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        tree = read_tree(path.read_text(encoding="utf-8"))
        for link in find_all(tree, "link", rel="alternate", type="text/calendar"):
            target = resolve(link.attrib["href"], url)
            assert target is not None
            announced.setdefault(target, []).append(url)
            article = find_one(tree, "article")
            assert target in list_links(article, url), url
            assert "dates sont passées" in text_of(article) or "dates du plan sont passées" in (
                text_of(article)
            ), url
    calendars = set(create_calendars(build.catalogue, build.address))
    assert set(announced) == calendars
    assert announced.pop(ALL) == ["chronologie/", "donnees/", "echeances/"]
    assert announced.pop("api/v1/axes/3.ics") == ["axes/3/"]
    assert announced.pop("api/v1/actors/maire.ics") == ["acteurs/maire/"]
    assert all(len(pages) == 1 for pages in announced.values())
