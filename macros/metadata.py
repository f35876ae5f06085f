"""What search engines and social networks read in the head of a page. Nothing is escaped yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from macros import urls
from macros.alternates import Alternate, list_alternates
from macros.deriving import Catalogue, MeasureView
from macros.exports.cards import SIZE, Card, card_path
from macros.linked_data import link_measure
from macros.pages import Page


@dataclass(frozen=True, slots=True)
class Metadata:
    """The head of a page; `image` is an absolute address."""

    image: str
    image_size: tuple[int, int]
    image_description: str
    linked_data: Markup | None
    alternates: tuple[Alternate, ...]


def describe_page(
    url: str,
    page: Page | None,
    catalogue: Catalogue,
    cards: Mapping[str, Card],
) -> Metadata:
    """Describe a generated page, or one written by hand."""
    pictured = url if url in cards else urls.HOME
    view = page.context.get("view") if page else None
    return Metadata(
        image=urls.site_address(catalogue.data.site.url) + card_path(pictured),
        image_size=SIZE,
        image_description=cards[pictured].description,
        linked_data=link_measure(view, catalogue) if isinstance(view, MeasureView) else None,
        alternates=tuple(list_alternates(url, view)),
    )
