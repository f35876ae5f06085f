"""References exist, nothing is an orphan, each record has an address of its own."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from macros import urls
from macros.data.field_types import Reference
from macros.data.loading import MEASURES, Entry, Loaded
from macros.data.model import Article, Codification, LawReference
from macros.data.validation import find_mark, shorten, suggest
from macros.data.yaml_reader import Place, Problem
from macros.french import slugify

# Lists whose records must be referred to from elsewhere.
_MUST_BE_USED = ("themes", "axes", "families", "actors", "laws", "sources")
# Those that are in a file of another name.
_FILES = {"families": "actors.yml", "terms": "glossary.yml", MEASURES: "data/measures"}
# The lists whose records have a page: a folder named by their slug.
_FOLDERS = ("themes", "actors", "laws")
# Those that are places on one page, beside those that the page itself has.
_PLACES = ("themes", "families", "terms", "sources")
_TAKEN = re.compile(r"contenu|menu|axe-\d+|mesure-\d+", re.ASCII)
# What Windows takes for a device: the copy of the site could not be unpacked there.
_DEVICES = frozenset({"aux", "con", "nul", "prn"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


def iter_references(loaded: Loaded) -> Iterator[tuple[Entry[Any], str, Any, tuple[Any, ...]]]:
    """Yield (entry, list referred to, identifier, path inside the entry)."""
    for entry, record, field, value, path in loaded.fields:
        if mark := find_mark(record, field, Reference):
            yield entry, mark.to, value, path


def check_references(loaded: Loaded) -> Iterator[Problem]:
    names: dict[str, dict[str, str]] = {}
    for entry, to, value, path in iter_references(loaded):
        known = loaded.ids.get(to, {})
        if value not in known and (to not in loaded.broken or known):
            if to not in names:
                names[to] = dict(_list_names(loaded, to))
            meant = names[to].get(str(value))
            advice = f" ; vouliez-vous dire « {meant} » ?" if meant else suggest(value, known)
            if "valeurs possibles" in advice and advice.endswith("…"):
                advice = " : choisir un identifiant de ce fichier, ou l’y ajouter"
            message = f"« {value} » n’existe pas dans {_FILES.get(to, f'{to}.yml')}{advice}"
            yield Problem(entry.at(*path), "reference", message)


def _list_names(loaded: Loaded, to: str) -> Iterator[tuple[str, str]]:
    """Yield what people call the records of a list, as an identifier, and the identifier that it has."""
    for entry in loaded.get(to):
        for field in ("name", "term", "title", "short_title", "aliases"):
            value = getattr(entry.record, field, None) or ()
            for name in (value,) if isinstance(value, str) else value:
                if slug := getattr(entry.record, "slug", None):
                    yield slugify(name), slug


def check_orphans(loaded: Loaded) -> Iterator[Problem]:
    if loaded.broken:
        return
    used = defaultdict(set)
    for entry, to, value, _ in iter_references(loaded):
        # A follow-up and the source that its file holds share one identifier.
        if to == "sources" or value != getattr(entry.record, "slug", None):
            used[to].add(value)
    for name in _MUST_BE_USED:
        for identifier, place in loaded.ids.get(name, {}).items():
            if identifier not in used[name]:
                message = (
                    f"rien ne renvoie à « {identifier} » : le citer quelque part ou le retirer"
                )
                yield Problem(place, "orphan", message)


def check_articles(loaded: Loaded) -> Iterator[Problem]:
    """An article that is cited exists under its law."""
    listed = {
        entry.record.slug: [article.number for article in entry.record.articles]
        for entry in loaded.get("laws")
    }
    for entry, record, path in loaded.find(LawReference, Codification):
        known = listed.get(record.law)
        if known is not None and record.article is not None and record.article not in known:
            message = f"article « {record.article} » absent de « {record.law} » dans laws.yml"
            message += suggest(record.article, known)
            yield Problem(entry.at(*path, "article"), "reference", message)


def check_unused_articles(loaded: Loaded) -> Iterator[Problem]:
    """An article that exists is cited."""
    if loaded.broken:
        return
    cited = {(home.law, home.article) for _, home, _ in loaded.find(LawReference, Codification)}
    for entry, article, path in loaded.find(Article):
        if (entry.record.slug, article.number) not in cited:
            message = f"aucune mesure ni aucun texte ne cite l’article « {article.number} »"
            yield Problem(entry.at(*path, "number"), "orphan", message)


def check_addresses(loaded: Loaded) -> Iterator[Problem]:
    """Each record has an address of its own, which any machine can write."""
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


def check_article_anchors(loaded: Loaded) -> Iterator[Problem]:
    """An article is a place on the page of its law."""
    seen: dict[tuple[str, str], tuple[str, Place]] = {}
    for entry, article, path in loaded.find(Article):
        place, number = entry.at(*path, "number"), shorten(article.number)
        anchor = urls.article_anchor(article.number)
        if not anchor.strip("-"):
            message = f"« {number} » : il faut au moins une lettre ou un chiffre"
            yield Problem(place, "text-format", message)
        elif first := seen.get((entry.record.slug, anchor)):
            message = f"« {number} » a la même adresse que « {first[0]} » ({first[1]}) : n’en garder qu’un"
            yield Problem(place, "duplicate-id", message)
        seen.setdefault((entry.record.slug, anchor), (number, place))
