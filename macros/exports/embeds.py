"""`/embed/…`: cards that others frame."""

from macros.deriving import Catalogue
from macros.embedding import list_embeds
from macros.rendering import render


def create_embeds(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the cards, by path: whole documents, since they are framed without the theme."""
    made = {}
    for embed in list_embeds(catalogue):
        context = {"embed": embed, "address": address, **embed.context}
        card = render(embed.template, embed.url, catalogue, **context)
        made[f"{embed.url}index.html"] = f"<!doctype html>\n{card}\n"
    return made
