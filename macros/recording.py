"""The ledger completed with what a build publishes for the first time."""

from datetime import date
from pathlib import Path

from macros.building import Build, Unrecorded
from macros.french import format_count
from macros.ledger_text import complete_addresses, complete_events
from macros.writing import replace_text

COMMAND = ".venv/bin/python -m macros permalinks"


def describe_unrecorded(unrecorded: Unrecorded) -> str:
    """Say how much the ledger lacks, and which command adds it."""
    return f"Le registre data/permalinks.yml ne contient pas encore {_count(unrecorded)} : « {COMMAND} » l’y ajoute."


def _count(unrecorded: Unrecorded) -> str:
    addresses, dates = len(unrecorded.addresses), len(unrecorded.dates)
    counts = []
    if addresses:
        counts.append(format_count(addresses, "nouvelle adresse", "nouvelles adresses"))
    if dates:
        counts.append(format_count(dates, "date de calendrier", "dates de calendrier"))
    return " et ".join(counts)


def record_build(path: Path, build: Build, day: date) -> str:
    """Complete the ledger and return, in French, what was added."""
    unrecorded = build.unrecorded
    if not unrecorded:
        return "Le registre est à jour."
    text = path.read_bytes().decode("utf-8")
    text = complete_addresses(text, unrecorded.addresses, day)
    text = complete_events(text, unrecorded.dates, day)
    replace_text(path, text)
    return f"Ajouté au registre : {_count(unrecorded)}."
