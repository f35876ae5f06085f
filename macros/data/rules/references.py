"""References exist, nothing is an orphan, each record has an address of its own."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from macros import urls
from macros.data.loading import MEASURES, Loaded
from macros.data.model import Article, Codification, LawReference
from macros.data.validation import MEANT, shorten, suggest
from macros.data.yaml_reader import Place, Problem
from macros.french import slugify

# Subjects of problems that others follow from.
MISPLACED = "misplaced"  # a measure under no theme or axis of the plan
MISNAMED = "misnamed"  # a measure that is not the one that its file is named after
MISSING = "missing-measure"  # the subject of the problem that says so
# Lists whose records must be referred to from elsewhere.
_MUST_BE_USED = ("themes", "axes", "families", "actors", "laws", "sources")
# Those that are in a file of another name.
_FILES = {"families": "actors.yml", "terms": "glossary.yml", MEASURES: "data/measures"}
# Those that are places on one page, beside those that the page itself has.
_PLACES = ("themes", "families", "terms", "sources")
# What Windows takes for a device, whatever follows: no folder of the site has such a name.
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d", re.ASCII)
_TAKEN = re.compile(r"contenu|menu|axe-\d+|mesure-\d+", re.ASCII)
# The address of each record, and what `rename` calls its kind.
ADDRESSES: dict[str, Callable[[Any], str]] = {
    "actors": urls.actor_url,
    "themes": urls.theme_url,
    "laws": urls.law_url,
    "terms": urls.term_url,
    "sources": urls.source_url,
    MEASURES: urls.measure_url,
}
KINDS = {"actors": "actor", "themes": "theme", "laws": "law", "terms": "term", "sources": "source"}


def check_references(loaded: Loaded) -> Iterator[Problem]:
    names: dict[str, dict[str, str]] = {}
    new: dict[str, list[Any]] = {}
    messages: dict[tuple[str, Any], str] = {}
    for entry, to, value, path in loaded.references:
        known = loaded.ids.get(to, {})
        if value in known or (to in loaded.broken and not known):
            continue
        if to not in names:
            names[to], new[to] = dict(_list_names(loaded, to)), _list_new(loaded, to)
        subject = f"{to}/{value}" if was_published(loaded, to, value) else ""
        if (to, value) not in messages:  # slow to word, and a record may be named many times
            messages[to, value] = "" if subject else _explain_absence(to, value, names[to], known)
            if subject:
                loss = _explain_loss(loaded, to, value, entry.at(*path), subject, new[to])
                yield loss
                if loss.place == entry.at(*path):
                    continue
        causes = (f"{to}/?", subject)  # the loss alone is shown
        own = "" if subject else f"{to}/{value}"  # one problem has a subject: the loss
        if to in ("themes", "axes") and path in (("theme",), ("axis",)):
            own = f"{MISPLACED}/{entry.document.file}"
        message = messages[to, value]
        yield Problem(entry.at(*path), "reference", message, subject=own, causes=causes)


def name_meant(loaded: Loaded, problem: Problem) -> Problem:
    """Tell of a name that has not even the form of an identifier which record it may mean."""
    kind, _, named = problem.subject.partition("/")
    if kind != MEANT:
        return problem
    to, _, value = named.partition("/")
    message = _explain_absence(to, value, dict(_list_names(loaded, to)), loaded.ids.get(to, {}))
    return replace(problem, rule="reference", message=message, subject=named)


def _explain_absence(to: str, value: Any, names: Mapping[str, str], known: Collection[Any]) -> str:
    slug = slugify(str(value))
    meant = names.get(slug) or (slug if slug in known else "")
    advice = f" ; vouliez-vous dire « {meant} » ?" if meant else suggest(value, known)
    if "valeurs possibles" in advice and advice.endswith("…"):
        advice = " : choisir un identifiant de ce fichier, ou l’y ajouter"
    return f"« {shorten(str(value))} » n’existe pas dans {_FILES.get(to, f'{to}.yml')}{advice}"


def was_published(loaded: Loaded, to: str, value: Any) -> bool:
    """Whether a record that is no more had an address."""
    url = f"/{ADDRESSES[to](value)}" if to in ADDRESSES else ""
    return any(url in entry.record.addresses for entry in loaded.get("published"))


def _list_new(loaded: Loaded, to: str) -> list[Any]:
    """Return the identifiers of a list that nothing names yet."""
    needed = {value for _, name, value, _ in loaded.references if name == to}
    ids = loaded.ids.get(to, ())
    return [one for one in ids if one not in needed and not was_published(loaded, to, one)]


def _explain_loss(
    loaded: Loaded, to: str, value: Any, place: Place, subject: str, new: list[Any]
) -> Problem:
    """Say what to do about a record that was published and is no more, where others need it."""
    file = _FILES.get(to, f"{to}.yml")
    causes = (f"{to}/?", f"{MISSING}/{value}" if to == MEASURES else "")
    message = f"« {value} » n’est plus dans {file}, et ceci y renvoie : l’y remettre, ou retirer aussi ce renvoi"
    if to in KINDS:
        command = f"make rename ARGS='{KINDS[to]} {value} {new[0] if len(new) == 1 else 'NOUVEAU'}'"
        message += f" ; pour changer un identifiant, remettre l’ancien, puis « {command} »"
        if len(new) == 1:
            place = loaded.ids[to][new[0]]
            message = f"« {new[0]} » remplace « {value} », auquel d’autres fiches renvoient : remettre « {value} », puis « {command} »"
    return Problem(place, "reference", message, subject=subject, causes=causes)


def _list_names(loaded: Loaded, to: str) -> Iterator[tuple[str, str]]:
    """Yield what people call the records of a list, as an identifier, and the identifier that it has."""
    for entry in loaded.get(to):
        for field in ("name", "definite", "term", "title", "short_title", "aliases"):
            value = getattr(entry.record, field, None) or ()
            for name in (value,) if isinstance(value, str) else value:
                if slug := getattr(entry.record, "slug", None):
                    yield slugify(name), slug


def check_orphans(loaded: Loaded) -> Iterator[Problem]:
    if loaded.broken:
        return
    used = defaultdict(set)
    for entry, to, value, _ in loaded.references:
        if entry.path[:1] != (to,) or value != entry.record.slug:  # not itself
            used[to].add(value)
    lost = [f"{to}/{slug}" for to in used for slug in used[to] - loaded.ids.get(to, {}).keys()]
    for name in _MUST_BE_USED:
        for identifier, place in loaded.ids.get(name, {}).items():
            if identifier not in used[name]:
                message = f"rien ne renvoie à « {identifier} » : le citer ou le retirer"
                yield Problem(place, "orphan", message, causes=(*lost, MISSING, MISPLACED))


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
            subject = f"article/{record.law}"
            yield Problem(entry.at(*path, "article"), "reference", message, subject=subject)


def check_unused_articles(loaded: Loaded) -> Iterator[Problem]:
    """An article that exists is cited."""
    if loaded.broken:
        return
    cited = {(home.law, home.article) for _, home, _ in loaded.find(LawReference, Codification)}
    for entry, article, path in loaded.find(Article):
        if (entry.record.slug, article.number) not in cited:
            message = f"aucune mesure ni aucun texte ne cite l’article « {article.number} »"
            causes = (MISSING, f"article/{entry.record.slug}")
            yield Problem(entry.at(*path, "number"), "orphan", message, causes=causes)


def check_addresses(loaded: Loaded) -> Iterator[Problem]:
    """Each record has an address of its own."""
    for slug, place in loaded.ids.get("actors", {}).items():
        if urls.sheet_url(slug) == urls.PLAN_SHEET:
            message = f"« {slug} » est le nom de la fiche du plan ({urls.PLAN_SHEET}) : en choisir un autre"
            yield Problem(place, "duplicate-id", message)
    for name in ("actors", "themes", "laws"):
        for slug, place in loaded.ids.get(name, {}).items():
            if _DEVICE.fullmatch(slug):
                message = f"« {slug} » est un nom que Windows se réserve : en choisir un autre"
                yield Problem(place, "text-format", message)
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
