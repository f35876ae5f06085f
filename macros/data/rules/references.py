"""References exist, nothing is an orphan, each record has an address of its own."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from macros import urls
from macros.data.field_types import Reference
from macros.data.loading import MEASURES, Entry, Loaded
from macros.data.measure_model import LawReference
from macros.data.model import Codification
from macros.data.validation import find_mark, shorten, suggest
from macros.data.yaml_reader import KeyPath, Place, Problem
from macros.french import slugify

# Lists whose records must be referred to from elsewhere.
_MUST_BE_USED = ("themes", "axes", "families", "actors", "laws", "sources")
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
    called: dict[str, dict[str, str]] = {}
    for entry, to, value, path in iter_references(loaded):
        known = loaded.ids.get(to, {})
        if value not in known and (to not in loaded.broken or known):
            if to not in called:
                called[to] = dict(_list_names(loaded, to))
            advice = _advise(value, known, called[to])
            message = f"« {value} » n’existe pas dans {_file_of(to)}{advice}"
            yield Problem(entry.at(*path), "reference", message)


def _list_names(loaded: Loaded, to: str) -> Iterator[tuple[str, str]]:
    """Yield what people call the records of a list, as an identifier, and the identifier that it has."""
    for entry in loaded.get(to):
        for field in ("name", "term", "title", "short_title", "aliases"):
            value = getattr(entry.record, field, None) or ()
            for name in (value,) if isinstance(value, str) else value:
                if slug := getattr(entry.record, "slug", None):
                    yield slugify(name), slug


def _advise(value: Any, known: Iterable[Any], called: dict[str, str]) -> str:
    if slug := called.get(str(value)):
        return f" ; vouliez-vous dire « {slug} » ?"
    advice = suggest(value, known)
    if "valeurs possibles" in advice and advice.endswith("…"):
        return " : choisir un identifiant de ce fichier, ou l’y ajouter"
    return advice


def check_orphans(loaded: Loaded) -> Iterator[Problem]:
    if loaded.broken:
        return
    used = defaultdict(set)
    for entry, to, value, _ in iter_references(loaded):
        own_id = getattr(entry.record, "slug", None)
        if value != own_id:
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
    for entry, record, path in _iter_articles(loaded):
        if record.law in listed and record.article not in listed[record.law]:
            message = f"article « {record.article} » absent de « {record.law} » dans laws.yml"
            message += suggest(record.article, listed[record.law])
            yield Problem(entry.at(*path, "article"), "reference", message)


def check_unused_articles(loaded: Loaded) -> Iterator[Problem]:
    """An article that exists is cited."""
    if loaded.broken:
        return
    cited = {(record.law, record.article) for _, record, _ in _iter_articles(loaded)}
    for entry in loaded.get("laws"):
        for index, article in enumerate(entry.record.articles):
            if (entry.record.slug, article.number) not in cited:
                message = f"aucune mesure ni aucun texte ne cite l’article « {article.number} »"
                yield Problem(entry.at("articles", index, "number"), "orphan", message)


def _iter_articles(
    loaded: Loaded,
) -> Iterator[tuple[Entry[Any], LawReference | Codification, KeyPath]]:
    """Yield what cites an article, with its entry and its path inside it."""
    for entry in loaded.get(MEASURES):
        for index, reference in enumerate(entry.record.laws):
            if reference.law is not None and reference.article is not None:
                yield entry, reference, ("laws", index)
    for entry in loaded.get("laws"):
        for index, article in enumerate(entry.record.articles):
            for rank, home in enumerate(article.codifications):
                yield entry, home, ("articles", index, "codifications", rank)


def _file_of(name: str) -> str:
    files = {"families": "actors.yml", "terms": "glossary.yml", MEASURES: "data/measures"}
    return files.get(name, f"{name}.yml")


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
