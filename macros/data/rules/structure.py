"""Numbering, announced counts, links written once, hierarchy."""

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from macros.data.loading import MEASURES, Loaded
from macros.data.model import Measure, Participation, Relation, Theme
from macros.data.requirements import REQUIREMENTS, find_unmet
from macros.data.rules.references import MISNAMED, MISPLACED, MISSING, was_published
from macros.data.validation import shorten, suggest
from macros.data.vocabulary import Forge, RelationKind
from macros.data.yaml_reader import Place, Problem
from macros.urls import guess_forge

# Their direction has a meaning: the first measure carries the link.
DIRECTED = frozenset({RelationKind.SEQUEL, RelationKind.CONDITION})

MOST_MISSING = 20  # measures that are named at once


def check_requirements(loaded: Loaded) -> Iterator[Problem]:
    """A record has the fields that its others call for."""
    for entry, record, path in loaded.find(*REQUIREMENTS):
        for unmet in find_unmet(record):
            place = entry.at(*path, unmet.at) if unmet.at else entry.at(*path)
            message = unmet.message.format(record)
            if unmet.then.get("date") and (*entry.path, *path, "date") in entry.document.keys:
                place, message = entry.at(*path, "date"), "« date » est vide : écrire le jour"
            yield Problem(place, unmet.rule, message)


def check_forge(loaded: Loaded) -> Iterator[Problem]:
    """Where a file is edited depends on what the repository runs."""
    for entry in loaded.get("site"):
        site = entry.record
        if site.repository and not site.forge and guess_forge(site.repository) is None:
            message = "cette adresse ne dit pas quel logiciel tient le dépôt : ajouter « forge » ; "
            message += f"valeurs possibles : {', '.join(Forge)}"
            yield Problem(entry.at("repository"), "field-missing", message)


def check_numbering(loaded: Loaded) -> Iterator[Problem]:
    """Files are named after their number, and numbers run from 1 without a gap."""
    for entry in loaded.get(MEASURES):
        expected = f"{entry.record.number:02}.yml"
        if not entry.document.file.endswith(f"/{expected}"):
            message = f"la mesure {entry.record.number} va dans un fichier nommé {expected} : renommer, ou corriger « number »"
            place = entry.at("number")
            yield Problem(place, "numbering", message, subject=_misnamed(place))
    for plan in loaded.get("plan"):
        if MEASURES in loaded.broken:
            return
        numbers = set(loaded.ids.get(MEASURES, {}))
        if not numbers and not plan.record.measure_count:
            message = "un plan a une mesure au moins : ajouter le fichier measures/01.yml"
            yield Problem(plan.at("measure_count"), "numbering", message)
        announced = range(1, plan.record.measure_count + 1)
        missing = (number for number in announced if number not in numbers)
        for number in itertools.islice(missing, MOST_MISSING):
            message = f"la mesure {number} manque : ajouter son fichier, ou corriger ce nombre"
            gone = was_published(loaded, MEASURES, number)
            subject = f"{MISSING}/{number}" if gone else ""
            causes = (f"{MEASURES}/?", f"{MISNAMED}/{number}")
            place = plan.at("measure_count")
            yield Problem(place, "numbering", message, subject=subject, causes=causes)
        for number in sorted(number for number in numbers if number not in announced):
            message = f"le plan n’annonce que {plan.record.measure_count} mesures : corriger « measure_count » dans plan.yml, ou retirer ce fichier"
            place = loaded.ids[MEASURES][number]
            yield Problem(place, "numbering", message, causes=(_misnamed(place),))


def _misnamed(place: Place) -> str:
    """Return the subject of a measure that is not the one that its file is named after."""
    return f"{MISNAMED}/{Path(place.file).stem.lstrip('0')}"


def check_counts(loaded: Loaded) -> Iterator[Problem]:
    """Announced counts equal actual counts; a measure's theme belongs to its axis."""
    themes = {entry.record.slug: entry.record for entry in loaded.get("themes")}
    with_themes = {theme.axis for theme in themes.values()}
    for entry in loaded.get(MEASURES):
        measure: Measure = entry.record
        theme = themes.get(measure.theme or "")
        if theme and theme.axis != measure.axis:
            message = f"le thème « {theme.slug} » est dans l’axe {theme.axis}, pas {measure.axis} : corriger « theme » ou « axis »"
            subject = f"{MISPLACED}/{entry.document.file}"
            yield Problem(entry.at("theme"), "theme-axis", message, subject=subject)
        if measure.theme is None and measure.axis in with_themes:
            names = (theme.slug for theme in themes.values() if theme.axis == measure.axis)
            message = f"l’axe {measure.axis} a des thèmes : dire lequel{suggest('', names)}"
            subject = f"{MISPLACED}/{entry.document.file}"
            yield Problem(entry.at("theme"), "theme-axis", message, subject=subject)
    if loaded.broken & {MEASURES, "themes", "axes"}:
        return
    causes = (MISSING, MISPLACED, "themes")
    counts = Counter(e.record.theme for e in loaded.get(MEASURES))
    counts.update(e.record.axis for e in loaded.get(MEASURES))
    for entry in (*loaded.get("themes"), *loaded.get("axes")):
        key = entry.record.slug if isinstance(entry.record, Theme) else entry.record.number
        announced, actual = entry.record.measure_count, counts[key]
        if announced != actual:
            message = f"le titre annonce {announced} mesure{'s' if announced > 1 else ''}, il y en a {actual} : ranger ailleurs une mesure, ou corriger ce nombre"
            place = entry.at("measure_count")
            subject = f"count/{place.file}"
            yield Problem(place, "count", message, subject=subject, causes=causes)


def check_relations(loaded: Loaded) -> Iterator[Problem]:
    """A link is written once, in the file of the lower number unless its direction matters."""
    seen: dict[frozenset[int], Place] = {}
    for entry, relation, path in loaded.find(Relation):
        number, place, message = entry.record.number, entry.at(*path, "measure"), ""
        pair = frozenset({number, relation.measure})
        if relation.measure == number:
            message = "une mesure ne se lie pas à elle-même : donner le numéro d’une autre"
        elif first := seen.get(pair):
            message = f"ce lien est déjà écrit ({first}) : ne l’écrire qu’une fois"
        elif relation.measure < number and relation.kind not in DIRECTED:
            message = f"ce lien s’écrit dans le fichier de la mesure {relation.measure}"
        if message:
            yield Problem(place, "relation", message, causes=(_misnamed(place),))
        seen.setdefault(pair, place)


def check_hierarchy(loaded: Loaded) -> Iterator[Problem]:
    """No actor is its own ancestor."""
    parents = {entry.record.slug: entry.record.parent for entry in loaded.get("actors")}
    for entry in loaded.get("actors"):
        actor = entry.record
        ancestor, steps = actor.parent, 0
        while ancestor is not None and steps <= len(parents):
            ancestor, steps = parents.get(ancestor), steps + 1
        if ancestor is not None:
            message = f"« {actor.slug} » relève de lui-même : corriger « parent »"
            yield Problem(entry.at("parent"), "hierarchy", message)
        if not actor.definite.startswith(("le ", "la ", "les ", "l’")):
            words = shorten(actor.definite)
            message = f"« {words} » n’a pas d’article : commencer par le, la, les ou l’"
            yield Problem(entry.at("definite"), "article", message)


def check_forms(loaded: Loaded) -> Iterator[Problem]:
    """A form belongs to one term, else a word of the text would have two explanations."""
    seen: dict[str, Place] = {}
    for entry in loaded.get("terms"):
        for index, form in enumerate(entry.record.forms):
            place = entry.at("forms", index)
            if first := seen.get(form):
                message = f"« {shorten(form)} » est déjà une forme d’un autre terme ({first}) : n’en garder qu’une"
                yield Problem(place, "duplicate-id", message)
            seen.setdefault(form, place)


def check_actors(loaded: Loaded) -> Iterator[Problem]:
    """An actor has a role in a measure once."""
    seen = set()
    for entry, part, path in loaded.find(Participation):
        if (role := (entry.record.number, part.actor, part.role)) in seen:
            message = f"« {part.actor} » a déjà ce rôle dans la mesure : n’en garder qu’un"
            yield Problem(entry.at(*path, "actor"), "duplicate-actor", message)
        seen.add(role)
