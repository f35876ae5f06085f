"""The ledger completed by the command: nothing is lost, nothing is added twice."""

from datetime import date
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.ledger_text import complete_addresses, complete_events

DAY, LATER = date(2026, 11, 22), date(2027, 3, 1)
LEDGER = """\
# Le registre.
moved: []

events:
  # Avant la plus ancienne.
  - uid: les-50-mesures-2-due
    dates:
      - date: 2010-12-31
        since: 2026-11-22
  - uid: les-50-mesures-10-due   # deux chiffres
    dates:
      - date: 2010-12-31
        since: 2026-11-22

published:
  /mesures/2/: 2026-11-22   # la deuxième
  # Celle-ci vient de loin.
  "/mesures/10/": 2026-11-22
# Fin.
"""

words = st.text("abc-12", min_size=1, max_size=6)
addresses = st.sets(
    st.one_of(
        words.map(lambda word: f"/themes/{word}/"),
        words.map(lambda word: f"/mesures/21/#{word}"),
        words.map(lambda word: f"/api/v1/{word}.json"),
    )
)
comments = st.lists(st.sampled_from(["", "  # une note", "# une autre", "    "]), max_size=3)
days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
events = st.dictionaries(words.map(lambda word: f"e{word}"), st.none() | days, max_size=5)


def test_new_addresses_take_their_place_and_the_rest_stays() -> None:
    completed = complete_addresses(LEDGER, ["/mesures/3/", "/mesures/2/#texte", "/a-propos/"], DAY)
    assert completed == LEDGER.replace(
        "  /mesures/2/: 2026-11-22   # la deuxième\n",
        "  /a-propos/: 2026-11-22\n"
        "  /mesures/2/: 2026-11-22   # la deuxième\n"
        "  /mesures/2/#texte: 2026-11-22\n"
        "  /mesures/3/: 2026-11-22\n",
    )


def test_a_date_that_changed_is_added_under_the_one_before() -> None:
    changes = {"les-50-mesures-2-due": date(2011, 6, 30), "les-50-mesures-3-due": date(2009, 1, 1)}
    completed = complete_events(LEDGER, changes, LATER)
    assert completed == LEDGER.replace(
        "        since: 2026-11-22\n  - uid: les-50-mesures-10-due",
        "        since: 2026-11-22\n"
        "      - date: 2011-06-30\n"
        "        since: 2027-03-01\n"
        "  - uid: les-50-mesures-3-due\n"
        "    dates:\n"
        "      - date: 2009-01-01\n"
        "        since: 2027-03-01\n"
        "  - uid: les-50-mesures-10-due",
    )


def test_a_date_is_added_whatever_the_order_of_its_fields() -> None:
    ledger = LEDGER.replace(
        "- date: 2010-12-31\n        since: 2026-11-22",
        "- since: 2026-11-22\n        date: 2010-12-31",
    )
    completed = complete_events(ledger, {"les-50-mesures-2-due": date(2011, 6, 30)}, LATER)
    assert yaml.safe_load(completed)["events"][0]["dates"] == [
        {"since": DAY, "date": date(2010, 12, 31)},
        {"date": date(2011, 6, 30), "since": LATER},
    ]


def test_an_event_that_is_no_more_gets_an_empty_date() -> None:
    completed = complete_events(LEDGER, {"les-50-mesures-10-due": None}, LATER)
    dates = yaml.safe_load(completed)["events"][1]["dates"]
    assert dates[-1] == {"date": None, "since": LATER}


def test_an_empty_ledger_and_one_without_sections_are_completed() -> None:
    for text in ("published: {}\n", "published:\n", "", "moved: []"):
        completed = complete_addresses(text, ["/mesures/1/"], DAY)
        assert yaml.safe_load(completed)["published"] == {"/mesures/1/": DAY}


def test_the_order_of_the_real_ledger_is_the_one_of_the_command() -> None:
    path = Path(__file__).parent.parent / "data" / "permalinks.yml"
    text = path.read_text(encoding="utf-8")
    added = complete_addresses(text, ["/zzz/"], DAY)
    assert added == f"{text}  /zzz/: 2026-11-22\n"


@given(addresses, addresses, comments, events)
def test_completing_twice_is_completing_once_and_loses_no_line(
    known: set[str], new: set[str], notes: list[str], changes: dict[str, date | None]
) -> None:
    text = complete_addresses("# Le registre.\n\npublished: {}\n\nevents: []\n", known, DAY)
    lines = text.split("\n")
    lines[3:3] = notes
    text = "\n".join(lines)
    once = complete_events(complete_addresses(text, new, LATER), changes, LATER)
    for line in text.split("\n"):
        if line not in ("published: {}", "events: []"):
            assert once.split("\n").count(line) >= text.split("\n").count(line), line
    assert complete_addresses(once, new, LATER) == once
    read = yaml.safe_load(once)
    assert (read["published"] or {}) == {
        address: DAY if address in known else LATER for address in known | new
    }
    recorded = {event["uid"]: event["dates"] for event in read["events"] or []}
    assert recorded == {uid: [{"date": day, "since": LATER}] for uid, day in changes.items()}


@given(events, events)
def test_what_was_published_of_an_event_is_never_lost(
    first: dict[str, date | None], second: dict[str, date | None]
) -> None:
    before = complete_events("events: []\n", first, DAY)
    after = complete_events(before, second, LATER)
    assert set(before.split("\n")) <= set(after.split("\n")) | {"events: []"}
    read = {event["uid"]: event["dates"] for event in yaml.safe_load(after)["events"] or []}
    for uid, day in first.items():
        assert read[uid][0] == {"date": day, "since": DAY}
    for uid, day in second.items():
        assert read[uid][-1] == {"date": day, "since": LATER}
