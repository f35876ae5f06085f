"""The other forms of a page (`rel="alternate"`): data, calendars, feeds, cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import urls


@dataclass(frozen=True, slots=True)
class Alternate:
    """A machine output that says what a page says. `url` is relative to the root."""

    url: str
    media_type: str
    title: str


def list_alternates(url: str, view: object) -> Iterator[Alternate]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    del view
    if url in {urls.MEASURES, urls.DATA}:
        yield Alternate(urls.MEASURES_JSON, "application/json", "Toutes les mesures (JSON)")
