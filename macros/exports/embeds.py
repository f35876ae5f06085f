"""`/embed/…`: cards that others frame; `/api/v1/oembed/…`: how a program learns of them (oEmbed 1.0)."""

import json

from macros import urls
from macros.deriving import Catalogue
from macros.embedding import WIDTH, Embed, frame, list_embeds
from macros.exports.card_drawing import SIZE
from macros.exports.cards import card_path, list_cards
from macros.presentation import name_site
from macros.rendering import render

A_DAY = 24 * 3600  # seconds


def create_embeds(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the cards and their oEmbed documents, by path."""
    pictured = set(list_cards(catalogue))
    site = name_site(catalogue.data)
    made = {}
    for embed in list_embeds(catalogue):
        made[f"{embed.url}index.html"] = render_embed(embed, catalogue, address)
        picture = address + card_path(embed.page if embed.page in pictured else urls.HOME)
        document = {
            "version": "1.0",
            "type": "rich",
            "title": embed.title,
            "provider_name": site,
            "provider_url": address,
            "cache_age": A_DAY,
            "width": WIDTH,
            "height": embed.height,
            "html": frame(embed, address),
            "thumbnail_url": picture,
            "thumbnail_width": SIZE[0],
            "thumbnail_height": SIZE[1],
        }
        text = json.dumps(document, ensure_ascii=False, indent=1)
        made[urls.oembed_url(embed.page)] = f"{text}\n"
    return made


def render_embed(embed: Embed, catalogue: Catalogue, address: str) -> str:
    """Return a card as a whole document: it is framed on its own, without the theme."""
    context = {"embed": embed, "address": address, **embed.context}
    return "<!doctype html>\n" + render(embed.template, embed.url, catalogue, **context) + "\n"
