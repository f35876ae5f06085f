"""`/embed/…`: what others can frame on their own pages, a measure or the timeline."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from macros import urls
from macros.catalogue.views import Catalogue
from macros.pages.rendering import render

WIDTH = 600  # pixels; the card fits any width from 280 on
# A framed card runs no script and asks for nothing; its links leave the frame, on a click only.
SANDBOX = "allow-top-navigation-by-user-activation"


@dataclass(frozen=True, slots=True)
class Embed:
    """A card that stands for the page at `page`; `height` is in pixels, and it scrolls beyond."""

    page: str
    title: str
    height: int
    template: str
    words: str | None = None  # what a quotation of the page would quote
    context: dict[str, object] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return urls.embed_url(self.page)


def list_embeds(catalogue: Catalogue) -> Iterator[Embed]:
    """Yield every card, each beside the page that it stands for."""
    for number, measure in catalogue.measures.items():
        yield Embed(
            urls.measure_url(number),
            f"Mesure {number} : {measure.measure.title}",
            480,
            "embed_measure.html",
            measure.corrected.text,
            {"view": measure},
        )
    yield Embed(urls.TIMELINE, "Chronologie des mesures datées", 560, "embed_timeline.html")


def create_embeds(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the cards, by path: whole documents, since they are framed without the theme."""
    made = {}
    for embed in list_embeds(catalogue):
        context = {"embed": embed, "address": address, **embed.context}
        card = render(embed.template, embed.url, catalogue, **context)
        made[f"{embed.url}index.html"] = f"<!doctype html>\n{card}\n"
    return made


def frame(embed: Embed, address: str) -> str:
    """Return the HTML that frames a card, for the page of someone else."""
    html = Markup(
        '<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy" '
        'sandbox="{sandbox}" style="max-width: 100%; border: 0"></iframe>'
    ).format(
        src=address + embed.url,
        title=embed.title,
        width=WIDTH,
        height=embed.height,
        sandbox=SANDBOX,
    )
    return str(html)


def quote(embed: Embed, address: str, plan: str) -> str:
    """Return the HTML that says the same without a frame: a quotation if there are words, a link."""
    link = Markup('<a href="{}">{}</a>').format(address + embed.page, embed.title)
    if embed.words is None:
        return str(Markup("<p>{}. {}.</p>").format(link, plan))
    html = Markup(
        '<figure><blockquote cite="{}"><p>{}</p></blockquote><figcaption>{}. {}.</figcaption></figure>'
    ).format(address + embed.page, embed.words, link, plan)
    return str(html)
