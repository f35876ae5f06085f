"""`/assets/cards/…`: the picture that a social network shows of a measure, or of any other page."""

import re
from dataclasses import asdict, dataclass
from functools import cache

from macros import urls
from macros.cache import ROOT
from macros.catalogue.presentation import UNOFFICIAL, colour_axis, describe_status, name_site
from macros.catalogue.views import Catalogue
from macros.data.validation import shorten
from macros.exports.typesetting import typeset_all
from macros.french import capitalize, typeset

SIZE = (1200, 630)
LONGEST = 300  # characters: beyond, letters would be too small to read
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card. `label` and `context` say what the colour does."""

    label: str
    context: str
    title: str
    site: str
    colour: str

    @property
    def description(self) -> str:
        """The words of the card, for those who do not see it."""
        context = f" ({self.context})" if self.context else ""
        return typeset(f"{self.label}{context} : « {self.title} ». {self.site}.")


def card_path(page: str) -> str:
    """Return the path of the card of the page at this address, from the root of the site."""
    return f"assets/cards/{page.rstrip('/') or 'site'}.png"


def list_cards(catalogue: Catalogue) -> dict[str, Card]:
    """Return the cards by page: of the home page, for all that have none, and of each measure."""
    data = catalogue.data
    site = f"{name_site(data)} · plan {data.plan.years} · {UNOFFICIAL}"
    status = capitalize(describe_status(data))
    cards = {urls.HOME: Card(status, "", data.plan.title, site, "accent")}
    for number, view in catalogue.measures.items():
        axis, title = view.axis, view.measure.title
        context = f"Axe {axis.number} · {axis.title}"
        card = Card(view.name, context, title, site, colour_axis(axis.number))
        cards[urls.measure_url(number)] = card
    return cards


def create_cards(catalogue: Catalogue, address: str) -> dict[str, bytes]:  # noqa: ARG001
    contents = {card_path(page): describe(card) for page, card in list_cards(catalogue).items()}
    return typeset_all("card.typ", contents, format="png", ppi=72.0)


def describe(card: Card) -> dict[str, str]:
    """Return what the template of the cards reads."""
    colours = read_colours()
    words = {name: shorten(text, LONGEST) for name, text in asdict(card).items()}
    shown = {name: colours[name] for name in ("paper", "ink", "muted")}
    return words | shown | {"colour": colours[card.colour]}


@cache
def read_colours(scheme: str = "default") -> dict[str, str]:
    """Return the colours of a scheme, light or dark (slate), by name, from the site's style sheet."""
    styles = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
    _, _, colours = styles.partition(f'[data-md-color-scheme="{scheme}"] {{')
    return dict(_COLOUR.findall(colours.partition("}")[0]))
