"""`/assets/cards/…`: the picture that a social network shows of a page, as a small PNG.

A card is kept in `.cache/cards/` under a hash of all that it depends on, and not drawn again as long
as nothing of it changes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple
from functools import cache
from pathlib import Path

import PIL

from macros import urls
from macros.deriving import Catalogue, count_measures
from macros.exports import card_drawing
from macros.exports.card_drawing import FONTS, Card, draw_card, read_colours
from macros.exports.keeping import CACHE, Store
from macros.french import capitalize, format_count, format_day
from macros.model import Axis
from macros.presentation import UNOFFICIAL, colour_axis, describe_status, name_site

STORE = Store(CACHE / "cards", ".png")


def card_path(page: str) -> str:
    """Return the path of the card of the page at this address, from the root of the site."""
    return f"assets/cards/{page.rstrip('/') or 'site'}.png"


def create_cards(catalogue: Catalogue, address: str) -> dict[str, bytes]:  # noqa: ARG001
    """Return every card, by path."""
    made = {card_path(page): _read_or_draw(card) for page, card in list_cards(catalogue).items()}
    STORE.forget_unused()
    return made


def list_cards(catalogue: Catalogue) -> dict[str, Card]:
    """Return what the cards say, by page; the home page's serves those that have none."""
    return dict(_list_cards(catalogue))


def _list_cards(catalogue: Catalogue) -> Iterator[tuple[str, Card]]:
    data = catalogue.data
    site = f"{name_site(data)} · plan {data.plan.years} · {UNOFFICIAL}"

    def create(label: str, context: str, title: str, colour: str = "accent") -> Card:
        return Card(label, context, title, site, colour)

    def axis(number: int, of: Axis) -> tuple[str, str]:
        return f"Axe {number} · {of.title}", colour_axis(number)

    yield urls.HOME, create(capitalize(describe_status(data)), "", data.plan.title)
    for number, measure in catalogue.measures.items():
        context, colour = axis(measure.axis.number, measure.axis)
        title = measure.measure.title
        yield urls.measure_url(number), create(f"Mesure {number}", context, title, colour)
    for number, view in catalogue.axes.items():
        count, (_, colour) = format_count(len(view.measures), "mesure"), axis(number, view.axis)
        yield urls.axis_url(number), create(f"Axe {number}", count, view.axis.title, colour)
    for slug, theme in catalogue.themes.items():
        context, colour = axis(theme.axis.number, theme.axis)
        yield urls.theme_url(slug), create("Thème", context, theme.theme.title, colour)
    for slug, actor in catalogue.actors.items():
        name = capitalize(actor.actor.name)
        yield urls.actor_url(slug), create("Acteur du plan", actor.family.title, name)
    for day, moments in catalogue.due_dates.items():
        count = format_count(count_measures(moments), "mesure")
        yield urls.deadline_url(day), create("Échéance", count, format_day(day))
    count = format_count(len(catalogue.without_due), "mesure")
    yield urls.NO_DEADLINE, create("Échéances", count, "Mesures sans échéance")
    for slug, law in catalogue.laws.items():
        count = format_count(len({use.measure.number for use in law.uses}), "mesure")
        title = capitalize(law.law.short_title)
        yield urls.law_url(slug), create("Texte de droit", count if law.uses else "", title)


def _read_or_draw(card: Card) -> bytes:
    key = hashlib.sha256(repr((_design(), astuple(card))).encode()).hexdigest()
    return STORE.get(key, lambda: draw_card(card))


@cache
def _design() -> tuple[str, ...]:
    """Return what all cards depend on: this file, the fonts, the colours, the library."""
    files = (*map(Path, (__file__, card_drawing.__file__)), *FONTS)
    hashes = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    return (*hashes, repr(sorted(read_colours().items())), PIL.__version__)
