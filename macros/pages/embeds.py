"""`/embed/…`: what others can frame on their own pages, a measure or the timeline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from macros import urls
from macros.catalogue.views import Catalogue, MeasureView
from macros.data.vocabulary import Evidence
from macros.exports.cards import read_colours
from macros.pages.rendering import TEMPLATES, render

WIDTH = 600  # pixels; the card fits any width from 280 on
# A framed card runs no script; its links open beside the page that frames it, which stays. Its fonts are
# those of its own site.
SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
STYLES = "assets/embed.css"


@dataclass(frozen=True, slots=True)
class Embed:
    """A card that stands for the page of a measure or of the timeline; `height` is in pixels."""

    page: str
    title: str
    height: int
    view: MeasureView | None = None

    @property
    def url(self) -> str:
        return urls.embed_url(self.page)


def embed_measure(view: MeasureView) -> Embed:
    return Embed(urls.measure_url(view.measure.number), view.title, _estimate_height(view), view)


def _estimate_height(view: MeasureView) -> int:
    """Return how high a card is at its usual width, from the number of its letters."""
    named = (part.actor for part in view.measure.actors if part.evidence is Evidence.QUOTE)
    words = (view.measure.title, view.measure.plain or "", view.corrected.text, *named)
    return 380 + 10 * (sum(map(len, words)) // 27)


def list_embeds(catalogue: Catalogue) -> Iterator[Embed]:
    yield from map(embed_measure, catalogue.measures.values())
    yield Embed(urls.TIMELINE, "Chronologie des mesures datées", 560)


def create_embeds(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the cards, by path: whole documents, framed without the theme, and their style sheet."""
    cards = {STYLES: _write_styles()}
    for embed in list_embeds(catalogue):
        template = "embed_measure.html" if embed.view else "embed_timeline.html"
        card = render(template, embed.url, catalogue, embed=embed, view=embed.view, address=address)
        cards[f"{embed.url}index.html"] = f"<!doctype html>\n{card}\n"
    return cards


def _write_styles() -> str:
    """Return the style sheet of the cards, with the colours of the site that it names."""
    styles = (TEMPLATES / "embed.css").read_text(encoding="utf-8")
    named = set(re.findall(r"var\(--([\w-]+)", styles))
    light, dark = (
        " ".join(f"--{name}: {colour};" for name, colour in colours.items() if name in named)
        for colours in (read_colours("default"), read_colours("slate"))
    )
    scheme = "@media (prefers-color-scheme: dark)"
    return f":root {{ {light} }}\n{scheme} {{ :root {{ {dark} }} }}\n{styles}"


def frame(embed: Embed, address: str) -> str:
    """Return the HTML that frames a card, for the page of someone else."""
    html = Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
        'sandbox="{}" style="max-width: 100%; border: 0"></iframe>'
    )
    return str(html.format(address + embed.url, embed.title, WIDTH, embed.height, SANDBOX))


def quote(embed: Embed, address: str, plan: str) -> str:
    """Return the HTML that says the same without a frame: a quotation if there are words, a link."""
    page = address + embed.page
    link = Markup('<a href="{}">{}</a>').format(page, embed.title)
    if embed.view is None:
        return str(Markup("<p>{}. {}.</p>").format(link, plan))
    html = Markup(
        '<figure><blockquote cite="{}"><p>{}</p></blockquote><figcaption>{}. {}.</figcaption></figure>'
    )
    return str(html.format(page, embed.view.corrected.text, link, plan))
