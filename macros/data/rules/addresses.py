"""Each record has an address of its own, which any machine can write."""

import re
from collections.abc import Iterator

from macros import urls
from macros.data.loading import Loaded
from macros.data.validation import shorten
from macros.data.yaml_reader import Place, Problem

# The lists whose records have a page: a folder named by their slug.
_FOLDERS = ("themes", "actors", "laws")
# Those that are places on one page, beside those that the page itself has.
_PLACES = ("themes", "families", "terms", "sources")
_TAKEN = re.compile(r"contenu|menu|axe-\d+|mesure-\d+", re.ASCII)
# What Windows takes for a device: the copy of the site could not be unpacked there.
_DEVICES = frozenset({"aux", "con", "nul", "prn"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


def check_addresses(loaded: Loaded) -> Iterator[Problem]:
    for name in _FOLDERS:
        for slug, place in loaded.ids.get(name, {}).items():
            if slug in _DEVICES:
                message = f"« {slug} » : Windows refuse ce nom à un dossier, en choisir un autre"
                yield Problem(place, "text-format", message)
            if name == "actors" and urls.sheet_url(slug) == urls.PLAN_SHEET:
                message = f"« {slug} » est le nom de la fiche du plan ({urls.PLAN_SHEET}) : en choisir un autre"
                yield Problem(place, "duplicate-id", message)
    for name in _PLACES:
        for slug, place in loaded.ids.get(name, {}).items():
            if _TAKEN.fullmatch(slug):
                message = f"« {slug} » est déjà une ancre des pages : en choisir un autre"
                yield Problem(place, "duplicate-id", message)
    yield from _check_articles(loaded)


def _check_articles(loaded: Loaded) -> Iterator[Problem]:
    """An article is a place on the page of its law."""
    for entry in loaded.get("laws"):
        seen: dict[str, tuple[str, Place]] = {}
        for index, article in enumerate(entry.record.articles):
            place = entry.at("articles", index, "number")
            anchor, number = urls.article_anchor(article.number), shorten(article.number)
            if not anchor.strip("-"):
                message = f"« {number} » : il faut au moins une lettre ou un chiffre"
                yield Problem(place, "text-format", message)
            elif first := seen.get(anchor):
                message = f"« {number} » a la même adresse que « {first[0]} » ({first[1]}) : n’en garder qu’un"
                yield Problem(place, "duplicate-id", message)
            seen.setdefault(anchor, (number, place))
